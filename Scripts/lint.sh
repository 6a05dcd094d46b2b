#!/usr/bin/env bash
# Checks all Swift sources against .swift-format; any finding fails. Changes nothing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if ! swift format lint --strict --parallel --recursive Package.swift Sources Tests Benchmarks; then
  echo "lint: 'make format' mends what can be mended by machine" >&2
  exit 1
fi
