#!/usr/bin/env python3
"""Holds the engine to the fit and to what was measured: asks `rigbook size --batch` about every measured row that the
catalog can answer, and compares.

The engine has the constants of the newest builds, fitted with all cards. So the first figure, engine against the same
formulas in Python, tells whether both compute the same; the second, engine against measurement, is no test of foresight.
Rows of older builds are predicted with the newest constants, as pages do when nobody says a version.
"""
import argparse
import csv
import io
import math
import os
import subprocess
import sys
import tempfile

import fit
from catalog_table import CLASSES

SITE = os.path.join(fit.HERE, '..', '..')
# Names of checkpoints in the measured rows, and the engine's.
CHECKPOINTS = {'BF16': 'BF16', 'AWQ': 'AWQ', 'GPTQ-Int4': 'GPTQ', 'GPTQ-Int8': 'GPTQ-8bit'}


def questions(rows, known):
    """Rows under llama.cpp and vLLM that name a model, mix and card of the catalog, all on cards."""
    for row in rows:
        if row['batch'] != 1 or row['grade'] == 'R':
            continue
        if row['runtime'] == 'vllm':
            if row['era'] == '2023' or row['quantization'] not in CHECKPOINTS:
                continue
        elif row['runtime'] != 'llama.cpp' or row['split'] not in ('none', 'layer'):
            continue
        elif row['backend'] not in ('cuda', 'metal', 'rocm') or row['size_basis'] != 'engine':
            continue
        if row['gpu_id'] in known['gpus'] and row['model_id'] in known['language-models'] and row['mean_context'] >= 1:
            yield row


def ids(table):
    with open(os.path.join(SITE, 'Content', 'Catalog', table + '.csv'), newline='') as file:
        return {row['id'] for row in csv.DictReader(file)}


def ask(rigbook, rows):
    columns = ['case_id', 'model_id', 'quantization', 'context_tokens', 'flash_attention', 'micro_batch', 'gpu', 'runtime']
    with tempfile.NamedTemporaryFile('w', suffix='.csv', newline='') as file:
        writer = csv.writer(file, lineterminator='\n')
        writer.writerow(columns)
        for place, row in enumerate(rows):
            is_vllm = row['runtime'] == 'vllm'
            writer.writerow([place, row['model_id'], CHECKPOINTS[row['quantization']] if is_vllm else row['sized_as'],
                             round(row['mean_context']), 'on' if row['fa'] or is_vllm else 'off', row['micro_batch'],
                             f"{row['gpu_id']}:{int(row['gpu_count'])}", row['runtime']])
        file.flush()
        done = subprocess.run([rigbook, 'size', '--site', SITE, '--batch', file.name], capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return list(csv.DictReader(io.StringIO(done.stdout)))


def formula_ms(row, A):
    """The same by the formulas here, with the newest constants and the card's factor left out."""
    P = A['decode'][CLASSES['vllm' if row['runtime'] == 'vllm' else row['backend']][0]]
    context = round(row['mean_context'])
    window = min(context, row['window']) if row['window'] else 0
    kv = (row['kv_full_bytes'] * context + row['kv_window_bytes'] * window + 2 * row['state_bytes']) / 1e9
    row = dict(row, kv=kv, prompt_ms=0.0)
    if row['runtime'] == 'vllm':
        row['era'] = '2026'  # as the engine has it, whose constants are those of the newest builds
    return fit.decode_ms(row, P) if row['split'] == 'none' else fit.multi_ms(row, P, A['multi'])


def report(title, groups):
    print(f'\n## {title}\n\n| what | rows | median | 90th percentile | inside the range |\n| --- | ---: | ---: | ---: | ---: |')
    for name, values in sorted(groups.items()):
        errors = sorted(abs(ratio - 1) for ratio, _ in values)
        inside = sum(held for _, held in values) / len(values)
        print(f'| {name} | {len(values)} | {fit.median(errors):.1%} | {errors[int(0.9 * len(errors))]:.1%} | {inside:.0%} |')


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument('--rigbook', default=os.path.join(SITE, '.build', 'release', 'rigbook'))
    rigbook = options.parse_args().rigbook
    rows = fit.load()
    constants = fit.fit_all(rows)
    rows = [row for row in questions(rows, {table: ids(table) for table in ('gpus', 'language-models')}) if row['dec']]
    factors = {}
    with open(os.path.join(SITE, 'Content', 'Catalog', 'speed-constants.csv'), newline='') as file:
        for line in csv.DictReader(file):
            if line['scope'] == 'card' and line['phase'] == 'decode':
                factors[line['gpu_id']] = float(line['value'])
    formulas, measured, unanswered = {}, {}, 0
    for answer in ask(rigbook, rows):
        row = rows[int(answer['case_id'])]
        if not answer['decode_tok_s']:
            unanswered += 1
            continue
        low, mid, high = (float(answer[name]) for name in ('decode_tok_s_low', 'decode_tok_s', 'decode_tok_s_high'))
        split = {'none': '', 'layer': ', layer split', 'tensor': ', tensor parallel'}[row['split']]
        kind = ('MoE' if row['moe'] else 'dense') + split + (', vLLM' if row['runtime'] == 'vllm' else '')
        if not row['model_id'].startswith('gpt-oss'):  # rows name files with other dense weights than the catalog's
            own = factors.get(row['gpu_id'], 1.0) if row['split'] == 'none' else None
            if row['runtime'] == 'vllm':  # cards have no factors there
                own = 1.0
            if own:
                ratio = mid * formula_ms(row, constants) / 1e3 / own
                formulas.setdefault(kind, []).append((ratio, abs(math.log(ratio)) < 0.005))
        # The rates of vLLM's rows include the prompt, which the engine's question leaves out.
        rate = 1e3 / (1e3 / row['dec'] - min(row['prompt_ms'], 0.9e3 / row['dec']))
        measured.setdefault(f"{kind}, {row['backend']} builds of {row['era']}", []).append(
            (mid / rate, low <= rate <= high))
    print(f'{len(rows)} rows asked, {unanswered} not answered: they do not fit, or a speed is not stated')
    report('Engine against the formulas of the fit (range: 0.5 %)', formulas)
    report('Engine against measured decode', measured)
    if any(not held for values in formulas.values() for _, held in values):
        sys.exit('\nThe engine and the formulas of the fit differ by more than 0.5 %.')


if __name__ == '__main__':
    main()
