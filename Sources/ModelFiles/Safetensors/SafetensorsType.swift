/// A number format of safetensors files.
///
/// Source: the `Dtype` of the safetensors library, up to 0.7.
struct SafetensorsType: Sendable, Equatable {
  let name: String
  /// Bits of an element.
  let bits: Int64

  /// The format of a name, or `nil` when it is unknown.
  static func of(_ name: String) -> SafetensorsType? {
    bits[name].map { SafetensorsType(name: name, bits: $0) }
  }

  /// The names of all formats, in alphabetical order.
  static var names: [String] { bits.keys.sorted() }

  private static let bits: [String: Int64] = [
    "BOOL": 8, "F4": 4, "F6_E2M3": 6, "F6_E3M2": 6, "U8": 8, "I8": 8, "F8_E5M2": 8, "F8_E4M3": 8,
    "F8_E8M0": 8, "F8_E5M2FNUZ": 8, "F8_E4M3FNUZ": 8, "I16": 16, "U16": 16, "F16": 16, "BF16": 16,
    "I32": 32, "U32": 32, "F32": 32, "C64": 64, "I64": 64, "U64": 64, "F64": 64,
  ]
}
