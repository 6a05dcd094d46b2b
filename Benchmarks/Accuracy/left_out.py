"""Counts the published runs that are not scored, by the reason.

`left-out.csv` beside this file lists those that were read and not taken up into `measured.csv`, each with its reason and its source.
Of `measured.csv` the rest is what no formula predicts, and what is fitted and never scored. No reason looks at the result.
"""
import csv
import os

import fit

COLUMNS = ('id', 'reason', 'rows_left_out', 'is_fitted', 'source')
# Reasons by their key: what the site says, and whether the rows inform the constants all the same.
REASONS = {
    'memory': ('the model ran out of memory, so there is no rate', False),
    'unsized': ('the engine does not size the model', False),
    'total': ('the rate counts the prompt too', False),
    'contradiction': ('the bandwidth printed beside it contradicts the model named', False),
    'launches': ('the program is bound by how fast it starts kernels (transformers, litgpt)', False),
    'flagged': ('its own table flags it: other settings were in use', False),
    'unnamed': ('the card is not named', False),
    'no-backend': ('the back end of the card is not named', False),
    'several-models': ('the name of the model fits several of other shapes', False),
    'grids': ('text by a card in IQ1 to IQ3, whose kernels look weights up in grids and have no constants', False),
    'no-constants': ('kernels of an architecture, or of builds so old, that no constants are fitted for it', False),
    'small-batches': ('a prompt in micro-batches of fewer than 128 tokens, which no program takes by itself', False),
    'metal-streams': ('several users on an Apple chip, of which no formula is fitted', False),
    'several-amd': ('layers on several cards of AMD’s: the time between cards is fitted to NVIDIA’s', False),
    'cluster': ('several machines over a network', False),
    'offloading': ('weights on a disk, with batches of hundreds', False),
    'lengths': ('the lengths, or the format, are not stated', False),
    'server': ('how the server was set is not stated, so that it may have drafted tokens', False),
    'unlike': ('matrices cut over cards of two kinds', False),
    'beyond': ('it would read the weights faster than the memory can be read, so other files were in use', False),
    'rough': ('noisy, rounded, or put together from nearby text (grade C)', False),
    'second-hand': ('quoted at second hand, by a page whose text a program wrote', False),
    'host-prompt': ('a prompt with weights in system memory, by kernels of other programs', False),
    'host-unnamed': ('weights in system memory of a processor that is not named', False),
    'host-share': ('weights in system memory whose speed or channels, or which share of them, is not stated', False),
    'host-cache': ('a packed cache read by a processor', False),
    'host-recurrent': ('recurrent layers on a processor, of which no formula is fitted', False),
    'rows-of-2023': ('rows of matrices split over cards, as llama.cpp did until 2024', True),
    'inferred': ('something had to be inferred (grade B): fitted, never scored', True),
    'reference': ('a reference rate without a run of its own: fitted, never scored', True),
}


def not_taken_up():
    """Keys of reasons of the rows that `measured.csv` does not have."""
    with open(os.path.join(fit.HERE, 'left-out.csv'), newline='') as file:
        return [row['reason'] for row in csv.DictReader(file)]


def not_scored(rows):
    """Keys of reasons of the rows of `measured.csv` that no score counts."""
    split = [row for row in fit.multi(rows) if row['split'] != 'row']
    predicted = (fit.single(rows) + split + fit.batched(rows) + fit.prompts(rows) + fit.prompts(rows, 2) + fit.on_cpu(rows))
    scored = {row['row_id'] for row in predicted if row['grade'] == 'A'} | {row['row_id'] for row in fit.in_hybrid(rows)}
    by_rows = {row['row_id'] for row in fit.multi(rows) if row['split'] == 'row'}
    fitted = {row['row_id'] for row in predicted}
    for row in rows:
        if row['row_id'] in scored:
            continue
        if row['row_id'] in by_rows:
            yield 'rows-of-2023'
        elif row['row_id'] in fitted:
            yield 'reference' if row['grade'] == 'R' else 'inferred'
        elif row['split'] == 'hybrid':
            yield 'host-unnamed' if row['dec'] else 'host-prompt'
        elif row['runtime'] == 'lmdeploy':
            yield 'total'
        else:
            raise SystemExit(f"{row['row_id']} is neither scored nor has it a reason")


def lines(rows, source):
    found = not_taken_up() + list(not_scored(rows))
    unknown = set(found) - set(REASONS)
    if unknown:
        raise SystemExit(f'left-out.csv: unknown reasons {sorted(unknown)}')
    for key, (reason, is_fitted) in REASONS.items():
        if key in found:
            yield dict(id=f'left-out-{key}', reason=reason, rows_left_out=found.count(key), is_fitted='yes' if is_fitted else 'no', source=source)
