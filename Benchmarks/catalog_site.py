"""Writes a site with a catalog of many machines and one pattern page, a spec sheet for each.

Parts, prices and models are those of a catalog folder; the machines are drawn from them.
"""

import shutil
from pathlib import Path

from page_template import page_template
from parts import Machine, Parts

MACHINES = "configurations.yaml"

SETTINGS = """\
title: Spec sheets
base_url: https://sheets.example/
language: en
publisher: The benchmark
description: Spec sheets of machines, made to be built.
outputs: [html]
"""

TEMPLATE = page_template()

HOME = """\
---
title: Spec sheets
description: Machines, and what runs on them.
---
Every [system](/systems/) has a sheet.
"""

SECTION = """\
---
title: Systems
description: One sheet for each machine.
---
One sheet for each machine.
"""

MODELS = """llama-3.1-8b qwen3-8b gemma-3-12b qwen3-14b gpt-oss-20b mistral-small-3.2-24b qwen3-30b-a3b-2507
qwen3-32b llama-3.3-70b""".split()

# What a vendor's sheet shows: key facts, parts, prices, power, and what runs.
SHEET = """\
---
title: "{name}"
description: "{rationale}"
---
`=this.rationale`

- Segment: `=this.segment`
- Cards: `=select c.gpu_count || ' × ' || g.name as cards from configuration c join gpu g on g.id = c.gpu_id where c.id = :id`
- Graphics memory: `=this.vram_total_gb`
- System memory: `=this.memory_total_gib`
- Processor: `=select u.name from configuration c join cpu u on u.id = c.cpu_id where c.id = :id`
- Cooling: `=this.cooling`
- Peak load: `=this.peak_dc_w`
- At the wall: `=this.wall_w`
- Outlet: `=this.circuit`

## Parts `=id parts`

```=table
caption: Parts of this system
id: parts-list
labels: {part_name: Part, kind: Kind, quantity: Quantity}
---
select part_name, kind, quantity from configuration_part where configuration_id = :id order by place
```

## Prices `=id prices`

```=table
caption: Prices on record, for one piece or kit each
id: part-prices
labels: {part_name: Part, quantity: Quantity, price_usd: Price of one}
empty: No part has a price on record.
---
select c.part_name, c.quantity, p.price_usd, p.price_kind, p.as_of
from configuration_part c join price p on p.part_id = c.part_id
where c.configuration_id = :id and p.verified order by c.place, p.as_of desc, p.price_usd, p.id
```

## Power and heat `=id power`

```=table
caption: Load at its peak, supply and heat
id: load
labels: {peak_dc_w: Peak load, psu_usable_w: Supply usable, psu_headroom_pct: Headroom, wall_w: At the wall, heat_btu_h: Heat}
---
select peak_dc_w, psu_usable_w, psu_headroom_pct, wall_w, heat_btu_h from configuration where id = :id
```

## What it runs `=id runs`

```=table
caption: Language models at 8,192 tokens of context, one user
id: models-8k
labels: {name: Model, quantization: Quantization, need_gib: Need, verdict: Verdict, margin_gib: Margin, low_tok_s: Speed from, high_tok_s: Speed to}
---
select m.name, m.default_quantization as quantization,
  need_gib(m.id, m.default_quantization, 8192, 1, c.gpu_id) as need_gib,
  verdict(m.id, m.default_quantization, 8192, 1, c.gpu_id, c.gpu_count) as verdict,
  margin_gib(m.id, m.default_quantization, 8192, 1, c.gpu_id, c.gpu_count) as margin_gib,
  decode_tok_s_low(m.id, m.default_quantization, 8192, c.gpu_id, c.gpu_count) as low_tok_s,
  decode_tok_s_high(m.id, m.default_quantization, 8192, c.gpu_id, c.gpu_count) as high_tok_s
from configuration c join model m on m.id in (MODELS)
where c.id = :id order by m.params_total, m.name
```
"""


def write_catalog_site(folder: Path, sheets: int, parts_from: Path) -> None:
    """Writes settings, template, pattern page and a catalog with this many machines."""
    content = folder / "Content"
    catalog = content / "Catalog"
    templates = folder / "Templates"
    templates.mkdir(parents=True)
    (content / "systems").mkdir(parents=True)
    shutil.copytree(parts_from, catalog, ignore=shutil.ignore_patterns(MACHINES))
    models = ", ".join(f"'{model}'" for model in MODELS)
    files = {
        content / "site.yaml": SETTINGS,
        content / "index.md": HOME,
        content / "systems/index.md": SECTION,
        content / "systems/[configuration].md": SHEET.replace("MODELS", models),
        templates / "page.mustache": TEMPLATE,
    }
    for file, text in files.items():
        file.write_text(text, encoding="utf-8")
    parts = Parts(parts_from)
    with (catalog / MACHINES).open("w", encoding="utf-8") as lines:
        for number, machine in enumerate(parts.draw(sheets), 1):
            lines.write(_record(number, machine, parts.names))


def _record(number: int, machine: Machine, names: dict[str, str]) -> str:
    cards, card = machine.gpu
    kits, memory = machine.memory
    drives, drive = machine.storage
    segment = {1: "single-GPU tower", 2: "dual-GPU tower"}.get(cards, "quad-GPU tower")
    named = f"{cards} x {names[card]} with {names[machine.cpu]}"
    return f"""\
- id: cfg-{number:06}
  name: "Machine {number:06}: {named}"
  segment: {segment}
  parts:
    platform: {machine.platform}
    cpu: {machine.cpu}
    memory: {kits} x {memory}
    gpu: {cards} x {card}
    power_supply: {machine.power_supply}
    chassis: {machine.chassis}
    storage: {drives} x {drive}
  psu_redundancy: none
  cooling: large air cooler
  rationale: "{named}, drawn from the parts of the catalog."
  modelled_on: a generated benchmark
  confidence: low
"""
