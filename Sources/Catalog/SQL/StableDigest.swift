/// A fingerprint that is the same in every run, on every machine: FNV-1a with 128 bits.
///
/// It tells whether rows changed between two builds. It is no defence against someone who wants two
/// inputs to collide. Offset basis and prime: draft-eastlake-fnv, section 5.
package struct StableDigest: Hashable, Sendable {
  /// The name of the function, for those who want to compute it again.
  package static let algorithm = "FNV-1a, 128 bits"

  private var state: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d
  /// A constant without storage: a stored one would be asked for with every byte whether it is there.
  private static var prime: UInt128 { 0x1_00_0000_0000_0000_0000_013b }

  package init() {}

  /// The fingerprint of bytes alone, as other implementations of the function give it.
  package init(of bytes: [UInt8]) { for byte in bytes { add(byte) } }

  /// The fingerprint of a part of some bytes.
  package init(of bytes: ArraySlice<UInt8>) { for byte in bytes { add(byte) } }

  package mutating func add(_ byte: UInt8) {
    state = (state ^ UInt128(byte)) &* Self.prime
  }

  package mutating func add(_ number: UInt64) {
    for shift in stride(from: 0, to: 64, by: 8) { add(UInt8(truncatingIfNeeded: number >> shift)) }
  }

  /// Adds a text with its length, so that `ab`, `c` differs from `a`, `bc`.
  package mutating func add(_ text: String) {
    add(UInt64(text.utf8.count))
    for byte in text.utf8 { add(byte) }
  }

  /// Adds a cell with its kind.
  package mutating func add(_ cell: Cell) {
    switch cell {
    case .notStated: add(0 as UInt8)
    case .notApplicable: add(1 as UInt8)
    case .integer(let value):
      add(2 as UInt8)
      add(UInt64(bitPattern: value))
    case .decimal(let value):
      add(3 as UInt8)
      add(value.bitPattern)
    case .text(let value):
      add(4 as UInt8)
      add(value)
    case .flag(let value):
      add(5 as UInt8)
      add(value ? 1 as UInt8 : 0)
    case .date(let value):
      add(6 as UInt8)
      add(value.description)
    }
  }

  /// Half of the fingerprint's bits, folded: enough to notice a change, too few to name a file by.
  package var folded: UInt64 {
    UInt64(truncatingIfNeeded: state) ^ UInt64(truncatingIfNeeded: state >> 64)
  }

  /// The fingerprint as two numbers, the higher first.
  package var halves: (high: UInt64, low: UInt64) {
    (UInt64(truncatingIfNeeded: state >> 64), UInt64(truncatingIfNeeded: state))
  }

  /// Makes a fingerprint from the two numbers of another.
  package init(high: UInt64, low: UInt64) { state = UInt128(high) << 64 | UInt128(low) }

  /// The fingerprint as 32 hexadecimal digits.
  package var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    let places = stride(from: 124, through: 0, by: -4)
    return String(
      decoding: places.map { digits[Int(truncatingIfNeeded: state >> UInt128($0) & 15)] },
      as: UTF8.self)
  }
}

extension String {
  /// A hash of the bytes that is the same in every run, unlike `hashValue`: FNV-1a with 64 bits.
  package var stableHash: UInt64 { utf8.stableHash }
}

extension Sequence<UInt8> {
  /// A hash of the bytes that is the same in every run: FNV-1a with 64 bits.
  @inlinable package var stableHash: UInt64 {
    reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
  }
}
