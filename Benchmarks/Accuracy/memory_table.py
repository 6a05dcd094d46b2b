#!/usr/bin/env python3
"""Writes the score of the memory engine as a table of the catalog, for the page that shows it.

`memory-scores.csv` counts llama.cpp's plans by kind of attention, setting and model, which Swift tests hold to the
printed digit; compares sizes of published files with the command's; and takes the errors against measured memory of
other programs from the test that prints them. Standard library only, but for the two programs that it asks.
"""
import argparse
import csv
import os
import re
import subprocess
import tempfile

from catalog_table import DATE

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, '..', '..')
CATALOG = os.path.join(ROOT, 'Content', 'Catalog')
COLUMNS = ('id,what,scope,name,model_id,quantization,models_counted,rows_counted,rows_scored,rows_missed,'
           'figures_counted,median_pct,worst_pct,scored_on,notes,source')
# An error that a file of the same name may have.
NEAR = 0.005
PLANS = ('planner', 'families', 'offload')
SETTINGS = [
    ('More than one card, up to eight', lambda run: int(run['gpus']) > 1),
    ('A stated number of layers on the cards, the rest in host memory', lambda run: run.get('gpu_layers', 'all') != 'all'),
    ('Experts of some or all layers in host memory', lambda run: run.get('experts_on_cpu', '0') != '0'),
    ('Flash attention off', lambda run: run['flash_attention'] == 'off'),
    ('Scores of all tokens kept, not only of the last', lambda run: run['logits'] == 'all'),
    ('A cache type other than f16', lambda run: {run['kv_type_k'], run['kv_type_v']} != {'f16'}),
    ('More than one slot, up to eight', lambda run: int(run['parallel']) > 1),
]
RECURRENCES = {'Mamba-2': 'Mamba-2 and attention', 'Short convolution': 'Short convolutions and attention'}
KINDS = ['Full attention', 'Full attention in some layers, none in others', 'Sliding windows', 'Latent attention',
         'Latent attention with an indexer', 'Compressed rows', 'Gated DeltaNet', 'Mamba-2 and attention',
         'Kimi Delta Attention', 'Short convolutions and attention']
# What the catalog does not have.
NAMES = {
    'lfm2-1.2b': 'LFM2 1.2B', 'lfm2-2.6b': 'LFM2 2.6B', 'lfm2-8b-a1b': 'LFM2 8B-A1B', 'tinyllama-1.1b': 'TinyLlama 1.1B',
    'deepseek-coder-33b': 'DeepSeek Coder 33B', 'llama-3-8b': 'Llama 3 8B', 'codellama-34b': 'Code Llama 34B',
}
# Reasons as a reader of the page understands them.
REASONS = {
    'mix of a fork or an uploader': "The mix is one of a fork's or a publisher's own",
    'model not in the catalog': 'The model is not in the catalog',
    'size of the model not stated': 'The page does not say the size of the model',
    'file name and mix contradict each other': 'File name and mix contradict each other',
    'tensor parallelism of a runtime that is not vLLM': 'Tensor parallelism of a program that is not vLLM',
}


def rows(*path):
    with open(os.path.join(ROOT, *path), newline='') as source:
        return list(csv.DictReader(source))


MODELS = {row['id']: row['name'] for row in rows('Content', 'Catalog', 'language-models.csv')}
SHAPES = {row['id']: row for row in rows('Tests', 'SizingTests', 'Fixtures', 'models.csv')}


def slug(*parts):
    text = '-'.join(str(part) for part in parts if part)
    return ''.join(c if c.isascii() and (c.isalnum() or c in '-_.') else '-' for c in text.lower())


def line(what, scope, name, **values):
    return dict(values, id=slug('memory', what, scope, name, values.get('quantization')), what=what, scope=scope,
                name=name, scored_on=DATE, source='rigbook-memory-tests')


def model(what, id, **values):
    found = line(what, 'model', MODELS.get(id) or NAMES[id], model_id=id if id in MODELS else '', **values)
    return dict(found, id=slug('memory', what, 'model', id))


def reason(text):
    return REASONS.get(text, text[:1].upper() + text[1:])


def kind(id):
    shape = SHAPES[id]
    if shape['hash_layers'] or shape['output_groups']:
        return 'Compressed rows'
    if shape['indexer_heads']:
        return 'Latent attention with an indexer'
    if shape['recurrence']:
        return RECURRENCES.get(shape['recurrence'], shape['recurrence'])
    if shape['kv_rank']:
        return 'Latent attention'
    # llama.cpp makes no use of the windows of StarCoder2.
    if shape['window'] and shape['architecture'] != 'starcoder2':
        return 'Sliding windows'
    return 'Full attention in some layers, none in others' if shape['architecture'] == 'deci' else 'Full attention'


def plans():
    """Runs of llama.cpp's planner. Every figure of them is met, else the tests that are run first do not pass."""
    runs = [run for name in PLANS for run in rows('Tests', 'SizingTests', 'Fixtures', f'{name}.csv')]
    counts = {}
    for run in runs:
        counts[run['model_id']] = counts.get(run['model_id'], 0) + 1
    # Weights, cache and working buffers of each card and of host memory.
    figures = sum(3 * (int(run['gpus']) + 1) for run in runs)
    yield line('plans', 'all', 'all runs', models_counted=len(counts), rows_counted=len(runs), rows_scored=len(runs),
               rows_missed=0, figures_counted=figures)
    for name in KINDS:
        ids = [id for id in counts if kind(id) == name]
        yield line('plans', 'kind', name, models_counted=len(ids), rows_counted=sum(counts[id] for id in ids), rows_missed=0)
    unknown = {kind(id) for id in counts} - set(KINDS)
    if unknown:
        raise SystemExit(f'kinds of attention without a line: {sorted(unknown)}')
    for name, applies in SETTINGS:
        yield line('plans', 'setting', name, rows_counted=sum(map(applies, runs)))
    for id, count in counts.items():
        yield model('plans', id, rows_counted=count, rows_missed=0)


def files(rigbook):
    """Sizes that were printed of published files, beside those of the command."""
    printed = rows('Tests', 'CatalogTests', 'Fixtures', 'gguf-sizes.csv')
    scored = [row for row in printed if not row['left_out']]
    with tempfile.NamedTemporaryFile('w', suffix='.csv', newline='') as cases:
        writer = csv.writer(cases)
        writer.writerow(['case_id', 'model_id', 'quantization', 'importance_matrix'])
        for index, row in enumerate(scored):
            writer.writerow([index, row['model_id'], row['quantization'], row['importance_matrix']])
        cases.flush()
        output = subprocess.run([rigbook, 'size', '--batch', cases.name, '--site', ROOT], check=True, text=True,
                                capture_output=True).stdout
    sizes = {int(row['case_id']): row['file_size_bytes'] for row in csv.DictReader(output.splitlines())}
    errors = [(int(sizes[index]) / (float(row['size_gib']) * 2**30) - 1, row) for index, row in enumerate(scored)]
    missed = sorted((item for item in errors if abs(item[0]) > NEAR), key=lambda item: -abs(item[0]))
    yield line('files', 'all', 'all files', rows_counted=len(printed), rows_scored=len(scored), rows_missed=len(missed),
               worst_pct=f'{100 * missed[0][0]:.2f}')
    tuned = {row['model'] for row in rows('Tests', 'CatalogTests', 'Fixtures', 'fine-tunes.csv')}
    yield line('files', 'kind', 'Models made from a model of the catalog, sized as that model',
               rows_counted=sum(row['model'] in tuned for row in printed), rows_scored=sum(row['model'] in tuned for row in scored),
               rows_missed=sum(row['model'] in tuned for _, row in missed))
    for error, row in missed:
        found = line('files', 'miss', row['model'], model_id=row['model_id'], quantization=row['quantization'],
                     worst_pct=f'{100 * error:.2f}')
        yield dict(found, id=slug('memory-files-miss', row['row_id']))
    yield from left_out('files', [row['left_out'] for row in printed if row['left_out']])


def left_out(what, reasons):
    for text in sorted(set(reasons)):
        yield line(what, 'left out', reason(text), rows_counted=reasons.count(text))


def measured(printed):
    """Errors against measured memory, as the test of the engine prints them."""
    worst = []
    for id, count, median, most in re.findall(r'^(\S+): (\d+) rows, median error (\S+) %, worst (\S+) %$', printed, re.M):
        worst.append(float(most))
        yield model('measured', id, rows_scored=int(count), median_pct=median, worst_pct=most)
    [(scored, counted, median)] = re.findall(r'^scored (\d+) of (\d+) rows, median over models (\S+) %$', printed, re.M)
    yield line('measured', 'all', 'all figures', rows_counted=int(counted), rows_scored=int(scored), median_pct=median,
               models_counted=len(worst), worst_pct=f'{max(worst, key=abs):.1f}')
    reasons = [text for count, text in re.findall(r'^left out, (\d+) rows: (.+)$', printed, re.M) for _ in range(int(count))]
    yield from left_out('measured', reasons)


def test(name):
    """Passes a suite of Swift tests and returns what it prints."""
    result = subprocess.run(['swift', 'test', '--disable-xctest', '--filter', name], cwd=ROOT, text=True, capture_output=True)
    if result.returncode:
        raise SystemExit(f'{name} does not pass:\n{result.stdout}{result.stderr}')
    return result.stdout


def write(lines):
    columns = COLUMNS.split(',')
    if len({item['id'] for item in lines}) != len(lines):
        raise SystemExit('memory-scores.csv: two lines have one id')
    with open(os.path.join(CATALOG, 'memory-scores.csv'), 'w', newline='') as target:
        writer = csv.writer(target, lineterminator='\n')
        writer.writerow(columns)
        for item in sorted(lines, key=lambda item: item['id']):
            writer.writerow([item.get(column, '') for column in columns])


if __name__ == '__main__':
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--rigbook', default=os.path.join(ROOT, '.build', 'release', 'rigbook'))
    tool = os.path.abspath(parser.parse_args().rigbook)
    for suite in ('SizingTests.PlannerTests', 'SizingTests.OffloadTests'):
        test(suite)
    LINES = [*plans(), *files(tool), *measured(test('SizingTests.MeasuredTests'))]
    write(LINES)
    print(f'{len(LINES)} lines in memory-scores.csv')
