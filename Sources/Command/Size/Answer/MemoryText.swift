import Catalog

/// Amounts of memory for people.
enum MemoryText {
  /// Returns MiB with two digits and no separators, as llama.cpp logs them, so that the two can
  /// be laid side by side.
  static func mebibytes(_ bytes: Int64) -> String {
    // Hundredths are counted in whole numbers: rounding a binary fraction could print 0.1 off.
    let size = bytes.magnitude
    let hundredths = (size % 1_048_576 * 100 + 524_288) / 1_048_576 + size / 1_048_576 * 100
    let fraction = String(hundredths % 100)
    let sign = bytes < 0 && hundredths > 0 ? "\u{2212}" : ""
    return sign + "\(hundredths / 100)." + String(repeating: "0", count: 2 - fraction.count)
      + fraction
  }

  /// Returns GiB as prose has them.
  static func gibibytes(_ bytes: Int64) -> String {
    let amount = Double(bytes) / 1_073_741_824
    return ValueFormat.text(.decimal(amount), unit: .gibibytes, style: .prose)
  }
}
