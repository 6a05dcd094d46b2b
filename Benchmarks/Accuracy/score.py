#!/usr/bin/env python3
"""Scores the speed model against the bars: every row is predicted with constants that were fitted without its card, and
once more without its family of models but with the factor of its card, where the catalog would still have one. Standard
library only; prints a Markdown report and writes ranges.csv beside this file, and the catalog's speed-ranges.csv. All kinds
of A100 count as one card; H100 and H200, whose bandwidths are apart by 43 %, as two. It takes some minutes."""
import csv
import math
import os

import fit

# Class, what a bar asks of the median over cards, of the 90th percentile of rows, and the widest range: unknown, known.
BORROWED = 'prefill, no other card'
# Chips of which few were measured, or some by runs whose settings had to be inferred.
FEW = {'prefill': 'prefill, few cards', 'decode dense': 'decode dense, few cards', 'decode MoE': 'decode MoE, few cards'}
# Runs of vLLM, whose ranges are its own: of models with experts, and over several cards.
VLLM, VLLM_EXPERTS = ', vLLM', ' MoE, vLLM'
FACTORED = ('decode dense', 'decode MoE', 'prefill')
BARS = [
    ('decode dense', 0.10, 0.25, (1.4, 1.25)), (FEW['decode dense'], None, None, (1.4, 1.25)),
    ('decode MoE', 0.15, None, (1.4, 1.25)), (FEW['decode MoE'], None, None, (1.4, 1.4)),
    ('decode dense' + VLLM, None, None, (1.4, 1.4)), ('decode MoE' + VLLM, None, None, (2.0, 2.0)),
    ('decode, batch', None, None, (1.4, 1.4)), ('layer split', 0.20, None, (1.4, 1.25)),
    ('tensor parallel' + VLLM, None, None, (1.5, 1.5)), ('tensor parallel' + VLLM_EXPERTS, None, None, (2.0, 2.0)),
    ('tensor parallel', 0.20, None, (1.4, 1.4)), ('prefill', 0.25, None, (1.6, 2.0)),
    (FEW['prefill'], None, None, (2.0, 2.0)), (BORROWED, None, None, (5.0, 2.0)),
    ('prefill, layer split', 0.25, None, (2.0, 2.0)), ('CPU only', 0.30, None, (2.0, 2.0)),
    ('hybrid', 0.30, None, (2.0, 2.0)),
]


def card(row):
    if 'a100' in row['gpu_id']:
        return 'a100'
    return (row['cpu'] or row['gpu_id']) if row['split'] in ('cpu', 'hybrid') else row['gpu_id']


def percentile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(share * len(values)))]


def left_out(rows, group, with_factors):
    """Predictions (class, row, predicted / measured time) with each group left out of the fit in turn."""
    found = []
    families = fit.expert_families(rows)
    for name in sorted({group(row) for row in rows}):
        others = [row for row in rows if group(row) != name]
        constants = fit.fit_all(others)
        informing = {(fit.stack(row, fit.PSTACKS), card(row)) for row in fit.prompts(others)}
        factors = fit.card_factors(fit.predictions(others, constants)) if with_factors else {}
        for kind, row, ratio in fit.predictions([row for row in rows if group(row) == name], constants):
            if with_factors and kind in FACTORED:
                factor = own_factor(factors, families, kind, row)
                if factor is None:
                    continue
                ratio /= factor
            if kind == 'prefill' and not any(
                    name == fit.stack(row, fit.PSTACKS) and other != card(row) for name, other in informing):
                # No other card informs its class: for ranges a class of its own, not for errors.
                row = dict(row, borrowed=True)
            found.append((kind, row, ratio))
    return found


def own_factor(factors, families, kind, row):
    """The factor that the catalog would have of a row's card, `None` where it would have none that holds for its model."""
    name = fit.stack(row, fit.PSTACKS if kind == 'prefill' else fit.STACKS)
    factor, series = factors.get(('prefill' if kind == 'prefill' else 'decode', row['gpu_id'], name), (1, 0))[:2]
    if not fit.is_published(name, series):
        return None
    if row['moe'] and len(families.get((row['gpu_id'], fit.stack(row)), ())) < fit.LEAST_EXPERT_FAMILIES:
        return None
    return factor


def range_class(kind, row):
    """The class of rows whose range a row has."""
    if kind == 'prefill' and (row.get('borrowed') or row['cdna']):
        return BORROWED
    if row.get('cdna'):  # ten runs of decode, of three cards that disagree: no width rests on them
        return 'scarce'
    if row['runtime'] == 'vllm':
        return kind + (VLLM_EXPERTS if row['moe'] and kind == 'tensor parallel' else VLLM)
    return FEW[kind] if kind in FEW and few(row) else kind


def few(row):
    """Whether few devices inform the row's back end: all but CUDA."""
    return row['backend'] != 'cuda'


def by_card(found, kind, grades):
    groups = {}
    for name, row, ratio in found:
        if name == kind and row['grade'] in grades:
            groups.setdefault(card(row), []).append(ratio)
    return groups


def errors(ratios):
    """Errors of tokens per second: |predicted / measured - 1|."""
    return [abs(1 / ratio - 1) for ratio in ratios]


def width(groups, cap):
    """The factor that holds nine of ten rows, counted by rows and with cards weighing alike, whichever is wider."""
    logs = {name: [abs(math.log(ratio)) for ratio in ratios] for name, ratios in groups.items()}
    weighed = sorted((value, 1 / len(values)) for values in logs.values() for value in values)
    total = need = 0
    for value, weight in weighed:
        total += weight
        need = value
        if total >= 0.9 * len(logs):
            break
    everything = [value for values in logs.values() for value in values]
    need = max(need, percentile(everything, 0.9))
    chosen = min(cap, max(1.10, math.exp(need)))
    held = sum(value <= math.log(chosen) for value in everything) / len(everything)
    return chosen, math.exp(need), held, len(everything)


def verdict(value, bar):
    if bar is None:
        return 'no bar'
    return f'{"met" if value <= bar else "MISSED"}, bar {bar:.0%}'


def print_scores(found, title):
    print(f'\n## {title}\n')
    print('| what | median over cards | | 90th percentile of rows | | rows | cards | by card |')
    print('| --- | ---: | --- | ---: | --- | ---: | ---: | --- |')
    for kind, middle, tail, _ in BARS:
        grades = 'AB' if kind == 'hybrid' else 'A'
        groups = by_card(found, kind, grades)
        if not groups:
            continue
        medians = {name: fit.median(errors(ratios)) for name, ratios in groups.items()}
        score = fit.median(list(medians.values()))
        rows = errors([ratio for ratios in groups.values() for ratio in ratios])
        ninth = percentile(rows, 0.9)
        cards = ', '.join(f'{name} {value:.1%}' for name, value in sorted(medians.items(), key=lambda item: -item[1]))
        print(f'| {kind} ({grades}) | {score:.1%} | {verdict(score, middle)} | {ninth:.1%} | {verdict(ninth, tail)} '
              f'| {len(rows)} | {len(groups)} | {cards} |')


def print_worst(found):
    series = {}
    for kind, row, ratio in found:
        if row['grade'] == 'A':
            key = (kind, row['gpu_id'], row['runtime'], row['backend'], row['version'], row['model_id'], row['quantization'])
            series.setdefault(key, []).append(1 / ratio)
    print('\n## Worst series, card left out\n\n| predicted / measured | rows | series |\n| ---: | ---: | --- |')
    worst = sorted(series.items(), key=lambda item: -abs(math.log(fit.median(item[1]))))
    for key, values in worst[:20]:
        print(f'| {fit.median(values):.2f} | {len(values)} | {", ".join(part for part in key if part)} |')


def write_ranges(unknown, known):
    with open(os.path.join(fit.HERE, 'ranges.csv'), 'w', newline='') as file:
        writer = csv.writer(file, lineterminator='\n')
        writer.writerow('class,card,half_width_factor,needed_for_90_percent,rows_held,rows,basis'.split(','))
        for kind, _, _, caps in BARS:
            for name, found, cap, basis in (
                    ('unknown', unknown, caps[0], 'leave one card out'),
                    ('known', known, caps[1], 'leave one family of models out, with the factor of the card')):
                rows = [(range_class(name, row), row, ratio) for name, row, ratio in found]
                if not any(name == kind for name, _, _ in rows):
                    continue
                chosen, need, held, count = width(by_card(rows, kind, 'AB'), cap)
                writer.writerow([kind, name, f'{chosen:.2f}', f'{need:.2f}', f'{held:.3f}', count, basis])


if __name__ == '__main__':
    ROWS = fit.load()
    UNKNOWN = left_out(ROWS, card, False)
    KNOWN = left_out(ROWS, fit.family, True)
    print(f'{sum(row["grade"] == "A" for row in ROWS)} rows of grade A, {len(ROWS)} in all')
    print_scores(UNKNOWN, 'Card left out')
    print_scores(KNOWN, 'Family of models left out, on cards that keep a factor of their own')
    print_worst(UNKNOWN)
    write_ranges(UNKNOWN, KNOWN)
    import score_ranges
    score_ranges.write(UNKNOWN, KNOWN)
