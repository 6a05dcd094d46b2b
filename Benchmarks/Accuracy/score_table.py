#!/usr/bin/env python3
"""Writes the score of the speed model as two tables of the catalog, for the page that shows it.

`speed-scores.csv` holds the errors by class of measurement: over all rows, by card, by program and by model; over all rows its
remark is what `ranges.csv` has with the family of models left out.
`speed-series.csv` holds each series of runs, that is one model in one quantization on one machine with one build, with
what was measured and what was predicted by constants that were fitted without that card. Rows of grade A only, but for
hybrids, of which there are none. `speed-left-out.csv` counts the runs that neither holds, by the reason. Standard library only; it
takes some minutes.
"""
import csv
import math
import os

import fit
import left_out
import score
import score_ranges
from catalog_table import DATE, FIT, source_ids

CATALOG = os.path.join(fit.HERE, '..', '..', 'Content', 'Catalog')
SCORES = ('id,what,scope,name,gpu_id,model_id,left_out,rows_scored,cards_scored,cards_pct,median_pct,ninth_pct,held_pct,'
          'cards_goal_pct,ninth_goal_pct,held_goal_pct,scored_on,notes,source')
SERIES = ('id,what,device,gpu_id,gpu_count,program,model,model_id,quantization,rows_scored,measured_tok_s,'
          'predicted_tok_s,off_pct,notes,source')
# Classes of rows: what they are called on the site.
CLASSES = {
    'decode dense': 'dense decode', 'decode MoE': 'sparse decode', 'layer split': 'split-layer decode',
    'tensor parallel': 'tensor-parallel decode', 'decode, batch': 'decode for several users', 'prefill': 'prefill',
    'prefill, layer split': 'split-layer prefill', 'CPU only': 'processor decode', 'hybrid': 'hybrid decode',
}
PROGRAMS = {'ktransformers': 'KTransformers', 'autoawq-cpu': 'AutoAWQ', 'autoawq': 'AutoAWQ', 'vllm': 'vLLM',
            'exllama': 'ExLlama', 'mlc': 'MLC LLM', 'lmdeploy': 'LMDeploy', 'llm-awq': 'LLM-AWQ'}
# What the catalog does not have.
NAMES = {
    'cpu-xeon-spr-48c': '4th generation Xeon, 48 cores', 'cpu-xeon-8480-es': 'Xeon Platinum 8480, engineering sample',
    'cpu-core-i9-13900k': 'Core i9-13900K', 'cpu-epyc-9355': 'EPYC 9355',
    'cpu-epyc-9554': 'EPYC 9554', 'nvidia-rtx-2080': 'GeForce RTX 2080', 'nvidia-a10g': 'A10G 24 GB', 'mixed': 'different cards',
    'apple-m3-max-40c': 'Apple M3 Max (40-core GPU)', 'codellama-34b': 'Code Llama 34B', 'llama-1-30b': 'LLaMA 30B',
    'llama-1-65b': 'LLaMA 65B', 'deepseek-llm-33b': 'DeepSeek Coder 33B', 'falcon-7b': 'Falcon 7B',
    'tinyllama-1.1b': 'TinyLlama 1.1B', 'dots-llm1': 'dots.llm1', 'mpt-7b': 'MPT 7B', 'openllama-3b': 'OpenLLaMA 3B',
    'qwen2-57b-a14b': 'Qwen2 57B-A14B',
}


def ids(file):
    with open(os.path.join(CATALOG, file), newline='') as source:
        return {row['id']: row['name'] for row in csv.DictReader(source)}


GPUS, CPUS, MODELS = ids('gpus.csv'), ids('cpus.csv'), ids('language-models.csv')


def without_family():
    """By class how far rows are off with their family of models left out, of what score.py wrote."""
    found = {}
    with open(os.path.join(fit.HERE, 'ranges.csv'), newline='') as source:
        for row in csv.DictReader(source):
            if row['card'] == 'known':
                need, width = row['needed_for_90_percent'], row['half_width_factor']
                capped = f', the range is ×/÷ {width}' if float(need) > float(width) else ''
                plain = next((kind for kind, few in score.FEW.items() if few == row['class']), row['class'])
                plain = plain.removesuffix(score.VLLM_EXPERTS).removesuffix(score.VLLM)
                found.setdefault(plain, f"nine of ten of {row['rows']} rows within ×/÷ {need}{capped}")
    return found


def called(name, known):
    return known.get(name) or NAMES.get(name, name) if name else ''


def cards(row):
    return int(float(row['gpu_count'] or 1))


def program(row):
    name = PROGRAMS.get(row['runtime'], row['runtime'])
    return ' '.join(part for part in (name, row['backend'], row['version']) if part)


def device(row):
    gpu, cpu = row['gpu_id'], row['cpu']
    named = called(gpu, GPUS)
    count = cards(row)
    card = f'{count} × {named}' if named and count > 1 else named
    return ' + '.join(part for part in (card, '' if row['split'] == 'cpu' else called(cpu, CPUS)) if part)


def slug(*parts):
    text = '-'.join(str(part) for part in parts if part)
    return ''.join(c if c.isascii() and (c.isalnum() or c in '-_.') else '-' for c in text.lower())


def line(what, scope, name, kind, found, **ids):
    ratios = [ratio for _, ratio in found]
    errors = score.errors(ratios)
    cards = {}
    for row, ratio in found:
        cards.setdefault(score.card(row), []).append(ratio)
    over_cards = fit.median([fit.median(score.errors(values)) for values in cards.values()])
    held = sum(abs(math.log(ratio)) <= math.log(score_ranges.printed(kind, row)) for row, ratio in found) / len(ratios)
    return dict(ids, id=slug('score', what, scope, name), what=what, scope=scope, name=name, left_out='card',
                rows_scored=len(ratios), cards_scored=len(cards), cards_pct=f'{100 * over_cards:.1f}', median_pct=f'{100 * fit.median(errors):.1f}',
                ninth_pct=f'{100 * score.percentile(errors, 0.9):.1f}', held_pct=f'{100 * held:.0f}', scored_on=DATE,
                source=source_ids([row for row, _ in found]))


def goals(kind):
    """What was meant of a class, in percent: of the median over cards, of nine of ten rows, and of the share inside the range."""
    middle, tail = next((middle, tail) for name, middle, tail, _ in score.BARS if name == kind)
    percent = lambda bar: '–' if bar is None else f'{100 * bar:g}'
    return dict(cards_goal_pct=percent(middle), ninth_goal_pct=percent(tail), held_goal_pct=score_ranges.HELD_GOAL)


def scores(found):
    lines = []
    for kind, what in CLASSES.items():
        rows = [(row, ratio) for name, row, ratio in found if name == kind]
        if not rows:
            continue
        lines.append(line(what, 'all', 'all rows', kind, rows, notes=without_family().get(kind, ''), **goals(kind)))
        for scope, key in (('gpu', device_class), ('program', program_class), ('model', model_class)):
            groups = {}
            for row, ratio in rows:
                groups.setdefault(key(row), []).append((row, ratio))
            for (name, known), group in sorted(groups.items(), key=lambda item: item[0][0]):
                lines.append(line(what, scope, name, kind, group, **known))
    return lines


def device_class(row):
    """The card, or the processor where no card computes."""
    gpu = row['gpu_id']
    if gpu:
        return called(gpu, GPUS), Known(gpu_id=gpu if gpu in GPUS else '')
    return called(row['cpu'], CPUS), Known()


def program_class(row):
    return ' '.join(part for part in (PROGRAMS.get(row['runtime'], row['runtime']), row['backend']) if part), Known()


def model_class(row):
    model = row['model_id']
    return called(model, MODELS), Known(model_id=model if model in MODELS else '')


class Known(dict):
    """Ids beside a name, so that both make one key."""

    def __hash__(self):
        return hash(tuple(sorted(self.items())))


def four_digits(value):
    return f'{float(f"{value:.4g}"):g}' if value < 10_000 else f'{float(f"{value:.4g}"):.0f}'


def series(found):
    groups = {}
    for kind, row, ratio in found:
        measured = float(row['prefill_tok_s' if kind.startswith('prefill') else 'decode_tok_s'])
        key = (kind, device(row), program(row), row['model_id'], row['quantization'])
        groups.setdefault(key, []).append((row, measured, measured / ratio))
    lines = []
    for (kind, machine, name, model, quantization), group in groups.items():
        measured = fit.median([item[1] for item in group])
        off = fit.median([predicted / rate - 1 for _, rate, predicted in group])
        row = group[0][0]
        lines.append(dict(
            id=slug('series', kind, machine, name, model, quantization), what=CLASSES[kind], device=machine,
            gpu_id=row['gpu_id'] if row['gpu_id'] in GPUS else '', gpu_count=cards(row) if row['gpu_id'] in GPUS else '',
            program=name, model=called(model, MODELS), model_id=model if model in MODELS else '',
            quantization=quantization or 'not stated', rows_scored=len(group), measured_tok_s=four_digits(measured),
            predicted_tok_s=four_digits(measured * (1 + off)), off_pct=f'{100 * off:.1f}',
            source=source_ids([item[0] for item in group])))
    return sorted(lines, key=lambda item: item['id'])


def write(name, columns, lines):
    columns = columns.split(',') if isinstance(columns, str) else columns
    if len({item['id'] for item in lines}) != len(lines):
        raise SystemExit(f'{name}: two lines have one id')
    with open(os.path.join(CATALOG, name), 'w', newline='') as target:
        writer = csv.writer(target, lineterminator='\n')
        writer.writerow(columns)
        for item in lines:
            writer.writerow([item.get(column, '') for column in columns])


if __name__ == '__main__':
    ROWS = fit.load()
    FOUND = [item for item in score.left_out(ROWS, score.card, False)
             if item[0] in CLASSES and (item[1]['grade'] == 'A' or item[0] == 'hybrid')]
    write('speed-scores.csv', SCORES, scores(FOUND))
    write('speed-series.csv', SERIES, series(FOUND))
    LEFT_OUT = list(left_out.lines(ROWS, FIT))
    write('speed-left-out.csv', left_out.COLUMNS, LEFT_OUT)
    print(f'{len(FOUND)} rows in speed-scores.csv and speed-series.csv; left out {sum(line["rows_left_out"] for line in LEFT_OUT)}')
