/// Rules of graphics cards and their memory readings.
enum GPURules {
  static let cards = RuleSet(
    "gpu",
    [
      bandwidth,
      atMost("accumulate-rate", "fp16_tensor_fp32acc_dense_tflops", 1, "fp16_tensor_dense_tflops"),
      atMost("bf16-rate", "bf16_tensor_dense_tflops", 1, "fp16_tensor_dense_tflops"),
      atMost("fp8-rate", "fp8_dense_tflops", 2, "fp16_tensor_dense_tflops"),
      atMost("fp8-accumulate-rate", "fp8_fp32acc_dense_tflops", 1, "fp8_dense_tflops"),
      atMost("fp4-rate", "fp4_dense_tflops", 2, "fp8_dense_tflops"),
      atMost("int8-rate", "int8_dense_tops", 2, "fp16_tensor_dense_tflops"),
      sparseRate,
    ])

  static let readings = RuleSet("memory_reading", [reportedTotal])

  /// Bandwidth is bus width times data rate / 8. Vendors round; more than 1 % is a mistake.
  private static let bandwidth = Rule<Record>("bandwidth") { gpu, _ in
    guard let bus = gpu.number("bus_width_bits"), let rate = gpu.number("data_rate_gbit_s"),
      let stated = gpu.number("bandwidth_gb_s"), stated > 0
    else { return nil }
    let computed = bus * rate / 8
    guard abs(computed - stated) > stated * 0.01 else { return nil }
    return .init(.bandwidth(stated: stated, computed: computed), at: "bandwidth_gb_s")
  }

  /// One rate is at most a multiple of another: half the bits give twice the rate, and a wider
  /// accumulator never more. 2.5 % are left for rounding in data sheets.
  private static func atMost(
    _ name: String, _ column: String, _ factor: Double, _ base: String
  ) -> Rule<Record> {
    Rule(name) { gpu, _ in
      guard let rate = gpu.number(column), let limit = gpu.number(base),
        rate > limit * factor * 1.025
      else { return nil }
      return .init(
        .rateTooHigh(column: column, rate: rate, base: base, limit: limit, factor: factor),
        at: column)
    }
  }

  /// A rate far above units times clock times operations per clock counts skipped zeros.
  private static let sparseRate = Rule<Record>("sparse-rate") { gpu, _ in
    guard let rate = gpu.number("fp16_tensor_dense_tflops"),
      let units = gpu.number("compute_units"), let clock = gpu.number("boost_clock_mhz"),
      let operations = DensePeak.operationsPerClock(
        architecture: gpu.text("architecture") ?? "", chip: gpu.text("chip") ?? "")
    else { return nil }
    let peak = units * clock * operations / 1e6
    guard rate > peak * 1.25 else { return nil }
    return .init(.sparseRate(rate: rate, peak: peak), at: "fp16_tensor_dense_tflops")
  }

  /// No program reports more memory than the box states; 1 % is left for boxes that round down.
  private static let reportedTotal = Rule<Record>("reported-total") {
    reading, catalog in
    guard let gpu = reading.part("gpu_id", in: "gpu", catalog),
      let marketed = gpu.number("memory_marketed_gb"),
      let reported = reading.number("reported_total_mib"), reported > marketed * 1024 * 1.01
    else { return nil }
    return .init(
      .reportedTotal(reported: reported, marketed: marketed), at: "reported_total_mib")
  }
}

/// Dense FP16 operations per compute unit and clock.
///
/// Sources: NVIDIA's architecture white papers (GA10x, AD10x and GB20x 1024 per SM, GA100 2048),
/// AMD's RDNA 3 and RDNA 4 instruction set guides (512 and 1024 per compute unit).
enum DensePeak {
  /// Returns the rate, or `nil` for chips whose rate is not public or not by unit.
  static func operationsPerClock(architecture: String, chip: String) -> Double? {
    switch architecture {
    case "Ampere": chip == "GA100" ? 2048 : 1024
    case "Ada Lovelace": 1024
    case "Blackwell": chip.hasPrefix("GB20") ? 1024 : nil
    case "RDNA 3", "RDNA 3.5": 512
    case "RDNA 4": 1024
    default: nil
    }
  }
}
