import Pages

/// Takes the bytes of a record into a file and sums them up.
struct RecordSink: ~Copyable {
  /// How many bytes are gathered before they are written.
  static let part = 1 << 20

  private let file: FileSink
  private(set) var checksum = RecordChecksum()
  /// How many bytes were taken.
  private(set) var count = 0

  /// Begins a file in place of any that is there.
  init(_ path: String) throws(SystemFailure) { file = try FileSink(path) }

  /// Takes what a writer holds, as soon as it holds so much.
  mutating func take(
    _ writer: inout RecordWriter, atLeast least: Int = 0
  ) throws(SystemFailure) {
    guard writer.bytes.count >= least else { return }
    try file.write(writer.bytes)
    checksum.add(writer.bytes[...])
    count += writer.bytes.count
    writer.removeAll()
  }

  /// Ends the file.
  consuming func finish() throws(SystemFailure) { _ = try file.finish() }
}

/// Tells a whole record from a torn one. It is no defence against malice.
struct RecordChecksum {
  private var state: UInt64 = 0x9e37_79b9_7f4a_7c15
  private var word: UInt64 = 0
  private var filled: UInt64 = 0

  init() {}

  init(of bytes: ArraySlice<UInt8>) { add(bytes) }

  mutating func add(_ bytes: ArraySlice<UInt8>) {
    bytes.withUnsafeBytes { bytes in
      var place = 0
      while filled % 8 != 0, place < bytes.count {
        add(bytes[place])
        place += 1
      }
      while bytes.count - place >= 8 {
        word = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
        state = Self.mixed(state, word)
        place += 8
      }
      for byte in bytes[place...] { add(byte) }
    }
  }

  private mutating func add(_ byte: UInt8) {
    word = word << 8 | UInt64(byte)
    filled += 1
    if filled % 8 == 0 { state = Self.mixed(state, word) }
  }

  var value: UInt64 { Self.mixed(state, word) }

  private static func mixed(_ state: UInt64, _ word: UInt64) -> UInt64 {
    let product = (state ^ word) &* 0xff51_afd7_ed55_8ccd
    return product ^ product >> 29
  }
}
