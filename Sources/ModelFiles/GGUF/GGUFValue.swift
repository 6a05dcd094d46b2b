/// A value of a GGUF file's metadata.
///
/// What sizing never asks for (vocabularies, chat templates) is passed over, and only its length
/// is kept.
package enum GGUFValue: Sendable, Equatable {
  /// A whole number of any width.
  case integer(Int64)
  /// A whole number above `Int64.max`.
  case unsigned(UInt64)
  case number(Double)
  case flag(Bool)
  case text(String)
  /// A list of whole numbers or flags, such as a size for each layer.
  case integers([Int64])
  /// A text that was passed over, with its length in bytes.
  case longText(UInt64)
  /// A list that was passed over, with the number of its elements.
  case longList(UInt64)
}

/// A key of a GGUF file's metadata with its value.
package struct GGUFEntry: Sendable, Equatable {
  package let key: String
  package let value: GGUFValue
  /// The type that the file gives the value.
  let type: GGUFValueType
  /// The type of a list's elements; `nil` for a single value.
  let elementType: GGUFValueType?
  /// The bytes of the key and its value in the file.
  package let range: Range<Int64>
}

/// The types of metadata values.
///
/// Source: the GGUF specification, `gguf_metadata_value_type`.
enum GGUFValueType: UInt32 {
  case uint8 = 0
  case int8 = 1
  case uint16 = 2
  case int16 = 3
  case uint32 = 4
  case int32 = 5
  case float32 = 6
  case bool = 7
  case string = 8
  case array = 9
  case uint64 = 10
  case int64 = 11
  case float64 = 12

  /// The name as ggml has it.
  var name: String {
    switch self {
    case .uint8: "u8"
    case .int8: "i8"
    case .uint16: "u16"
    case .int16: "i16"
    case .uint32: "u32"
    case .int32: "i32"
    case .float32: "f32"
    case .bool: "bool"
    case .string: "str"
    case .array: "arr"
    case .uint64: "u64"
    case .int64: "i64"
    case .float64: "f64"
    }
  }

  /// Bytes of a value, or `nil` when they vary.
  var size: UInt64? {
    switch self {
    case .uint8, .int8, .bool: 1
    case .uint16, .int16: 2
    case .uint32, .int32, .float32: 4
    case .uint64, .int64, .float64: 8
    case .string, .array: nil
    }
  }

  /// Whether a list of this type can state a size for each layer.
  var isWhole: Bool {
    switch self {
    case .float32, .float64, .string, .array: false
    default: true
    }
  }
}
