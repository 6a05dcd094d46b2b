#!/usr/bin/env bash
# Formats all Swift sources in place, by the rules of .swift-format.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

exec swift format --in-place --parallel --recursive Package.swift Sources Tests Benchmarks
