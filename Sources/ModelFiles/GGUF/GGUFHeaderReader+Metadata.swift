internal import Diagnostics

extension GGUFHeaderReader {
  /// Reads the metadata entries.
  mutating func readMetadata(_ count: Int) throws(ReadFault) -> [GGUFEntry] {
    var entries: [GGUFEntry] = []
    var places: [String: Int64] = [:]
    for _ in 0..<count {
      let start = cursor.position
      let key = try readName("a metadata key")
      if let first = places.updateValue(start, forKey: key) {
        throw ReadFault(
          "duplicate-key", "the metadata key \(QuotedText.of(key)) is there twice",
          at: start..<cursor.position,
          related: .init(text: "first", range: first..<first + 1))
      }
      let type = try readType()
      let elementType = type == .array ? try readType() : nil
      let value = try readValue(type, elementType, of: key)
      entries.append(
        GGUFEntry(
          key: key, value: value, type: type, elementType: elementType,
          range: start..<cursor.position))
    }
    return entries
  }

  /// The padding of tensors: the entry `general.alignment`, else 32.
  static func alignment(_ metadata: [GGUFEntry]) throws(ReadFault) -> Int64 {
    guard let entry = metadata.first(where: { $0.key == "general.alignment" }) else { return 32 }
    guard case .integer(let value) = entry.value, (1...(1 << 20)).contains(value),
      value & (value - 1) == 0
    else {
      throw ReadFault(
        "gguf-alignment", "'general.alignment' is no power of two up to 1048576",
        at: entry.range)
    }
    return value
  }

  private mutating func readType() throws(ReadFault) -> GGUFValueType {
    let start = cursor.position
    let number = try cursor.number(UInt32.self, "the type of a metadata value")
    guard let type = GGUFValueType(rawValue: number) else {
      throw ReadFault(
        "gguf-type", "found the metadata type \(number), expected 0 to 12",
        at: start..<cursor.position)
    }
    return type
  }

  private mutating func readValue(
    _ type: GGUFValueType, _ elementType: GGUFValueType?, of key: String
  ) throws(ReadFault) -> GGUFValue {
    if let elementType { return try readList(elementType, key) }
    return switch type {
    case .string: try readTextValue(key)
    case .float32:
      .number(Double(Float(bitPattern: try cursor.number(UInt32.self, "a metadata value"))))
    case .float64: .number(Double(bitPattern: try cursor.number(UInt64.self, "a metadata value")))
    case .bool: .flag(try cursor.number(UInt8.self, "a metadata value") != 0)
    case .uint64:
      Self.whole(try cursor.number(UInt64.self, "a metadata value"))
    default: .integer(try readWhole(type))
    }
  }

  private static func whole(_ value: UInt64) -> GGUFValue {
    Int64(exactly: value).map(GGUFValue.integer) ?? .unsigned(value)
  }

  /// Reads a whole number or a flag; one above `Int64.max` becomes that.
  private mutating func readWhole(_ type: GGUFValueType) throws(ReadFault) -> Int64 {
    let what = "a metadata value"
    return switch type {
    case .uint8, .bool: Int64(try cursor.number(UInt8.self, what))
    case .int8: Int64(try cursor.number(Int8.self, what))
    case .uint16: Int64(try cursor.number(UInt16.self, what))
    case .int16: Int64(try cursor.number(Int16.self, what))
    case .uint32: Int64(try cursor.number(UInt32.self, what))
    case .int32: Int64(try cursor.number(Int32.self, what))
    case .uint64: Int64(clamping: try cursor.number(UInt64.self, what))
    default: try cursor.number(Int64.self, what)
    }
  }

  private mutating func readTextValue(_ key: String) throws(ReadFault) -> GGUFValue {
    let length = try cursor.number(UInt64.self, "the length of a text")
    guard length <= GGUFLimits.text, kept + Int(length) <= GGUFLimits.kept else {
      try cursor.skip(length, "the text of \(QuotedText.of(key))")
      return .longText(length)
    }
    kept += Int(length)
    return .text(try readText(Int(length), "the text of \(QuotedText.of(key))"))
  }

  private mutating func readList(
    _ type: GGUFValueType, _ key: String
  ) throws(ReadFault) -> GGUFValue {
    let start = cursor.position
    let count = try cursor.number(UInt64.self, "the length of a list")
    guard let size = type.size else {
      guard type == .string else {
        throw ReadFault(
          "gguf-type",
          "the value of \(QuotedText.of(key)) is a list of lists, expected plain values",
          at: start - 4..<start)
      }
      try skipTexts(count, key, at: start)
      return .longList(count)
    }
    let (bytes, overflow) = count.multipliedReportingOverflow(by: size)
    guard !overflow, bytes <= UInt64(max(cursor.remaining, 0)) else {
      throw tooLong(count, key, at: start)
    }
    guard type.isWhole, count <= GGUFLimits.list, kept + 8 * Int(count) <= GGUFLimits.kept else {
      try cursor.skip(bytes, "the list of \(QuotedText.of(key))")
      return .longList(count)
    }
    kept += 8 * Int(count)
    var values: [Int64] = []
    for _ in 0..<count { values.append(try readWhole(type)) }
    return .integers(values)
  }

  private mutating func skipTexts(
    _ count: UInt64, _ key: String, at start: Int64
  ) throws(ReadFault) {
    let (least, overflow) = count.multipliedReportingOverflow(by: 8)
    guard !overflow, least <= UInt64(max(cursor.remaining, 0)) else {
      throw tooLong(count, key, at: start)
    }
    guard count <= GGUFLimits.textList else {
      throw ReadFault(
        "gguf-count",
        "the list of \(QuotedText.of(key)) has \(count) texts, expected at most "
          + "\(GGUFLimits.textList)", at: start..<start + 8)
    }
    for _ in 0..<count {
      let length = try cursor.number(UInt64.self, "the length of a text")
      try cursor.skip(length, "a text of \(QuotedText.of(key))")
    }
  }

  private func tooLong(_ count: UInt64, _ key: String, at start: Int64) -> ReadFault {
    ReadFault(
      "gguf-truncated",
      "the list of \(QuotedText.of(key)) has \(count) elements, but the file has only "
        + "\(max(cursor.remaining, 0)) more bytes", at: start..<start + 8,
      help: ["fetch the file again; it is cut short or damaged"])
  }
}
