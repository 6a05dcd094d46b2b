#!/usr/bin/env python3
"""Turns what `measure.py` wrote into rows of `Accuracy/measured.csv`, printed as CSV.

    rows.py RESULTS.jsonl GPU_ID SOURCE VERSION

Sizes and shapes of the models come from rows of the same model and mix that the table has already.
"""
import csv
import json
import sys
from hashlib import sha256
from pathlib import Path
from statistics import median

TABLE = Path(__file__).resolve().parents[1] / 'Accuracy/measured.csv'
# What belongs to a run, and not to the model and its mix.
OF_THE_RUN = ('row_id gpu_id gpu_count split runtime backend era version flash_attention micro_batch batch n_prompt n_gen depth '
              'mean_context cpu decode_tok_s prefill_tok_s grade test notes source').split()


def figures(result, has_experts):
    """Returns the columns of a run: what was asked and the rates that came of it, or None where the other program says it better."""
    if result['program'] == 'llama-batched-bench':
        prompt, generated, streams = result['pp'], result['tg'], result['pl']
        if streams == 1 or has_experts:
            # One stream is asked of the other program, whose repetitions leave out what the first steps set up. And of
            # several streams random routers touch more experts than trained ones do.
            return None
        return {'flash_attention': 1, 'micro_batch': result['n_ubatch'], 'batch': streams, 'n_prompt': prompt, 'n_gen': generated,
                'depth': prompt, 'mean_context': prompt + generated / 2, 'decode_tok_s': f"{result['speed_tg']:.2f}",
                # Its prompt is the first after loading, in which libraries are set up.
                'prefill_tok_s': '', 'test': f'batched-bench PP{prompt} TG{generated} B{streams}'}
    prompt, generated, depth = result['n_prompt'], result['n_gen'], result['n_depth']
    test = (f'pp{prompt}' if prompt else f'tg{generated}') + (f' @ d{depth}' if depth else '')
    # The first of the repetitions also settles clocks and sets up libraries.
    rate = f"{median(result['samples_ts']):.2f}"
    return {'flash_attention': int(result['flash_attn'] in (1, True, '1', 'on', 'enabled')), 'micro_batch': result['n_ubatch'],
            'batch': 1, 'n_prompt': prompt, 'n_gen': generated, 'depth': depth, 'mean_context': depth + generated / 2,
            'decode_tok_s': rate if generated else '', 'prefill_tok_s': rate if prompt else '', 'test': test}


def main():
    results, gpu, source, version = sys.argv[1:]
    with TABLE.open(newline='') as file:
        rows = list(csv.DictReader(file))
    columns = list(rows[0])
    models = {(row['model_id'], row['quantization']): row for row in rows if row['size_basis'] == 'engine'}
    writer = csv.DictWriter(sys.stdout, columns, lineterminator='\n')
    for line in Path(results).read_text(encoding='utf-8').splitlines():
        result = json.loads(line)
        model = models[result['model'], result['mix']]
        run = figures(result, float(model['experts']) > 0)
        if run is None:
            continue
        key = sha256(f"{gpu} {result['model']} {result['mix']} {run['test']} {run['flash_attention']}".encode()).hexdigest()[:10]
        writer.writerow({**{name: '' if name in OF_THE_RUN else value for name, value in model.items()}, **run,
                         'row_id': f'own-{key}', 'gpu_id': gpu, 'gpu_count': 1, 'split': 'none', 'runtime': 'llama.cpp',
                         'backend': 'cuda', 'era': '2026', 'version': version, 'grade': 'A',
                         'notes': 'random weights', 'source': source})


if __name__ == '__main__':
    main()
