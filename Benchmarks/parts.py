"""Draws machines from the parts of a catalog: the same ones for the same number and catalog.

A draw keeps what the catalog's own rules ask of a machine (socket and family of the processor, type,
number and size of modules, size of the board, length and slots of the cards, form and power of the
supply), so that a generated catalog needs no waiver.
"""

import csv
import random
from dataclasses import dataclass
from pathlib import Path

SEED = 2026

# What the catalog's figure of peak power counts, in watts: see `rigbook query --schema`.
BOARD_W = 60
DRIVE_W = 10
UNBUFFERED_W = 5
REGISTERED_W = 9

Record = dict[str, str]


@dataclass(frozen=True)
class Machine:
    """The parts of one machine, each with how many of it there are."""

    platform: str
    cpu: str
    memory: tuple[int, str]
    gpu: tuple[int, str]
    power_supply: str
    chassis: str
    storage: tuple[int, str]

    @property
    def part_ids(self) -> list[str]:
        """The ids of the parts."""
        several = [part for _, part in (self.memory, self.gpu, self.storage)]
        return [self.platform, self.cpu, self.power_supply, self.chassis, *several]


class Parts:
    """The parts of a catalog folder, and which of them go together."""

    def __init__(self, catalog: Path):
        boards = [row for row in _rows(catalog / "platforms.csv") if row["kind"] == "motherboard"]
        cpus = [row for row in _rows(catalog / "cpus.csv") if _watts(row) is not None]
        cards = [row for row in _rows(catalog / "gpus.csv") if _is_card(row)]
        self._memory = _rows(catalog / "memory.csv")
        self._cases = _rows(catalog / "chassis.csv")
        self._supplies = _rows(catalog / "power-supplies.csv")
        self._drives = [row for row in _rows(catalog / "storage.csv") if row["form"] == "M.2 2280"]
        self._cards = cards
        self.names = {row["id"]: row["name"] for row in cards + cpus}
        # Each kind of board with the processors and modules that it takes.
        self._bases = []
        for board in boards:
            for cpu in cpus:
                if _fits_board(cpu, board) and self._modules(board, cpu):
                    self._bases.append((board, cpu, self._modules(board, cpu)))

    def draw(self, count: int) -> list[Machine]:
        """Returns this many machines, no two alike."""
        chance = random.Random(SEED)
        drawn: dict[Machine, None] = {}
        misses = 0
        while len(drawn) < count:
            machine = self._try(chance)
            if machine is None or machine in drawn:
                misses += 1
                if misses > 200 * count + 10_000:
                    raise ValueError(f"these parts make only {len(drawn)} machines")
                continue
            drawn[machine] = None
        return list(drawn)

    def _try(self, chance: random.Random) -> Machine | None:
        """Draws one machine, or nothing where the parts drawn do not go together."""
        board, cpu, modules = chance.choice(self._bases)
        kits, memory = chance.choice(modules)
        card = chance.choice(self._cards)
        most = int(board["max_dual_slot_gpus"] or 1)
        cards = chance.randint(1, max(1, most))
        case = chance.choice(self._cases)
        drives = chance.randint(1, 2)
        drive = chance.choice(self._drives)
        supply = chance.choice(self._supplies)
        if cards > most or not _fits_case(card, cards, board, case):
            return None
        each = REGISTERED_W if "RDIMM" in memory["type"] else UNBUFFERED_W
        load = BOARD_W + float(_watts(cpu)) + cards * float(card["tdp_w"]) + drives * DRIVE_W
        load += kits * int(memory["modules"]) * each
        if supply["form"] != case["psu_form"] or supply["kind"] != "single":
            return None
        if not load <= float(supply["rated_w"]) <= 3 * load:
            return None
        return Machine(
            board["id"],
            cpu["id"],
            (kits, memory["id"]),
            (cards, card["id"]),
            supply["id"],
            case["id"],
            (drives, drive["id"]),
        )

    def _modules(self, board: Record, cpu: Record) -> list[tuple[int, Record]]:
        """Returns the kits that a board and a processor take, one or two of each."""
        most = min(float(board["max_memory_gib"]), float(cpu["max_memory_gib"]))
        fitting = []
        for memory in self._memory:
            types = [board["dimm_type"], cpu["memory_type"]]
            if not all(_lists(text, memory["type"]) for text in types):
                continue
            for kits in (1, 2):
                modules = kits * int(memory["modules"])
                if (
                    modules <= int(board["dimm_slots"])
                    and modules * int(memory["module_gib"]) <= most
                ):
                    fitting.append((kits, memory))
        return fitting


def _rows(file: Path) -> list[Record]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _number(text: str) -> float | None:
    """Reads a number; an empty cell and one that does not apply give none."""
    try:
        return float(text)
    except ValueError:
        return None


def _watts(cpu: Record) -> float | None:
    found = _number(cpu["max_power_w"])
    return _number(cpu["tdp_w"]) if found is None else found


def _is_card(gpu: Record) -> bool:
    """Whether it is a card whose power and size are stated, so that rules can be kept."""
    return gpu["class"] != "soc" and None not in (_number(gpu["tdp_w"]), _number(gpu["slots"]))


def _lists(text: str, type_: str) -> bool:
    return any(item.strip().startswith(type_) for item in text.split("/"))


def _fits_board(cpu: Record, board: Record) -> bool:
    families = [family.strip() for family in board["cpu_families"].split(";")]
    return cpu["socket"] == board["socket"] and cpu["family"] in families


def _fits_case(card: Record, cards: int, board: Record, case: Record) -> bool:
    forms = [_form(form) for form in case["motherboard_support"].split(";")]
    room = _number(case["max_gpu_length_mm"])
    length = _number(card["length_mm"])
    brackets = _number(case["expansion_slots"])
    if _form(board["form_factor"]) not in forms or brackets is None:
        return False
    if room is not None and (length or 0) > room:
        return False
    return cards * -(-float(card["slots"]) // 1) <= brackets


def _form(text: str) -> str:
    """Spells the form of a board in one way: `E-ATX` is `EATX`, `SSI-EEB` is `EEB`."""
    return "".join(filter(str.isalpha, text.upper())).removeprefix("SSI")
