extension CheckpointFormat {
  /// Whether vLLM has the format as supported on cards of a toolkit.
  ///
  /// Its documentation marks INT8 W8A8 as not supported on AMD's cards and on Intel's, bitsandbytes on Intel's,
  /// and kernels of FP4 with FP8 scales as NVIDIA's alone (`docs/features/quantization/README.md`, table of
  /// supported hardware, v0.15.1 to 2026-08). What the table does not name goes by the methods that the
  /// platform takes (`supported_quantization` in `vllm/platforms/rocm.py` and `xpu.py`, 2026-08): torchao's
  /// are not among Intel's. The table marks AWQ, GPTQ and bitsandbytes as not supported on AMD's cards as well,
  /// but the platform's list, which decides what loads, has them, and NVFP4 by kernels for CDNA 2 and 3
  /// (`quantization/petit.py`): they are not ruled out.
  package func isSupported(byVLLMWith toolkit: Toolkit) -> Bool {
    switch toolkit {
    case .cuda: return true
    case .rocm: return self != .int8
    case .xpu: return !isBitsAndBytes && !isTorchAO && self != .int8 && self != .nvfp4
    case .metal, .processor: return true
    }
  }

  private var isBitsAndBytes: Bool { self == .llmInt8 || self == .nf4 || self == .nf4Double }

  private var isTorchAO: Bool {
    switch self {
    case .int4ZeroGroup128, .int4ZeroGroup64, .int4ZeroGroup32: true
    default: false
    }
  }
}
