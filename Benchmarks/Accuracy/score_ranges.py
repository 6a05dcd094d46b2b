"""Judges the ranges at the widths that are printed, and writes them as a table of the catalog.

`speed-ranges.csv` has a line for each width: what it is printed for, the goal it was meant to keep to, and what share of the
measured rows it holds. The widths stand in LINES; `Sources/Sizing/Speed/SpeedRange.swift` has the same, and a test holds the two
alike. `ranges.csv` differs: it has what the rows would need, by classes of rows, and the widths were chosen by it. Standard
library only; score.py calls it.
"""
import csv
import math
import os
from typing import Callable, NamedTuple

import score
from catalog_table import DATE, FIT, source_ids

PATH = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'Content', 'Catalog', 'speed-ranges.csv')
COLUMNS = ('id,what,setting,left_out,width,width_goal,needed_width,farthest_width,rows_scored,held_pct,scored_on,notes,'
           'source').split(',')
# Share of rows that a range is meant to hold, in percent, whatever it is of.
HELD_GOAL = 85
# Widest range meant: on a card that is not known, on a known one, and with weights in host memory.
OTHER, KNOWN, HOST = 1.4, 1.25, 2.0


class Line(NamedTuple):
    """A width: what it is printed for, the goal, and which rows judge it, without whose rows the constants were fitted."""
    name: str
    what: str
    setting: str
    kind: str
    left_out: str
    width: float
    goal: float
    holds: Callable = lambda row: True
    notes: str = ''


def few(row):
    """Whether few devices stand for the row's back end, or some by runs whose settings had to be inferred: all but CUDA and what
    `scarce` has."""
    return row['backend'] in ('rocm', 'vulkan', 'metal') and not scarce(row)


def scarce(row):
    """Whether a compute card of AMD's ran: three of them were measured, in ten runs of text."""
    return row.get('cdna', False)


def several(row):
    return not few(row) and not scarce(row) and not vllm(row)


def vllm(row):
    return row['runtime'] == 'vllm'


def borrowed(row):
    """Whether no other card informs the row's class, or next to none."""
    return row.get('borrowed', False) or scarce(row)


def latent(row):
    """Whether attention is latent, so that layers run other kernels than nearly all rows have."""
    return row['mla'] > 0


STRIX = 'most rows are of one chip of AMD’s, left out: they ask how well other devices tell of it'
VLLM_EXPERTS = 'few models and cards, in builds whose kernels for experts differ by more than the rows do'
FEW = 'Turing, AMD and Apple'
BORROWED = 'Intel and AMD Instinct'
# The first line that a row belongs to is what pages print where nobody measured its card.
LINES = [
    Line('sparse-decode-latent', 'sparse decode', 'latent attention', 'decode MoE', 'card', 2, OTHER, latent,
         'one model on two chips: BF16 under Vulkan is what the range misses'),
    Line('prefill-latent', 'prefill', 'latent attention', 'prefill', 'card', 2, OTHER,
         lambda row: latent(row) and not borrowed(row), 'one chip, left out, which most runs of its class are of'),
    Line('dense-decode-other', 'dense decode', 'NVIDIA, another card', 'decode dense', 'card', 1.26, OTHER, several),
    Line('dense-decode-few', 'dense decode', f'{FEW}, another card', 'decode dense', 'card', 1.4, OTHER, few, STRIX),
    Line('dense-decode-borrowed', 'dense decode', BORROWED, 'decode dense', 'card', 2, OTHER, lambda row: few(row) or scarce(row), STRIX),
    Line('dense-decode-vllm', 'dense decode', 'vLLM', 'decode dense', 'card', 1.4, OTHER, vllm),
    Line('sparse-decode-vllm', 'sparse decode', 'vLLM', 'decode MoE', 'card', 2, OTHER, vllm, VLLM_EXPERTS),
    Line('dense-decode-known', 'dense decode', 'a measured card', 'decode dense', 'family', 1.24, KNOWN),
    Line('sparse-decode-other', 'sparse decode', 'NVIDIA, another card', 'decode MoE', 'card', 1.4, OTHER, several),
    Line('sparse-decode-few', 'sparse decode', f'{FEW}, another card', 'decode MoE', 'card', 1.4, OTHER, few, STRIX),
    Line('sparse-decode-borrowed', 'sparse decode', BORROWED, 'decode MoE', 'card', 2, OTHER, lambda row: few(row) or scarce(row), STRIX),
    Line('sparse-decode-known', 'sparse decode', 'NVIDIA, a measured card', 'decode MoE', 'family', 1.25, KNOWN, several,
         'no row of such a card is scored with its family left out: the width is what rows of an AMD chip ask for'),
    Line('sparse-decode-known-one', 'sparse decode', 'AMD and Apple, a measured card', 'decode MoE', 'family', 1.4, KNOWN, few),
    Line('split-decode-other', 'split-layer decode', 'dense models, other cards', 'layer split', 'card', 1.35, OTHER),
    Line('split-decode-known', 'split-layer decode', 'dense models, measured cards', 'layer split', 'family', 1.24, KNOWN),
    Line('tensor-decode-other', 'tensor-parallel decode', 'vLLM, dense models, other cards', 'tensor parallel', 'card', 1.5, OTHER,
         lambda row: vllm(row) and not row['moe']),
    Line('tensor-decode-known', 'tensor-parallel decode', 'vLLM, dense models, measured cards', 'tensor parallel', 'family', 1.5, KNOWN,
         lambda row: vllm(row) and not row['moe']),
    Line('tensor-decode-sparse', 'tensor-parallel decode', 'vLLM, sparse models, other cards', 'tensor parallel', 'card', 2, OTHER,
         lambda row: vllm(row) and row['moe'], VLLM_EXPERTS),
    Line('tensor-decode-sparse-known', 'tensor-parallel decode', 'vLLM, sparse models, measured cards', 'tensor parallel', 'family', 2,
         KNOWN, lambda row: vllm(row) and row['moe'], VLLM_EXPERTS),
    Line('tensor-decode-programs', 'tensor-parallel decode', 'other programs', 'tensor parallel', 'card', 1.5, OTHER,
         lambda row: not vllm(row), 'printed nowhere: judged by the width of dense models under vLLM'),
    Line('users-decode-other', 'decode for several users', 'NVIDIA, another card', 'decode, batch', 'card', 1.4, OTHER),
    Line('users-decode-known', 'decode for several users', 'NVIDIA, a measured card', 'decode, batch', 'family', 1.4, KNOWN),
    Line('users-decode-borrowed', 'decode for several users', 'AMD, Apple and Intel', '', 'card', 2.5, OTHER,
         notes='no formula is fitted to such a card: of 25 rates of an M2 Ultra with 2 to 32 users 23 are inside'),
    Line('prefill-other', 'prefill', 'NVIDIA, another card', 'prefill', 'card', 1.6, OTHER, lambda row: not few(row) and not scarce(row)),
    Line('prefill-few', 'prefill', f'{FEW}, and packed weights on data-centre Blackwell, another card', 'prefill', 'card', 2, OTHER,
         few, STRIX),
    Line('prefill-known', 'prefill', 'NVIDIA, a measured card', 'prefill', 'family', 1.94, KNOWN, several),
    Line('prefill-known-few', 'prefill', 'AMD and Apple, a measured card', 'prefill', 'family', 2, KNOWN, few),
    Line('prefill-borrowed', 'prefill', BORROWED, 'prefill', 'card', 5, OTHER, borrowed,
         'the rows are of cards without another one of their class, left out: they ask how well other makers’ cards tell of it'),
    Line('split-prefill-other', 'split-layer prefill', 'other cards', 'prefill, layer split', 'card', 2, OTHER),
    Line('split-prefill-known', 'split-layer prefill', 'measured cards', 'prefill, layer split', 'family', 2, KNOWN),
    Line('processor-dense', 'processor decode', 'dense models', 'CPU only', 'card', 1.29, HOST, lambda row: not row['moe']),
    Line('processor-sparse', 'processor decode', 'sparse models', 'CPU only', 'card', 2, HOST, lambda row: row['moe'],
         'few rows are of a sparse model on a processor alone: the width is that of experts beside a card'),
    Line('hybrid', 'hybrid decode', 'weights in system memory beside a card', 'hybrid', 'card', 2, HOST),
    Line('hybrid-family', 'hybrid decode', 'weights in system memory beside a card', 'hybrid', 'family', 2, HOST),
]


def printed(kind, row):
    """The width that pages print for a row's kind of run on a card like its own that nobody measured."""
    return next(line.width for line in LINES if line.left_out == 'card' and line.kind == kind and line.holds(row))


def judged(line, found):
    rows = [(row, abs(math.log(ratio))) for kind, row, ratio in found
            if kind == line.kind and row['grade'] in 'AB' and line.holds(row)]
    written = dict(
        id='range-' + line.name, what=line.what, setting=line.setting, left_out=line.left_out, width=f'{line.width:g}',
        width_goal=f'{line.goal:g}', rows_scored=len(rows), scored_on=DATE, notes=line.notes,
        source=source_ids([row for row, _ in rows]) if rows else FIT)
    if rows:
        groups = score.by_card(((kind, row, ratio) for kind, row, ratio in found if line.holds(row)), line.kind, 'AB')
        held = sum(off <= math.log(line.width) for _, off in rows) / len(rows)
        written.update(
            needed_width=f'{score.width(groups, math.inf)[1]:.2f}', farthest_width=f'{math.exp(max(off for _, off in rows)):.2f}',
            held_pct=f'{100 * held:.0f}')
    return written


def write(unknown, known):
    with open(PATH, 'w', newline='') as file:
        writer = csv.DictWriter(file, COLUMNS, restval='', lineterminator='\n')
        writer.writeheader()
        writer.writerows(judged(line, unknown if line.left_out == 'card' else known) for line in LINES)
