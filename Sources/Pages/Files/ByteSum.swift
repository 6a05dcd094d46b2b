/// A number that nearly always differs for other bytes, at the cost of reading them.
enum ByteSum {
  /// Returns the sum of some bytes, taken by eight.
  static func of(_ bytes: [UInt8]) -> UInt64 {
    bytes.withUnsafeBytes { bytes in
      var sum = UInt64(bytes.count) ^ 0x9e37_79b9_7f4a_7c15
      let words = bytes.count / 8
      for index in 0..<words {
        sum = mixed(sum, bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
      }
      for byte in bytes[(words * 8)...] { sum = mixed(sum, UInt64(byte)) }
      return sum
    }
  }

  private static func mixed(_ sum: UInt64, _ word: UInt64) -> UInt64 {
    let product = (sum ^ word) &* 0xff51_afd7_ed55_8ccd
    return product ^ product >> 29
  }
}
