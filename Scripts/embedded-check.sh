#!/bin/sh
# Compiles the engine for WebAssembly under Embedded Swift, so that nothing creeps in that the
# browser cannot have, and links it into .build-wasm/sizing.wasm.
set -eu
cd "$(dirname "$0")/.."
out=.build-wasm
swiftc=$(command -v swiftc) || { echo "embedded check: no swiftc on PATH" >&2; exit 1; }
# clang and wasm-ld come with the toolchain; ask it for its place rather than trust PATH.
tools=$(dirname "$(readlink -f "$swiftc")")

flags="-target wasm32-unknown-none-wasm -enable-experimental-feature Embedded -wmo -Osize
  -package-name rigbook -swift-version 6 -parse-as-library -warnings-as-errors
  -enable-upcoming-feature ExistentialAny -enable-upcoming-feature InternalImportsByDefault
  -enable-upcoming-feature MemberImportVisibility"
mkdir -p "$out"
# shellcheck disable=SC2046,SC2086 # flags and files are words
"$swiftc" $flags -module-name Sizing -emit-module -emit-module-path "$out/Sizing.swiftmodule" \
  -c $(find Sources/Sizing -name '*.swift' | LC_ALL=C sort) -o "$out/Sizing.o"
# shellcheck disable=SC2046,SC2086
"$swiftc" $flags -module-name SizingWeb -I "$out" \
  -c $(find Sources/SizingWeb -name '*.swift' | LC_ALL=C sort) -o "$out/SizingWeb.o"
"$tools/clang" --target=wasm32-unknown-none-wasm -ffreestanding -fno-builtin -nostdlib -Os -Wall \
  -Wextra -Werror -c Scripts/wasm-runtime.c -o "$out/runtime.o"
# Every function of the exports' file is one.
# shellcheck disable=SC2046 # names are words
"$tools/wasm-ld" --no-entry --gc-sections --strip-all --stack-first -z stack-size=262144 \
  $(sed -n 's/^@c(\(rigbook_[a-z_]*\))$/--export=\1/p' Sources/SizingWeb/Exports.swift) \
  "$out/Sizing.o" "$out/SizingWeb.o" "$out/runtime.o" -o "$out/sizing.wasm"
echo "embedded check: $out/sizing.wasm, $(wc -c <"$out/sizing.wasm" | tr -d ' ') bytes"
