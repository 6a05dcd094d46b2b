/// Finds bytes that are no UTF-8 (Unicode 16, table 3-7).
enum UTF8Check {
  /// Returns the index of the first byte of the first sequence that is not well formed.
  static func firstFault(in bytes: some RandomAccessCollection<UInt8>) -> Int? {
    var rest = bytes.makeIterator()
    var index = 0
    while let lead = rest.next() {
      let start = index
      index += 1
      guard lead >= 0x80 else { continue }
      guard let form = form(ofLead: lead) else { return start }
      var allowed = form.second
      for _ in 0..<form.trailing {
        guard let byte = rest.next(), allowed.contains(byte) else { return start }
        index += 1
        allowed = 0x80...0xBF
      }
    }
    return nil
  }

  /// How many bytes follow a lead byte, and which second bytes are allowed.
  private static func form(ofLead lead: UInt8) -> (trailing: Int, second: ClosedRange<UInt8>)? {
    switch lead {
    case 0xC2...0xDF: (1, 0x80...0xBF)
    case 0xE0: (2, 0xA0...0xBF)
    case 0xED: (2, 0x80...0x9F)
    case 0xE1...0xEC, 0xEE...0xEF: (2, 0x80...0xBF)
    case 0xF0: (3, 0x90...0xBF)
    case 0xF1...0xF3: (3, 0x80...0xBF)
    case 0xF4: (3, 0x80...0x8F)
    default: nil
    }
  }
}
