#!/bin/sh
# Compiles the engine for WebAssembly under Embedded Swift, so that nothing creeps in that the
# browser cannot have, and links it into .build-wasm/sizing.wasm.
set -eu
cd "$(dirname "$0")/.."
out=.build-wasm
flags="-target wasm32-unknown-none-wasm -enable-experimental-feature Embedded -wmo -Osize
  -package-name rigbook -swift-version 6 -parse-as-library -warnings-as-errors
  -enable-upcoming-feature ExistentialAny -enable-upcoming-feature InternalImportsByDefault
  -enable-upcoming-feature MemberImportVisibility"
mkdir -p "$out"
# shellcheck disable=SC2086 # the flags are words
swiftc $flags -module-name Sizing -emit-module -emit-module-path "$out/Sizing.swiftmodule" \
  -c $(find Sources/Sizing -name '*.swift' | LC_ALL=C sort) -o "$out/Sizing.o"
# shellcheck disable=SC2086
swiftc $flags -module-name SizingWeb -I "$out" \
  -c $(find Sources/SizingWeb -name '*.swift' | LC_ALL=C sort) -o "$out/SizingWeb.o"
echo "embedded check: Sizing and SizingWeb compile for WebAssembly"
