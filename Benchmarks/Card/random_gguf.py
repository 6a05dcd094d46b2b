#!/usr/bin/env python3
"""Writes a GGUF file of a model's shape with random weights, to time a card without fetching the model.

    random_gguf.py SHAPE MIX FILE

Kernels take as long for random weights as for trained ones; what depends on values is which experts a token
chooses: random routers choose evenly, trained ones do not (decision 22). Scales keep sums finite. Needs NumPy.
Shapes are those of the published configurations; mixes are llama.cpp's own (`llama-quantize`), by the rules of
its source for these models.
"""
import struct
import sys

import numpy

# Architecture, layers, width, heads, heads of the cache, width of a head, width of the feed-forward part, vocabulary, experts, experts used.
SHAPES = {
    'llama-3-8b': ('llama', 32, 4096, 32, 8, 128, 14336, 128256, 0, 0),
    'llama-3-70b': ('llama', 80, 8192, 64, 8, 128, 28672, 128256, 0, 0),
    'qwen3-32b': ('qwen3', 64, 5120, 64, 8, 128, 25600, 151936, 0, 0),
    'qwen3-30b-a3b': ('qwen3moe', 48, 2048, 32, 4, 128, 768, 151936, 128, 8),
    'gpt-oss-20b': ('gpt-oss', 24, 2880, 64, 8, 64, 2880, 201088, 32, 4),
}
# Number of the type in the format, weights of a block, and bytes of a block.
F32, F16, Q8_0, Q4_K, Q6_K, MXFP4 = 0, 1, 8, 12, 14, 39
BLOCKS = {F32: (1, 4), F16: (1, 2), Q8_0: (32, 34), Q4_K: (256, 144), Q6_K: (256, 210), MXFP4: (32, 17)}
ALIGNMENT = 32
TILE = 1 << 25


def tile(kind, rng):
    """Returns some 32 MiB of random blocks whose weights spread by about 0.02."""
    size = BLOCKS[kind][1]
    count = TILE // size
    if kind in (F32, F16):
        return rng.normal(0, 0.02, count).astype(numpy.float32 if kind == F32 else numpy.float16).tobytes()
    blocks = rng.integers(0, 256, (count, size), numpy.uint8)

    def put(place, value):
        blocks[:, place:place + 2] = numpy.frombuffer(numpy.float16(value).tobytes(), numpy.uint8)

    if kind == Q8_0:
        put(0, 2.7e-4)
    elif kind == Q4_K:
        put(0, 1.0e-4)
        put(2, 7.5e-4)
    elif kind == Q6_K:
        put(208, 1.5e-5)
    elif kind == MXFP4:
        blocks[:, 0] = 120
    return blocks.tobytes()


def more_bits(layer, layers):
    """llama.cpp's rule for the layers of a `_M` mix that get a wider type."""
    return layer < layers // 8 or layer >= 7 * layers // 8 or (layer - layers // 8) % 3 == 2


def tensors(shape, mix):
    """Yields name, dimensions (fastest first) and type of each tensor."""
    kind, layers, width, heads, kv_heads, head, ff, vocabulary, experts, _ = shape
    q, kv = heads * head, kv_heads * head
    base = {'F16': F16, 'Q8_0': Q8_0, 'Q4_K_M': Q4_K, 'MXFP4': Q8_0}[mix]
    wide = Q6_K if mix == 'Q4_K_M' else base
    expert = MXFP4 if mix == 'MXFP4' else base
    yield 'token_embd.weight', (width, vocabulary), base
    yield 'output_norm.weight', (width,), F32
    yield 'output.weight', (width, vocabulary), wide
    for layer in range(layers):
        wider = wide if more_bits(layer, layers) else base
        at = f'blk.{layer}.'
        yield at + 'attn_norm.weight', (width,), F32
        yield at + ('post_attention_norm.weight' if kind == 'gpt-oss' else 'ffn_norm.weight'), (width,), F32
        yield at + 'attn_q.weight', (width, q), base
        yield at + 'attn_k.weight', (width, kv), base
        # Layers that share values among eight heads get a wider type in the 70B model.
        yield at + 'attn_v.weight', (width, kv), wide if layers == 80 and mix == 'Q4_K_M' else wider
        yield at + 'attn_output.weight', (q, width), base
        if kind.startswith('qwen3'):
            yield at + 'attn_q_norm.weight', (head,), F32
            yield at + 'attn_k_norm.weight', (head,), F32
        if not experts:
            yield at + 'ffn_gate.weight', (width, ff), base
            yield at + 'ffn_up.weight', (width, ff), base
            yield at + 'ffn_down.weight', (ff, width), wider
            continue
        yield at + 'ffn_gate_inp.weight', (width, experts), F32
        yield at + 'ffn_gate_exps.weight', (width, ff, experts), expert
        yield at + 'ffn_up_exps.weight', (width, ff, experts), expert
        yield at + 'ffn_down_exps.weight', (ff, width, experts), expert if mix == 'MXFP4' else wider
        if kind == 'gpt-oss':
            yield at + 'attn_sinks.weight', (heads,), F32
            for name, length in (('attn_q', q), ('attn_k', kv), ('attn_v', kv), ('attn_output', width), ('ffn_gate_inp', experts)):
                yield f'{at}{name}.bias', (length,), F32
            for name, length in (('gate', ff), ('up', ff), ('down', width)):
                yield f'{at}ffn_{name}_exps.bias', (length, experts), F32


def text(value):
    data = value.encode()
    return struct.pack('<Q', len(data)) + data


def settings(shape):
    kind, layers, width, heads, kv_heads, head, ff, vocabulary, experts, used = shape
    numbers = {
        'block_count': layers, 'context_length': 131072, 'embedding_length': width, 'feed_forward_length': ff,
        'attention.head_count': heads, 'attention.head_count_kv': kv_heads, 'attention.key_length': head,
        'attention.value_length': head, 'rope.dimension_count': head, 'vocab_size': vocabulary,
    }
    if experts:
        numbers |= {'expert_count': experts, 'expert_used_count': used, 'expert_feed_forward_length': ff}
    if kind == 'gpt-oss':
        numbers['attention.sliding_window'] = 128
    yield text('general.architecture') + struct.pack('<I', 8) + text(kind)
    yield text('tokenizer.ggml.model') + struct.pack('<I', 8) + text('no_vocab')
    for name, value in numbers.items():
        yield text(f'{kind}.{name}') + struct.pack('<II', 4, value)
    for name, value in (('rope.freq_base', 500000.0), ('attention.layer_norm_rms_epsilon', 1e-5)):
        yield text(f'{kind}.{name}') + struct.pack('<If', 6, value)


def write(shape, mix, path):
    rng = numpy.random.default_rng(1)
    tiles = {}
    pairs = list(settings(shape))
    head = [struct.pack('<4sIQQ', b'GGUF', 3, 0, len(pairs)), *pairs]
    listed, offset = [], 0
    for name, dimensions, kind in tensors(shape, mix):
        weights, size = BLOCKS[kind]
        total = size * (numpy.prod(dimensions, dtype=numpy.int64).item() // weights)
        head.append(text(name) + struct.pack(f'<I{len(dimensions)}QIQ', len(dimensions), *dimensions, kind, offset))
        listed.append((name, kind, total))
        offset += -(-total // ALIGNMENT) * ALIGNMENT
    head[0] = struct.pack('<4sIQQ', b'GGUF', 3, len(listed), len(pairs))
    header = b''.join(head)
    with open(path, 'wb', buffering=0) as file:
        file.write(header + b'\0' * (-len(header) % ALIGNMENT))
        for name, kind, total in listed:
            if name.endswith('norm.weight'):
                file.write(numpy.ones(total // 4, numpy.float32).tobytes())
            else:
                if kind not in tiles:
                    tiles[kind] = memoryview(tile(kind, rng))
                left = total
                while left:
                    left -= file.write(tiles[kind][:left])
            file.write(b'\0' * (-total % ALIGNMENT))


if __name__ == '__main__':
    write(SHAPES[sys.argv[1]], sys.argv[2], sys.argv[3])
