"""Writes the fitted constants that the engine has as a table of the catalog.

Pages and the engine know the newest builds only: the newest class of each back end of llama.cpp and of vLLM, what holds
for all of them, and what was measured of single cards.
"""
import csv
import os

import fit

DATE = '2026-11-28'
PATH = os.path.join(fit.HERE, '..', '..', 'Content', 'Catalog', 'speed-constants.csv')
COLUMNS = ('id,scope,backend,builds,gpu_id,phase,kind,format,value,unit_text,rows_used,expert_families,measured_formats,spread,fitted_on,notes,'
           'source').split(',')
# Back end: class of decode, class of prefill. No row measured a prompt under vLLM.
CLASSES = {
    'cuda': ('llama.cpp/cuda/2026', 'llama.cpp/cuda/2026'),
    'metal': ('llama.cpp/metal/2025', 'llama.cpp/metal'),
    # A chip that shares its memory, graphics cards and compute cards, each by runs of their own.
    'rocm': ('llama.cpp/rocm/2026', 'llama.cpp/rocm/2026'),
    'rocm-cards': ('llama.cpp/rocm-cards/2026', 'llama.cpp/rocm-cards/2026'),
    'rocm-cdna': ('llama.cpp/rocm-cdna/2026', 'llama.cpp/rocm-cdna/2026'),
    'vulkan': ('llama.cpp/vulkan/2026', 'llama.cpp/vulkan/2026'),
    'vllm': (fit.NEWEST_VLLM,),
}
# Devices whose memory no processor shares.
OWN_MEMORY = ('rocm-cards', 'rocm-cdna')
FORMATS = {'f16': 'F16', 'bf16': 'BF16', 'q8': 'Q8_0', 'q6k': 'Q6_K', 'q5k': 'Q5_K', 'q4k': 'Q4_K', 'q4_0': 'Q4_0',
           'q3k': 'Q3_K', 'q2k': 'Q2_K', 'iq': 'IQ', 'mxfp4': 'MXFP4'}
CHECKPOINTS = {'f16': 'F16', 'bf16': 'BF16', 'w4': 'W4', 'w8': 'W8'}
COMMON = [
    # constant, phase, classes of rows that inform it, restricted to llama.cpp where it is about that
    ('hop_llama', 'decode', ('layer split',)),
    ('a_nvlink', 'decode', ('tensor parallel',)),
    ('a_ring', 'decode', ('tensor parallel',)),
    ('a_pair', 'decode', ('tensor parallel',)),
    ('beta', 'decode', ('decode, batch',)),
    ('pass', 'decode', ('decode, batch',)),
    ('chosen', 'decode', ('decode, batch',)),
    ('psi', 'prefill', ('prefill, layer split',)),
    ('eta_cpu', 'processor', ('CPU only', 'hybrid')),
    ('core', 'processor', ('CPU only', 'hybrid')),
    ('tau_cpu', 'processor', ('CPU only', 'hybrid')),
    ('numa', 'processor', ('hybrid',)),
]
NAMES = {'a_nvlink': ('all_reduce_latency_nvlink', 'us'), 'a_ring': ('all_reduce_latency_pcie', 'us'),
         'a_pair': ('all_reduce_latency_pair', 'us'),
         'tau_cpu': ('processor_layer_time', 'ms')}
CAPS = {'eta': 0.97, 'kvfa': 0.97, 'um': 1.0, 'wg': 1.0}
FIT = 'rigbook-speed-fit'
SOURCES = {
    'XiongjieDai/GPU-Benchmarks': 'github-xiongjiedai-gpu-benchmarks-on-llm-inference',
    'ggml-org/llama.cpp': 'llama-cpp', 'ikawrakow/ik_llama.cpp': 'github-ikawrakow-ik-llama.cpp',
    'lhl/strix-halo': 'github-lhl-strix-halo-testing', 'kyuz0/amd-strix-halo': 'github-kyuz0-amd-strix-halo-toolboxes',
    'llmfit': 'llmfit', 'kvcache-ai/ktransformers': 'github-kvcache-ai-ktransformers',
    'mlc-ai/llm-perf-bench': 'github-mlc-ai-llm-perf-bench', 'casper-hansen/AutoAWQ': 'autoawq',
    'QwenLM/Qwen3': 'github-qwenlm-qwen3', 'InternLM/lmdeploy': 'github-internlm-lmdeploy',
    'turboderp/exllama': 'github-turboderp-exllama', 'turboderp-org/exllamav2': 'exllamav2',
    'pytorch-labs/gpt-fast': 'github-pytorch-labs-gpt-fast', 'pytorch/ao': 'torchao',
    'geerlingguy/ai-benchmarks': 'github-geerlingguy-ai-benchmarks', 'own: Benchmarks/Card': 'rigbook-card-runs',
    'geerlingguy/beowulf-ai-cluster': 'github-geerlingguy-beowulf-ai-cluster', 'brand-o/normiebench': 'github-brand-o-normiebench',
    'kyuz0/amd-r9700': 'github-kyuz0-amd-r9700-ai-toolboxes', 'AutoCookies/cheesecrab': 'github-autocookies-cheesecrab',
    'ahelpme.com': 'ahelpme', 'reddit.com/r/LocalLLaMA': 'reddit-localllama',
    'noonghunna/club-3090': 'github-noonghunna-club-3090', 'NVIDIA/dgx-spark-playbooks': 'github-nvidia-dgx-spark-playbooks',
    'local-inference-lab/rtx6kpro': 'github-local-inference-lab-rtx6kpro', 'kubesimplify/website': 'github-kubesimplify-website',
    'tenstorrent/tt-inference-server': 'github-tenstorrent-tt-inference-server',
    'eugr/spark-vllm-docker': 'github-eugr-spark-vllm-docker', 'sudoingX/qwen38-mtp': 'github-sudoingx-qwen38-mtp',
    'ai-muninn.com': 'ai-muninn', 'sovgrid.org': 'sovgrid', 'tgmerritt.com': 'tgmerritt', 'baem1n.dev': 'baem1n',
}


def source_ids(rows):
    """Ids of the register of sources for the rows' origins."""
    found = set()
    for row in rows:
        ids = [i for text, i in SOURCES.items() if text in row['source']]
        if not ids:
            raise SystemExit(f"no source id for '{row['source']}'")
        found.add(ids[0])
    return '; '.join(sorted(found)) or FIT


def slug(text):
    return text.lower().replace('_', '-')


def spread(times):
    """Median of |ln(predicted / measured)|."""
    return fit.sig(fit.median([abs(fit.math.log(q)) for q in times])) if times else ''


def line_of(name, stacks):
    """A class and those that it leans on."""
    found = set()
    parents = {n: p for n, p, _ in stacks}
    while name:
        found.add(name)
        name = parents[name]
    return found


def backend_lines(A, predictions):
    lines = []
    for backend, names in CLASSES.items():
        for phase, name, stacks in zip(('decode', 'prefill'), names, (fit.STACKS, fit.PSTACKS)):
            constants = A[phase][name]
            rows = [(r, q) for kind, r, q in predictions
                    if (kind.startswith('decode ') or kind == 'tensor parallel' and name == fit.NEWEST_VLLM if phase == 'decode'
                        else kind == 'prefill')
                    and fit.stack(r, stacks) == name]
            line = line_of(name, stacks)
            shares = any(r['um'] for _, r, _ in predictions if fit.stack(r, stacks) in line)
            for key, value in constants.items():
                form = ''
                if key == 'um' and (not shares or backend in OWN_MEMORY) or key == 'e' and backend == 'metal' or key == 'wg' and backend != 'cuda':
                    continue
                if key in ('t0', 'tq') and backend != 'vllm' or backend == 'vllm' and key in ('kvn', 'kvh', 'tn'):
                    continue
                if key[:2] in ('r_', 'p_'):
                    formats = CHECKPOINTS if backend == 'vllm' else FORMATS
                    if key[2:] not in formats:
                        continue
                    form = formats[key[2:]]
                    kind, unit = ('kernel_factor' if phase == 'decode' else 'utilisation_factor'), '-'
                    # Where one kernel reads both formats of 16 bits, runs in one inform the other.
                    kinds = fit.SIXTEEN_BITS if name in fit.MMVF and key == 'r_bf16' else (key[2:],)
                    used = [(r, q) for r, q in rows if r['kind'] in kinds]
                else:
                    kind, unit = fit.UNITS[key]
                    used = rows
                note, origin = '', A['origins'][phase][name][key]
                if origin != name:
                    used = []
                    note = 'no measurement of this class informs it: ' + (
                        origin if origin == fit.ASSUMED else f'taken over from {named(origin)}')
                lines.append(dict(
                    id='-'.join(filter(None, ['speed', backend, phase, slug(kind), slug(form)])), scope='backend',
                    backend=backend, builds=name, phase=phase, kind=kind, format=form,
                    value=fit.sig(min(value, CAPS.get(key, value))), unit_text=unit, rows_used=len(used),
                    spread=spread([q for _, q in used]), notes=note, source=source_ids([r for r, _ in used])))
    return lines


def named(origin):
    """A class, or a format of the same kind by its name."""
    return FORMATS[origin.removesuffix(fit.LIKE)] + fit.LIKE if origin.endswith(fit.LIKE) else origin


def common_lines(A, predictions):
    lines = []
    for key, phase, kinds in COMMON:
        group = next(g for g in ('multi', 'cpu', 'batch') if key in A[g])
        kind, unit = NAMES.get(key, fit.UNITS[key])
        rows = [(r, q) for k, r, q in predictions if k in kinds
                and (r['llama'] or group == 'cpu' or key.startswith('a_') or group == 'batch')
                and (not key.startswith('a_') or fit.link(r) == key[2:])
                and (key != 'numa' or r['sockets'] > 1) and (key != 'tau_cpu' or r['runtime'] != 'autoawq-cpu')]
        lines.append(dict(
            id='speed-common-' + slug(kind), scope='common', phase=phase, kind=kind, value=fit.sig(A[group][key]),
            unit_text=unit, rows_used=len(rows), spread=spread([q for _, q in rows]),
            source=source_ids([r for r, _ in rows])))
    return lines


def card_lines(predictions, families):
    """The factor of each card for the newest builds of its back end with two series or more: one says too little."""
    newest = {}
    for (phase, gpu, name), value in fit.card_factors(predictions).items():
        parts = name.split('/')
        if not fit.is_published(name, value[1]) or gpu == 'mixed':
            continue
        year = parts[2] if len(parts) > 2 else ''
        if (phase, gpu) not in newest or newest[phase, gpu][0] < year:
            newest[phase, gpu] = (year, name, value)
    lines = []
    for (phase, gpu), (_, name, (factor, series, count, deviation)) in sorted(newest.items()):
        rows = [r for kind, r, _ in predictions
                if r['gpu_id'] == gpu and fit.stack(r, fit.STACKS if phase == 'decode' else fit.PSTACKS) == name
                and (kind.startswith('decode ') if phase == 'decode' else kind == 'prefill') and r['grade'] in 'AB']
        lines.append(dict(
            id=f'speed-{gpu}-{phase}', scope='card', backend=name.split('/')[1], builds=name, gpu_id=gpu, phase=phase,
            kind='card_factor', value=fit.sig(factor), unit_text='measured / predicted rate', rows_used=count,
            expert_families=len(families.get((gpu, name), ())) if phase == 'decode' else '',
            measured_formats='; '.join(form for kind, form in FORMATS.items() if any(r['kind'] == kind for r in rows)),
            spread=fit.sig(deviation), notes=f'{series} series of model and quantization', source=source_ids(rows)))
    return lines


def write(rows, A):
    predictions = fit.predictions(rows, A)
    known = known_cards()
    lines = backend_lines(A, predictions) + common_lines(A, predictions)
    lines += [line for line in card_lines(predictions, fit.expert_families(rows)) if line['gpu_id'] in known]
    with open(PATH, 'w', newline='') as file:
        writer = csv.DictWriter(file, COLUMNS, restval='', lineterminator='\n')
        writer.writeheader()
        writer.writerows(dict(line, fitted_on=DATE) for line in lines)


def known_cards():
    with open(os.path.join(os.path.dirname(PATH), 'gpus.csv'), newline='') as file:
        return {row['id'] for row in csv.DictReader(file)}
