extension String {
  /// Whether one of the characters is a digit, or another sign for a number.
  ///
  /// Bytes tell it of nearly all texts: a digit behind an ASCII character is a character of its own,
  /// and in ASCII nothing else is a number.
  package var holdsNumber: Bool {
    var isASCII = true
    var isBehindASCII = true
    for byte in utf8 {
      if isBehindASCII, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { return true }
      isBehindASCII = byte < 0x80
      isASCII = isASCII && isBehindASCII
    }
    return isASCII ? false : contains { $0.isNumber }
  }
}
