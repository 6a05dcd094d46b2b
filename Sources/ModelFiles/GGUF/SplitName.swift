/// The name of one file of a split model: `name-00001-of-00003.gguf`.
struct SplitName: Sendable, Equatable {
  /// The name in front of the numbers, without folders.
  let stem: String
  /// The number of this file, from 1.
  let number: Int64
  /// The number of files.
  let count: Int64

  /// Takes a path apart; `nil` when it does not end as the files of a split model do.
  init?(_ path: String) {
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    let bytes = Array(name.utf8)
    let ending = Array("-00000-of-00000.gguf".utf8)
    guard bytes.count > ending.count else { return nil }
    let tail = bytes[(bytes.count - ending.count)...]
    for (byte, pattern) in zip(tail, ending) {
      let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      guard pattern == UInt8(ascii: "0") ? isDigit : byte == pattern else { return nil }
    }
    let digits = { (range: Range<Int>) in
      Int64(String(decoding: Array(tail)[range], as: UTF8.self))
    }
    guard let number = digits(1..<6), let count = digits(10..<15), (1...count).contains(number)
    else { return nil }
    stem = String(decoding: bytes[..<(bytes.count - ending.count)], as: UTF8.self)
    self.number = number
    self.count = count
  }

  /// The name of another file of the model.
  func name(of number: Int64) -> String {
    "\(stem)-\(Self.padded(number))-of-\(Self.padded(count)).gguf"
  }

  /// A number with five digits.
  static func padded(_ number: Int64) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(5 - digits.count, 0)) + digits
  }
}
