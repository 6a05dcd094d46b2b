#!/usr/bin/env python3
"""Times a card under llama.cpp with models of random weights, one line of JSON for each figure.

    measure.py --llama BIN --folder FOLDER --out FILE [MODEL:MIX ...]

BIN holds `llama-bench` and `llama-batched-bench`; FOLDER gets one model file after another (in memory, if it can).
Each model is asked for prompts of several lengths, for single-stream decode at several depths, and for decode of
several streams. Results are written as they come, so that a run that is cut short keeps what it has.
`rows.py` turns the file into rows of `Accuracy/measured.csv`.
"""
import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

from random_gguf import SHAPES, write

MODELS = ['llama-3-8b:Q4_K_M', 'qwen3-30b-a3b:Q4_K_M', 'gpt-oss-20b:MXFP4', 'llama-3-8b:F16', 'qwen3-32b:Q4_K_M', 'qwen3-32b:Q8_0',
          'llama-3-70b:Q4_K_M']
# Prompts with nothing before them; depths at which 64 tokens are decoded, beside 128 at none; depths at which 512 tokens are read.
PROMPTS, DEPTHS, PROMPT_DEPTHS = '512,2048,8192', '4096,16384', '4096'
STREAMS = '1,2,4,8,16,32'


def lines(command, timeout):
    """Runs a command and returns the lines of JSON that it prints; says on the terminal what went wrong."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False)
        output, errors = done.stdout, done.stderr
    except subprocess.TimeoutExpired as expired:
        output, errors = (expired.stdout or b'').decode(), 'out of time'
    found = [json.loads(line) for line in output.splitlines() if line.startswith('{')]
    if not found:
        print(f'{command[0]}: nothing measured: {errors[-600:]}', file=sys.stderr)
    return found


def measure(llama, path, model, mix, seconds, slots):
    bench = [f'{llama}/llama-bench', '-m', path, '-o', 'jsonl', '-ngl', '99', '-r', '3', '-fa', '1']
    runs = [[*bench, '-p', PROMPTS, '-n', '128'],
            [*bench, '-p', '0', '-n', '64', '-d', DEPTHS],
            [*bench, '-p', '512', '-n', '0', '-d', PROMPT_DEPTHS],
            [*bench[:-1], '0', '-p', '512', '-n', '128']]
    for command in runs:
        for row in lines(command, seconds):
            yield {'program': 'llama-bench', 'model': model, 'mix': mix, **row}
    most = max(int(count) for count in slots.split(','))
    command = [f'{llama}/llama-batched-bench', '-m', path, '--output-format', 'jsonl', '-ngl', '99', '-fa', 'on', '-b', '2048',
               '-ub', '2048', '-c', str(most * 544), '-npp', '512', '-ntg', '32', '-npl', slots]
    for row in lines(command, seconds):
        yield {'program': 'llama-batched-bench', 'model': model, 'mix': mix, **row}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--llama', required=True, help='folder of the programs')
    parser.add_argument('--folder', type=Path, required=True, help='where model files are written, and removed')
    parser.add_argument('--out', type=Path, required=True)
    parser.add_argument('--seconds', type=float, default=90, help='most time of one command')
    parser.add_argument('--until', type=float, default=1e9, help='start no model later than this many seconds from now')
    parser.add_argument('--streams', default=STREAMS)
    parser.add_argument('models', nargs='*', default=MODELS, help=f'of {", ".join(SHAPES)}')
    arguments = parser.parse_args()
    start = time.monotonic()
    for name in arguments.models:
        if time.monotonic() - start > arguments.until:
            print(f'{name}: no time left', file=sys.stderr)
            continue
        model, mix = name.split(':')
        path = arguments.folder / f'{model}-{mix}.gguf'
        if not path.exists():
            write(SHAPES[model], mix, path)
        with arguments.out.open('a', encoding='utf-8') as file:
            for row in measure(arguments.llama, str(path), model, mix, arguments.seconds, arguments.streams):
                file.write(json.dumps(row) + '\n')
                file.flush()
        path.unlink()
        print(f'{name}: done at {time.monotonic() - start:.0f} s', file=sys.stderr, flush=True)


if __name__ == '__main__':
    main()
