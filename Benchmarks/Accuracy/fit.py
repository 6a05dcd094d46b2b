#!/usr/bin/env python3
"""Fits the constants of the speed model. Standard library only; same input, same bytes out.

Reads  measured.csv, cards.csv, processors.csv (beside this file)
Writes Content/Catalog/speed-constants.csv, by way of catalog_table.py

The engine's formulas need + - x / and the square root only; exp and log occur in the fit alone.
"""
import csv
import math
import os
import re

HERE = os.path.dirname(os.path.abspath(__file__))
# Formats of checkpoints whose kernels unpack weights: a matrix takes them some time whatever its size.
QUANTISED = ('w4', 'w8')
KINDS = ['f16', 'bf16', 'q8', 'q6k', 'q5k', 'q4k', 'q4_0', 'q3k', 'q2k', 'iq', 'mxfp4', 'w4', 'w8']
OPTIMISED = ('vllm', 'exllama', 'autoawq', 'llm-awq', 'gpt-fast', 'torchao', 'mlc', 'lmdeploy')
LLAMA = ('llama.cpp', 'ik_llama.cpp')
# Architectures whose full matrix rate only instructions of several warps together reach ("Benchmarking and Dissecting the Nvidia
# Hopper GPU Architecture", arXiv 2402.13499). llama.cpp's own kernels have those of one warp; products of 16 bits go to cuBLAS.
WARP_GROUPS = ('Hopper',)
# Operations of Hopper's matrix units for each unit and clock: 989.4 TFLOP/s of 132 units at 1.98 GHz. NVIDIA's units that do more
# need other instructions for that, which these kernels lack as well, and are taken to give them what Hopper's give.
HOPPER_OPERATIONS = 3785.0
SIXTEEN_BITS = ('f16', 'bf16')
# Streams up to which llama.cpp multiplies packed weights by its kernels for vectors (`MMVQ_MAX_BATCH_SIZE`).
VECTOR_STREAMS = 8
# Share of the matrix rate that a prompt of thousands of tokens reaches with fused attention: 225 of 312 TFLOP/s on an A100,
# Dao 2023, "FlashAttention-2" (arXiv 2307.08691). At half, a context of 30,720 would read its cache at twice the bandwidth.
LONG_PROMPT = 0.72


# ------------------------------------------------------------------ reading
def grouped_rate(r):
    """TFLOP/s of which instructions of one warp reach a share: all of Hopper's, what Hopper's units would do of faster ones, none of
    others."""
    if r['by_groups']:
        return r['tf']
    hopper = HOPPER_OPERATIONS * r['cu'] * r['clk'] / 1e3
    return hopper if r['backend'] == 'cuda' and r['tf'] > hopper > 0 else 0.0


def table(name):
    with open(os.path.join(HERE, name), newline='') as f:
        return list(csv.DictReader(f))


def load():
    cards = {r['gpu_id']: r for r in table('cards.csv')}
    cpus = {r['key']: r for r in table('processors.csv')}
    floats = ('dense_bytes expert_bytes expert_params kv_full_bytes kv_window_bytes state_bytes layer_params head_params '
              'mean_context layers full_layers window_layers window heads kv_heads head_dim experts experts_used hidden '
              'depth n_prompt n_gen batch gpu_count mla').split()
    rows = []
    for r in table('measured.csv'):
        for k in floats:
            r[k] = float(r[k])
        r['dec'] = float(r['decode_tok_s']) if r['decode_tok_s'] else None
        r['pre'] = float(r['prefill_tok_s']) if r['prefill_tok_s'] else None
        c = cards.get(r['gpu_id'])
        if c:
            r['bw'], r['cu'], r['clk'] = float(c['bandwidth_gb_s']), float(c['compute_units']), float(c['boost_clock_ghz'])
            r['tf'], r['tdp'], r['um'] = float(c['fp16_matrix_tflops']), float(c['board_power_w']), c['shared_memory'] == 'yes'
            r['by_groups'] = c['architecture'] in WARP_GROUPS
            r['cdna'] = c['architecture'].startswith('CDNA')
            r['grouped_tf'] = grouped_rate(r)
        h = cpus.get(r['cpu']) or cpus.get(r['gpu_id'])
        if h:
            r['ram'], r['cores'], r['sockets'] = float(h['bandwidth_gb_s']), float(h['fast_cores']), float(h['sockets'])
        if '6 experts' in r['test']:
            r['experts_used'] = 6.0
        placed = re.search(r'experts of (\d+) layers', r['test'])
        r['host_layers'] = float(placed[1]) if placed else r['layers']
        r['moe'] = r['experts'] > 0
        r['fa'] = r['flash_attention'] == '1'
        r['llama'] = r['runtime'] in LLAMA
        if r['llama'] and r['era'] == '2023' and r['split'] == 'layer':
            r['split'] = 'row'  # llama.cpp dealt out whole layers only from January 2024 (pull request 4766)
        win = min(r['mean_context'], r['window']) if r['window'] else 0
        r['kv'] = (r['kv_full_bytes'] * r['mean_context'] + r['kv_window_bytes'] * win + 2 * r['state_bytes']) / 1e9
        r['group'] = r['heads'] / max(1.0, r['kv_heads']) if not r['mla'] else r['heads']
        r['at_depth'] = '@' in r['test'] or 'at depth' in r['test']
        r['prompt_ms'] = 0.0
        if r['runtime'] == 'vllm' and 'Qwen' in r['source']:
            # The page's speed is generated tokens over the whole run: at 63488 and 129024 tokens of input the rates are
            # those of prompt + generation. The prompt is reckoned at half the card's matrix rate (formula reference 6.3).
            n = r['n_prompt']
            flop = 2 * r['layer_params'] * n + 2 * r['full_layers'] * r['heads'] * r['head_dim'] * n * n
            r['prompt_ms'] = flop / (LONG_PROMPT * r['tf'] * 1e12 * r['gpu_count']) / r['n_gen'] * 1e3
        r['key'] = (r['gpu_id'], r['model_id'], r['kind'], r['version'], r['fa'])
        rows.append(r)
    return rows


# ------------------------------------------------------------------ least squares with priors, in log space
def solve(A, b):
    n = len(b)
    M = [A[i][:] + [b[i]] for i in range(n)]
    for i in range(n):
        p = max(range(i, n), key=lambda k: abs(M[k][i]))
        M[i], M[p] = M[p], M[i]
        for k in range(i + 1, n):
            f = M[k][i] / M[i][i]
            if f:
                for j in range(i, n + 1):
                    M[k][j] -= f * M[i][j]
    x = [0.0] * n
    for i in range(n - 1, -1, -1):
        x[i] = (M[i][n] - sum(M[i][j] * x[j] for j in range(i + 1, n))) / M[i][i]
    return x


def fit(rows, predict, measured, prior, scale, iterations=40):
    """Most likely constants: soft-L1 of log(predicted/measured), each row weighted 1/sqrt(rows of its series);
    prior {name: (value, sd of its log)} pulls every constant to the class above it."""
    names = list(prior)
    if not rows:
        return {n: prior[n][0] for n in names}
    count = {}
    for r in rows:
        count[r['key']] = count.get(r['key'], 0) + 1
    w = [1 / math.sqrt(count[r['key']]) for r in rows]
    mu = [math.log(prior[n][0]) for n in names]
    sd = [prior[n][1] for n in names]
    p = mu[:]

    def res(q):
        P = {n: math.exp(v) for n, v in zip(names, q)}
        return [math.log(predict(r, P) / measured(r)) for r in rows]

    def cost(f, q):
        return (sum(a * 2 * (math.sqrt(1 + (x / scale) ** 2) - 1) for a, x in zip(w, f))
                + sum(((a - b) / s) ** 2 for a, b, s in zip(q, mu, sd)))

    f = res(p)
    c = cost(f, p)
    lam = 1e-3
    n = len(p)
    for _ in range(iterations):
        J = []
        for j in range(n):
            q = p[:]
            q[j] += 1e-4
            J.append([(a - b) / 1e-4 for a, b in zip(res(q), f)])
        W = [a / math.sqrt(1 + (x / scale) ** 2) / scale ** 2 for a, x in zip(w, f)]
        A = [[sum(W[k] * J[i][k] * J[j][k] for k in range(len(f))) for j in range(n)] for i in range(n)]
        g = [-sum(W[k] * J[i][k] * f[k] for k in range(len(f))) for i in range(n)]
        for i in range(n):
            A[i][i] += 1 / sd[i] ** 2
            g[i] -= (p[i] - mu[i]) / sd[i] ** 2
        done = True
        for _t in range(8):
            B = [row[:] for row in A]
            for i in range(n):
                B[i][i] *= 1 + lam
            q = [a + max(-0.5, min(0.5, b)) for a, b in zip(p, solve(B, g))]
            fq = res(q)
            cq = cost(fq, q)
            if cq < c:
                done = (c - cq) < 1e-7 * c
                p, f, c = q, fq, cq
                lam = max(lam / 5, 1e-7)
                break
            lam *= 5
        if done:
            break
    return {m: math.exp(v) for m, v in zip(names, p)}


# ------------------------------------------------------------------ formulas: decode
def seconds_per_gb(r, P):
    """Time for 10^9 weight bytes: bandwidth and the kernels' own rate, joined in quadrature."""
    bandwidth = min(P['eta'], 0.97) * (min(P['um'], 1.0) if r['um'] else 1.0) * r['bw']
    kernel = P['k'] * P['r_' + r['kind']] * r['cu'] * r['clk']
    return math.sqrt(1 / bandwidth ** 2 + 1 / kernel ** 2)


def cache_ms(r, P):
    if r['fa'] or not r['llama']:
        return r['kv'] * (1 / (min(P['kvfa'], 0.97) * r['bw']) + r['group'] / (P['kvg'] * r['cu'] * r['clk'])) * 1e3
    return r['kv'] * (1 / (P['kvn'] * r['bw']) + r['group'] / (P['kvh'] * r['clk'])) * 1e3


def layers_ms(r, P):
    us = P['tl'] + (P['tq'] if r['kind'] in QUANTISED else 0.0) + (P['tn'] if r['llama'] and not r['fa'] else 0.0)
    return r['layers'] * us * (0.5 + 1 / r['clk']) / 1e3 * (P['ml'] if r['moe'] else 1.0)


def distinct(r, streams, chosen=1.0):
    """Expected share of the experts that `streams` tokens touch, of which a share is chosen at all: c (1 - (1 - u/cX)^S) by
    repeated product."""
    if not r['moe']:
        return 0.0
    used = r['experts_used'] / r['experts']
    chosen = min(1.0, max(chosen, used))
    miss = 1.0
    for _ in range(int(streams)):
        miss *= 1 - used / chosen
    return chosen * (1 - miss)


def decode_ms(r, P, cards=1):
    """One token of one stream with everything on one card, or a 1/cards share of it."""
    s = seconds_per_gb(r, P) * 1e3
    gb = r['dense_bytes'] / 1e9
    if r['moe']:
        gb += r['expert_bytes'] / 1e9 * r['experts_used'] / r['experts'] * P['ex']
    host = 0.0 if r['llama'] else P['t0']
    return (gb * s + cache_ms(r, P)) / cards + layers_ms(r, P) + host + r['prompt_ms']


def matmul_ms(r, Q, B, tokens):
    """Matrix products of one step with `tokens` tokens: each weight that is touched passes once through a compute unit, whatever
    its format, and operations are done at the rate of prefill."""
    always, routed, share = r['layer_params'] + r['head_params'], 0.0, 0.0
    if r['moe']:
        share = r['experts_used'] / r['experts']
        always -= share * r['expert_params']
        routed = r['expert_params']
    passing = (always + routed * distinct(r, tokens, B['chosen'])) / (B['pass'] * r['cu'] * r['clk'] * 1e9)
    return (passing + 2 * (always + routed * share) * tokens * flop_seconds(r, Q)) * 1e3


def step_ms(r, P, Q, B):
    """One step of `batch` streams: every dense byte once and experts touched; kernels for vectors grow with the batch, until
    those of the matrix units take over."""
    S = r['batch']
    bandwidth = min(P['eta'], 0.97) * (min(P['um'], 1.0) if r['um'] else 1.0) * r['bw']
    kernel = P['k'] * P['r_' + r['kind']] * r['cu'] * r['clk']
    gb = r['dense_bytes'] / 1e9
    ex = r['expert_bytes'] / 1e9 * distinct(r, S, B['chosen']) * P['ex'] if r['moe'] else 0.0
    vec = (gb * (1 + B['beta'] * (S - 1)) + ex * (1 + B['beta'] * max(0.0, S * r['experts_used'] / max(1.0, r['experts']) - 1))) / kernel * 1e3
    mat = matmul_ms(r, Q, B, S)
    mem = (gb + ex) / bandwidth * 1e3
    host = 0.0 if r['llama'] else P['t0']
    product = min(vec, mat) if r['kind'] in SIXTEEN_BITS else vec if S <= VECTOR_STREAMS else mat
    return math.sqrt(mem * mem + product ** 2) + S * cache_ms(r, P) + layers_ms(r, P) + host


# ------------------------------------------------------------------ formulas: prefill
def matrix_rate(r, Q, kind=None):
    """FLOP/s of the matrix units for kernels of a format: all of it, or what instructions of one warp reach."""
    if r['grouped_tf'] and r['llama'] and kind not in SIXTEEN_BITS:
        return r['grouped_tf'] * 1e12 * min(Q['wg'], 1.0)
    return r['tf'] * 1e12


def flop_seconds(r, Q):
    c = 1 / (Q['u'] * Q['p_' + r['kind']] * matrix_rate(r, Q, r['kind'])) ** 2
    if r['tdp']:
        c += 1 / (Q['e'] * r['tdp'] * 1e12) ** 2
    return math.sqrt(c)


def prefill_s(r, Q, streams=1):
    n = r['n_prompt'] * streams
    ub = min(n, float(r['micro_batch'] or 512) if r['llama'] else n)
    chunks = n / ub
    flop = 2 * r['layer_params'] * n
    gb = r['dense_bytes'] / 1e9
    if r['moe']:
        experts = 2 * r['expert_params'] * r['experts_used'] / r['experts'] * n
        per_expert = ub * r['experts_used'] / r['experts']
        flop += experts * Q['m0'] / per_expert
        gb += r['expert_bytes'] / 1e9 * distinct(r, ub)
    bandwidth = min(Q['eta'], 0.97) * (min(Q['um'], 1.0) if r['um'] else 1.0) * r['bw']
    compute, memory = flop * flop_seconds(r, Q), chunks * gb / bandwidth
    layers = chunks * r['layers'] * Q['tp'] * 1e-6 * (0.5 + 1 / r['clk']) * (Q['ml'] if r['moe'] else 1.0)
    width = r['heads'] * (r['head_dim'] if not r['mla'] else r['mla'] + 64)
    d = r['depth'] if r['at_depth'] else 0.0
    m = r['n_prompt']
    seen = m * d + m * m / 2
    window = m * min(d + m / 2, r['window']) if r['window'] else 0.0
    attention = streams * 4 * width * (r['full_layers'] * seen + r['window_layers'] * window) / (
        Q['ua' if r['fa'] or r['runtime'] != 'llama.cpp' else 'uan'] * matrix_rate(r, Q))
    return math.sqrt(compute * compute + memory * memory) + layers + attention


# ------------------------------------------------------------------ formulas: several cards, CPU, hybrid
def link(r):
    if r['llama']:
        return 'row'
    if r['era'] == '2023' and r['runtime'] == 'vllm':
        return 'eager'
    if not is_on_pcie(r):
        return 'pair' if is_newest_vllm(r) and r['gpu_count'] == 2 else 'nvlink'
    if is_newest_vllm(r):
        return 'pair' if r['gpu_count'] == 2 else 'ring'
    return 'pcie'


def is_on_pcie(r):
    return 'PCIe, not NVLink' in r['notes']


def is_newest_vllm(r):
    """Whether vLLM ran with its second engine (V1), which releases from 0.8 of 2025 have; whoever names a later date and no release
    is taken to have had it."""
    return r['runtime'] == 'vllm' and (r['era'] == '2026' or r['era'] == '2025' and not r['version'].startswith('0.6'))


def multi_ms(r, P, M):
    n = r['gpu_count']
    if r['split'] == 'layer':
        return decode_ms(r, P) + (n - 1) * M['hop_' + ('llama' if r['llama'] else 'other')]
    kind = link(r)
    alpha = M['a_' + kind] * (n if kind == 'row' else 1.0)
    rate = 300.0 if kind == 'nvlink' or kind == 'pair' and not is_on_pcie(r) else 25.0
    reduce_us = alpha + 2 * (n - 1) / n * 2 * r['hidden'] / (rate * 1e3)
    return decode_ms(r, P, n) + 2 * r['layers'] * reduce_us / 1e3


def multi_prefill_s(r, Q, M):
    n = r['gpu_count']
    ub = min(r['n_prompt'], 512.0)
    chunks = r['n_prompt'] / ub
    one = prefill_s(r, Q)
    return one * (1 - M['psi'] * (1 - (chunks + n - 1) / (n * chunks)))


def experts_gb(r):
    """Bytes of routed experts in use for a token, in 10^9."""
    return r['expert_bytes'] / 1e9 * r['experts_used'] / r['experts'] if r['moe'] else 0.0


def host_seconds_per_gb(r, H):
    """Time for 10^9 bytes of weights in host memory: what of its bandwidth is reached, and what the cores take in."""
    memory = H['eta_cpu'] * (H['numa'] if r['sockets'] > 1 else 1.0) * r['ram']
    return math.sqrt(1 / memory ** 2 + 1 / (H['core'] * r['cores']) ** 2)


def cpu_ms(r, H):
    """All weights in host memory. Experts are read as other weights are."""
    read = (r['dense_bytes'] / 1e9 + experts_gb(r)) * host_seconds_per_gb(r, H) * 1e3
    if r['runtime'] == 'autoawq-cpu':
        return read + r['kv'] * r['group'] / (H['eager_kv'] * r['ram']) * 1e3 + r['layers'] * H['tau_python']
    return read + r['kv'] / (H['eta_cpu'] * r['ram']) * 1e3 + r['layers'] * H['tau_cpu']


def hybrid_ms(r, P, H):
    """Attention, shared experts and cache on the card, routed experts of some layers in RAM; no overlap. A layer whose experts are
    there takes the processor's time of a layer besides: threads start, meet and stop, and the card waits."""
    s = seconds_per_gb(r, P) * 1e3
    on_host = r['host_layers'] / r['layers']
    gpu = r['dense_bytes'] / 1e9 * s + cache_ms(dict(r, fa=True), P) + layers_ms(r, P) + experts_gb(r) * (1 - on_host) * P['ex'] * s
    return gpu + experts_gb(r) * on_host * host_seconds_per_gb(r, H) * 1e3 + r['host_layers'] * H['tau_cpu']


def card_class(r):
    """The class of the card beside experts in host memory; of programs with kernels of their own that of llama.cpp's builds of 2025."""
    return stack(r) if r['llama'] else 'llama.cpp/cuda/2025'


def host_ms(r, C, H):
    return cpu_ms(r, H) if r['split'] == 'cpu' else hybrid_ms(r, C[card_class(r)], H)


# ------------------------------------------------------------------ classes and priors
def cls(runtimes, backend, eras):
    return lambda r: r['runtime'] in runtimes and r['backend'] == backend and r['era'] in eras


def rocm(kind, eras):
    """llama.cpp under ROCm on chips that share their memory, on graphics cards, or on compute cards, whose wavefronts and matrix
    instructions are others, and so their kernels."""
    runs = cls(('llama.cpp',), 'rocm', eras)
    return lambda r: runs(r) and kind == ('cdna' if r['cdna'] else 'chip' if r['um'] else 'card')


ALL = ('2023', '2024', '2025', '2026')
STACKS = [
    ('llama.cpp/cuda/2024', None, cls(('llama.cpp',), 'cuda', ('2024',))),
    ('llama.cpp/cuda/2023', 'llama.cpp/cuda/2024', cls(('llama.cpp',), 'cuda', ('2023',))),
    ('llama.cpp/cuda/2025', 'llama.cpp/cuda/2024', cls(LLAMA, 'cuda', ('2025',))),
    ('llama.cpp/cuda/2026', 'llama.cpp/cuda/2025', cls(LLAMA, 'cuda', ('2026',))),
    ('llama.cpp/metal/2024', 'llama.cpp/cuda/2024', cls(('llama.cpp',), 'metal', ('2023', '2024'))),
    ('llama.cpp/metal/2025', 'llama.cpp/metal/2024', cls(('llama.cpp',), 'metal', ('2025', '2026'))),
    ('llama.cpp/rocm-cards/2025', 'llama.cpp/cuda/2025', rocm('card', ('2025',))),
    ('llama.cpp/rocm-cards/2026', 'llama.cpp/rocm-cards/2025', rocm('card', ('2026',))),
    ('llama.cpp/rocm-cdna/2026', 'llama.cpp/rocm-cards/2026', rocm('cdna', ('2025', '2026'))),
    ('llama.cpp/rocm/2025', 'llama.cpp/rocm-cards/2025', rocm('chip', ('2025',))),
    ('llama.cpp/rocm/2026', 'llama.cpp/rocm/2025', rocm('chip', ('2026',))),
    ('llama.cpp/vulkan/2025', 'llama.cpp/rocm/2025', cls(('llama.cpp',), 'vulkan', ('2025',))),
    ('llama.cpp/vulkan/2026', 'llama.cpp/vulkan/2025', cls(('llama.cpp',), 'vulkan', ('2026',))),
    ('optimised/cuda', None, lambda r: r['backend'] == 'cuda' and r['runtime'] in OPTIMISED and r['runtime'] != 'vllm'),
    ('vllm/cuda/2025', 'optimised/cuda', lambda r: cls(('vllm',), 'cuda', ('2025',))(r) and not is_newest_vllm(r)),
    ('vllm/cuda/2026', 'vllm/cuda/2025', is_newest_vllm),
    ('vllm/cuda/2024', 'optimised/cuda', cls(('vllm',), 'cuda', ('2024',))),
    ('vllm/cuda/2023', 'optimised/cuda', cls(('vllm',), 'cuda', ('2023',))),
    ('exllama/cuda', 'optimised/cuda', cls(('exllama',), 'cuda', ALL)),
    ('autoawq/cuda', 'optimised/cuda', cls(('autoawq', 'llm-awq'), 'cuda', ALL)),
    ('torch-compile/cuda', 'optimised/cuda', cls(('gpt-fast', 'torchao'), 'cuda', ALL)),
    ('mlc/cuda', 'optimised/cuda', cls(('mlc',), 'cuda', ALL)),
    ('lmdeploy/cuda', 'optimised/cuda', cls(('lmdeploy',), 'cuda', ALL)),
]
NEWEST_VLLM = 'vllm/cuda/2026'
# Builds whose kernels for vectors of 16 bits are those of 2025.
MMVF = ('llama.cpp/cuda/2025', 'llama.cpp/cuda/2026')
# value, sd of the log. Sources: formula reference 6.1-6.5 (eta, t_l, eta_kv), width of the L2 path (k of optimised
# kernels: half of 64 byte per clock and unit), LPDDR against GDDR (um). tq: four matrices of a layer, 5 us each, assumed; other
# cards' rows pull it to 12, and the score hardly changes from 10 to 30. tn: four kernels of a layer more without flash attention, 5 us
# each, assumed.
DROOT = {'eta': (0.93, 0.03), 'k': (11, 0.4), 'tl': (90, 0.6), 'tq': (20, 0.7), 'tn': (20, 0.5), 'um': (0.88, 0.06), 'ex': (1.05, 0.12), 'ml': (1.4, 0.3),
         't0': (0.3, 0.7), 'kvfa': (0.75, 0.3), 'kvg': (20, 0.7), 'kvn': (1.0, 0.7), 'kvh': (800, 0.5)}
DCHILD = {'t0': 0.6, 'eta': 0.03, 'um': 0.04, 'k': 0.15, 'tl': 0.35, 'tq': 0.35, 'tn': 0.35, 'ex': 0.1, 'ml': 0.25, 'kvfa': 0.25, 'kvg': 0.5,
          'kvn': 0.8, 'kvh': 0.8}
for _k in KINDS:
    DROOT['r_' + _k] = ({'f16': 0.8, 'bf16': 0.8, 'q6k': 1.1}.get(_k, 1.0), 0.2)
PSTACKS = [
    ('llama.cpp/cuda/2024', None, cls(('llama.cpp',), 'cuda', ('2024',))),
    ('llama.cpp/cuda/2023', 'llama.cpp/cuda/2024', cls(('llama.cpp',), 'cuda', ('2023',))),
    ('llama.cpp/cuda/2025', 'llama.cpp/cuda/2024', cls(LLAMA, 'cuda', ('2025',))),
    ('llama.cpp/cuda/2026', 'llama.cpp/cuda/2025', cls(LLAMA, 'cuda', ('2026',))),
    ('llama.cpp/metal', 'llama.cpp/cuda/2024', cls(('llama.cpp',), 'metal', ALL)),
    ('llama.cpp/rocm-cards/2025', 'llama.cpp/cuda/2025', rocm('card', ('2025',))),
    ('llama.cpp/rocm-cards/2026', 'llama.cpp/rocm-cards/2025', rocm('card', ('2026',))),
    ('llama.cpp/rocm-cdna/2026', 'llama.cpp/rocm-cards/2026', rocm('cdna', ('2025', '2026'))),
    ('llama.cpp/rocm/2025', 'llama.cpp/rocm-cards/2025', rocm('chip', ('2025',))),
    ('llama.cpp/rocm/2026', 'llama.cpp/rocm/2025', rocm('chip', ('2026',))),
    ('llama.cpp/vulkan/2025', 'llama.cpp/rocm/2025', cls(('llama.cpp',), 'vulkan', ('2025',))),
    ('llama.cpp/vulkan/2026', 'llama.cpp/vulkan/2025', cls(('llama.cpp',), 'vulkan', ('2026',))),
    ('exllama/cuda', 'llama.cpp/cuda/2025', cls(('exllama',), 'cuda', ALL)),
    ('autoawq/cuda', 'llama.cpp/cuda/2025', cls(('autoawq', 'llm-awq'), 'cuda', ALL)),
    ('vllm/cuda', 'llama.cpp/cuda/2025', cls(('vllm', 'lmdeploy', 'gpt-fast', 'torchao', 'mlc'), 'cuda', ALL)),
]
PROOT = {'u': (0.5, 0.35), 'e': (0.35, 0.3), 'm0': (24, 0.5), 'tp': (150, 0.6), 'ua': (0.15, 0.5), 'uan': (0.05, 0.7),
         'eta': (0.9, 0.05), 'um': (0.88, 0.05), 'ml': (2, 0.3), 'wg': (0.65, 0.25)}
PCHILD = {'u': 0.25, 'e': 0.15, 'm0': 0.4, 'tp': 0.5, 'ua': 0.5, 'uan': 0.7, 'eta': 0.03, 'um': 0.03, 'ml': 0.2, 'wg': 0.25}
for _k in KINDS:
    PROOT['p_' + _k] = (1.0, 0.15)
MPRIOR = {'hop_llama': (0.3, 0.7), 'hop_other': (0.3, 0.7), 'a_nvlink': (10, 0.5), 'a_pcie': (40, 0.4),
          'a_eager': (150, 0.5), 'a_row': (60, 0.5)}
# vLLM of 2026, leaning on sums over PCIe before. Two cards pass them by a kernel of its own (`custom_all_reduce`), more by NCCL, for
# without NVLink it turns that kernel off (vllm-project/vllm, issue 56128). No run of it had NVLink.
VPRIOR = {'a_pair': 0.7, 'a_ring': 0.4}
HPRIOR = {'eta_cpu': (0.64, 0.15), 'core': (15, 0.3), 'tau_cpu': (0.1, 0.6), 'tau_python': (0.6, 0.3), 'eager_kv': (0.1, 0.5),
          'numa': (0.8, 0.15)}
BPRIOR = {'beta': (0.3, 0.5), 'pass': (5, 0.5), 'chosen': (0.6, 0.4)}


def stack(r, stacks=STACKS):
    for name, _, sel in stacks:
        if name != 'optimised/cuda' and sel(r):
            return name


def single(rows):
    return [r for r in rows if r['dec'] and r['batch'] == 1 and r['split'] == 'none' and r['grade'] in 'ABR' and stack(r)]


def multi(rows):
    return [r for r in rows if r['dec'] and r['batch'] == 1 and r['split'] in ('layer', 'tensor', 'row') and r['grade'] in 'AB' and stack(r)]


def batched(rows):
    return [r for r in rows if r['dec'] and r['batch'] > 1 and r['split'] == 'none' and r['grade'] in 'ABR' and stack(r)
            and stack(r, PSTACKS) and r['runtime'] not in ('lmdeploy',)]


def prompts(rows, n=1):
    return [r for r in rows if r['pre'] and r['n_prompt'] >= 32 and r['batch'] == 1 and r['grade'] in 'ABR' and stack(r, PSTACKS)
            and ((r['split'] == 'none') if n == 1 else (r['split'] == 'layer' and r['llama'] and r['era'] != '2023'))]


def on_cpu(rows):
    return [r for r in rows if r['dec'] and r['split'] == 'cpu' and r['grade'] in 'AB' and 'ram' in r]


def in_hybrid(rows):
    return [r for r in rows if r['dec'] and r['split'] == 'hybrid' and r['grade'] in 'AB' and 'ram' in r]


ASSUMED = 'assumed'
# Formats of one kind, with bits of a weight: blocks of 256 weights with scales in two steps, which kernels for prompts unpack
# alike. Those of blocks of 32 are no kind: under CUDA they were measured between 0.70 (MXFP4) and 1.34 (Q4_0).
FORMAT_KINDS = ({'q2k': 2.6, 'q3k': 3.4, 'iq': 4.25, 'q4k': 4.5, 'q5k': 5.5, 'q6k': 6.6},)
LIKE = ', a format of its kind'


def moved(value, prior):
    """Whether a fit moved a constant at all: one that no row bears on stays where its prior is, but for rounding."""
    return abs(math.log(value / prior)) > 1e-9


def descend(rows, stacks, root, child, default, predict, measured, scale, adjust, origins, before=None):
    """Fits class after class, each leaning on its parent, which may be one of those fitted `before`. Notes in `origins` which class
    informs each constant of a class: itself, one that it leans on, or none, so that it is assumed."""
    C = dict(before or {})
    for name, parent, sel in stacks:
        x = [r for r in rows if sel(r)]
        prior = dict(root) if parent is None else {k: (v, child.get(k, 0.12 if 'metal' in name else default)) for k, v in C[parent].items()}
        lent = {}  # constants whose prior is that of another class than the parent
        skip = adjust(name, prior, x, C, lent)
        skip |= {k for k in prior if k[:2] in ('r_', 'p_') and not any(r['kind'] == k[2:] for r in x)}
        fixed = {k: prior[k][0] for k in prior if k in skip}
        free = {k: v for k, v in prior.items() if k not in skip}
        C[name] = {**fixed, **fit(x, lambda r, p: predict(r, {**fixed, **p}), measured, free, scale)}
        origins[name] = {k: name if k in free and moved(C[name][k], v) else
                         origins[lent[k]][k] if k in lent else
                         origins[parent][k] if parent and v == C[parent].get(k) else ASSUMED for k, (v, _) in prior.items()}
        if name in MMVF and 'r_bf16' in fixed:  # one kernel reads both (`mmvf`)
            C[name]['r_bf16'], origins[name]['r_bf16'] = C[name]['r_f16'], origins[name]['r_f16']
    return C


def fit_decode(rows, origins):
    """Constants of decode by class, and what lies between cards."""
    measured = lambda r: 1e3 / r['dec']
    M = {}

    def adjust(name, prior, x, C, lent):
        if name == 'optimised/cuda':
            prior['k'] = (32, 0.15)
        if name.startswith(('vllm', 'torch-compile', 'lmdeploy')) and name != NEWEST_VLLM:  # flash decoding, as llama.cpp with flash attention
            for k in ('kvfa', 'kvg'):
                lent[k] = 'llama.cpp/cuda/2025'
                prior[k] = (C[lent[k]][k], 0.3)
        if name in MMVF:
            # Kernels for vectors of 16 bits were written anew in 2025 (`mmvf`). Nothing is unpacked: a weight is taken to pass as
            # one of 4.5 bits does, with 16 / 4.5 times the bytes.
            prior['r_f16'] = prior['r_bf16'] = (16 / 4.5, 0.5)
        if name == NEWEST_VLLM:
            prior.update({key: (M['a_pcie'], sd) for key, sd in VPRIOR.items()})
        elif name.startswith('vllm'):  # the scheduler in Python; halved with release 0.6
            prior['t0'] = (1.0 if name.endswith('2025') else 2.0, 0.5)
        s = set()
        if not any(r['moe'] for r in x):
            s |= {'ex', 'ml'}
        if not any(not r['llama'] for r in x):
            s |= {'t0'}
        if not any(r['kind'] in QUANTISED for r in x):
            s |= {'tq'}
        if not any(r['um'] for r in x):
            s |= {'um'}
        if not any(r['fa'] or not r['llama'] for r in x):
            s |= {'kvfa', 'kvg'}
        if not any(r['llama'] and not r['fa'] for r in x):
            s |= {'kvn', 'kvh', 'tn'}
        return s
    older = [one for one in STACKS if one[0] != NEWEST_VLLM]
    C = descend(single(rows), older, DROOT, DCHILD, 0.07, decode_ms, measured, 0.08, adjust, origins)
    M.update(fit([r for r in multi(rows) if stack(r) != NEWEST_VLLM], lambda r, p: multi_ms(r, C[stack(r)], p), measured, MPRIOR, 0.1))
    # Most runs of it are over several cards, so those inform its class too, along with the sums between them.
    newest = [one for one in STACKS if one[0] == NEWEST_VLLM]
    C = descend(single(rows) + multi(rows), newest, DROOT, DCHILD, 0.07,
                lambda r, p: decode_ms(r, p) if r['split'] == 'none' else multi_ms(r, p, p), measured, 0.08, adjust, origins, C)
    for key in VPRIOR:
        M[key] = C[NEWEST_VLLM].pop(key)
        origins[NEWEST_VLLM].pop(key)
    return C, M


def fit_prefill(rows, origins):
    def adjust(name, prior, x, C, lent):
        if name == 'llama.cpp/metal':
            prior['u'] = (0.8, 0.3)
        if name in ('llama.cpp/rocm/2025', 'llama.cpp/rocm-cards/2025'):  # formula reference 6.3: 0.34 on RDNA 3
            prior['u'] = (0.3, 0.35)
        s = set()
        if not any(r['moe'] for r in x):
            s |= {'m0', 'ml'}
        if not any(r['um'] for r in x):
            s |= {'um'}
        if not any(r['tdp'] for r in x):
            s |= {'e'}
        if not any(r['by_groups'] for r in x):
            s |= {'wg'}
        if not any(r['fa'] or r['runtime'] != 'llama.cpp' for r in x):
            s |= {'ua'}
        if not any(not r['fa'] and r['runtime'] == 'llama.cpp' for r in x):
            s |= {'uan'}
        return s
    return descend(prompts(rows), PSTACKS, PROOT, PCHILD, 0.15, prefill_s, lambda r: r['n_prompt'] / r['pre'], 0.12, adjust,
                   origins)


def liken(Q, origins):
    """Gives formats without rows in any class the share of prompts of the measured format of their kind that is nearest in bits:
    1 where a neighbour has less would make more bits faster. After the fit, so that no constant of another format moves."""
    for name, constants in Q.items():
        fitted = dict(origins[name])
        for bits in FORMAT_KINDS:
            known = [k for k in bits if fitted['p_' + k] != ASSUMED]
            for k in bits:
                if known and fitted['p_' + k] == ASSUMED:
                    like = min(known, key=lambda other: (abs(bits[other] - bits[k]), bits[other]))
                    constants['p_' + k] = constants['p_' + like]
                    origins[name]['p_' + k] = like + LIKE


def fit_all(rows):
    origins = {'decode': {}, 'prefill': {}}
    (C, M), Q = fit_decode(rows, origins['decode']), fit_prefill(rows, origins['prefill'])
    liken(Q, origins['prefill'])
    ms = lambda r: 1e3 / r['dec']
    M.update(fit(prompts(rows, 2), lambda r, p: multi_prefill_s(r, Q[stack(r, PSTACKS)], p),
                 lambda r: r['n_prompt'] / r['pre'], {'psi': (0.6, 0.5)}, 0.15))
    H = fit(on_cpu(rows) + in_hybrid(rows), lambda r, p: host_ms(r, C, p), ms, HPRIOR, 0.15)
    B = fit(batched(rows), lambda r, p: step_ms(r, C[stack(r)], Q[stack(r, PSTACKS)], p),
            lambda r: 1e3 * r['batch'] / r['dec'], BPRIOR, 0.12)
    return {'decode': C, 'prefill': Q, 'multi': M, 'cpu': H, 'batch': B, 'origins': origins}


def predictions(rows, A):
    """(class, row, predicted/measured time) of every row that is scored."""
    C, Q, M, H, B = (A[k] for k in ('decode', 'prefill', 'multi', 'cpu', 'batch'))
    out = []
    for r in single(rows):
        out.append(('decode MoE' if r['moe'] else 'decode dense', r, decode_ms(r, C[stack(r)]) * r['dec'] / 1e3))
    for r in multi(rows):
        out.append(('layer split' if r['split'] == 'layer' else 'row split 2023' if r['split'] == 'row' else 'tensor parallel',
                    r, multi_ms(r, C[stack(r)], M) * r['dec'] / 1e3))
    for r in prompts(rows):
        out.append(('prefill', r, prefill_s(r, Q[stack(r, PSTACKS)]) * r['pre'] / r['n_prompt']))
    for r in prompts(rows, 2):
        out.append(('prefill, layer split', r, multi_prefill_s(r, Q[stack(r, PSTACKS)], M) * r['pre'] / r['n_prompt']))
    for r in on_cpu(rows):
        out.append(('CPU only', r, host_ms(r, C, H) * r['dec'] / 1e3))
    for r in in_hybrid(rows):
        out.append(('hybrid', r, host_ms(r, C, H) * r['dec'] / 1e3))
    for r in batched(rows):
        out.append(('decode, batch', r, step_ms(r, C[stack(r)], Q[stack(r, PSTACKS)], B) * r['dec'] / 1e3 / r['batch']))
    return out


# ------------------------------------------------------------------ constants of one card
FAMILIES = [('llama-4', 'llama-4'), ('llama', 'llama'), ('qwen3', 'qwen3'), ('qwen', 'qwen1-2.5'), ('gemma', 'gemma'),
            ('gpt-oss', 'gpt-oss'), ('stral', 'mistral'), ('mixtral', 'mistral'), ('deepseek', 'deepseek')]
# With two families of sparse models each stands for the other, and their rates are off by a third.
LEAST_EXPERT_FAMILIES = 3


def family(r):
    return next((name for text, name in FAMILIES if text in r['model_id']), 'other')


def expert_families(rows):
    """Families of sparse models that were measured, by card and class."""
    by = {}
    for r in single(rows):
        if r['moe'] and r['grade'] in 'AB':
            by.setdefault((r['gpu_id'], stack(r)), set()).add(family(r))
    return by


def is_published(name, series):
    """Whether the catalog has the factor of a card in a class: of llama.cpp's own back ends, of two series or more."""
    return name.startswith('llama.cpp/') and '/vulkan' not in name and series >= 2


def card_factors(preds):
    """Per card and back end: measured over predicted speed, shrunk by n/(n+2) over series and held within +-22 %."""
    by = {}
    for kind, r, q in preds:
        if kind in ('decode dense', 'decode MoE') and r['grade'] in 'AB':
            by.setdefault(('decode', r['gpu_id'], stack(r)), {}).setdefault((r['model_id'], r['kind']), []).append(math.log(q))
        if kind == 'prefill' and r['grade'] in 'AB':
            by.setdefault(('prefill', r['gpu_id'], stack(r, PSTACKS)), {}).setdefault((r['model_id'], r['kind']), []).append(math.log(q))
    out = {}
    for k, series in by.items():
        means = [max(-0.25, min(0.25, median(v))) for v in series.values()]
        m = median(means)
        n = len(means)
        out[k] = (math.exp(m * n / (n + 2)), n, sum(len(v) for v in series.values()),
                  median([abs(x - m) for x in means]))
    return out


def median(v):
    v = sorted(v)
    n = len(v)
    return v[n // 2] if n % 2 else (v[n // 2 - 1] + v[n // 2]) / 2


UNITS = {'eta': ('weight_bandwidth_efficiency', '-'), 'k': ('kernel_bytes_per_clock', 'byte/clock/compute unit'),
         'um': ('shared_memory_factor', '-'), 'tl': ('layer_time', 'us, times (0.5 + 1/GHz)'),
         'tn': ('layer_time_no_fa', 'us, times (0.5 + 1/GHz)'), 'tq': ('quantised_layer_time', 'us, times (0.5 + 1/GHz)'), 'ex': ('expert_read_factor', '-'),
         'ml': ('moe_layer_factor', '-'), 't0': ('host_time', 'ms/token'), 'kvfa': ('cache_bandwidth_efficiency', '-'),
         'kvg': ('cache_bytes_per_clock', 'byte/clock/compute unit'), 'kvn': ('cache_bandwidth_efficiency_no_fa', '-'),
         'kvh': ('cache_bytes_per_clock_no_fa', 'byte/clock (whole card)'), 'u': ('matrix_utilisation', '-'),
         'e': ('matrix_efficiency_by_power', 'TFLOP/s/W'), 'm0': ('expert_tile_padding', 'tokens'), 'tp': ('prefill_layer_time', 'us, times (0.5 + 1/GHz)'),
         'wg': ('single_warp_matrix_share', '-'), 'ua': ('attention_utilisation', '-'), 'uan': ('attention_utilisation_no_fa', '-'),
         'hop_llama': ('layer_split_hop', 'ms'), 'hop_other': ('layer_split_hop', 'ms'), 'a_nvlink': ('all_reduce_latency', 'us'),
         'a_pcie': ('all_reduce_latency', 'us'), 'a_pair': ('all_reduce_latency', 'us'), 'a_ring': ('all_reduce_latency', 'us'), 'a_eager': ('all_reduce_latency', 'us'), 'a_row': ('all_reduce_latency', 'us per card'),
         'psi': ('pipeline_efficiency', '-'), 'eta_cpu': ('ram_bandwidth_efficiency', '-'), 'core': ('core_bandwidth', 'GB/s/fast core'),
         'tau_cpu': ('layer_time', 'ms'), 'tau_python': ('layer_time', 'ms'), 'eager_kv': ('cache_bandwidth_efficiency', '-'),
         'numa': ('second_socket_factor', '-'), 'beta': ('batch_growth', '-'),
         'chosen': ('batch_experts_chosen', '-'), 'pass': ('batch_weights_per_clock', 'weights/clock/compute unit')}


def sig(x):
    return f'{x:.4g}'


if __name__ == '__main__':
    import catalog_table
    R = load()
    catalog_table.write(R, fit_all(R))
