internal import Diagnostics

/// Reads the header of a safetensors file: its length in eight bytes, then JSON.
///
/// Source: the format's description in the safetensors repository, and the checks of its reader:
/// tensors may not overlap or leave holes.
struct SafetensorsHeaderReader {
  /// Tensors of one file. The largest have some thousand.
  static let tensorLimit = 1 << 18

  let source: ByteSource

  /// Reads the whole header.
  func read() throws(ReadFault) -> SafetensorsFile {
    var cursor = HeaderCursor(source, truncation: "safetensors-truncated")
    let length = try cursor.number(UInt64.self, "the length of the header")
    let limit = JSONLimits.tensorHeader.bytes
    guard length <= UInt64(limit) else {
      throw ReadFault(
        "safetensors-length",
        "the header has \(length) bytes, expected at most \(limit)", at: Int64(0)..<8,
        help: Self.help(forStart: length))
    }
    guard length >= 2 else {
      throw ReadFault(
        "safetensors-length", "the header has \(length) bytes, expected at least 2",
        at: Int64(0)..<8)
    }
    let text = Array(try cursor.bytes(Int(length), "the header"))
    do throws(ReadFault) {
      return try read(text)
    } catch {
      throw error.moved(by: 8)
    }
  }

  private func read(_ text: [UInt8]) throws(ReadFault) -> SafetensorsFile {
    var scanner = try JSONScanner(text, limits: .tensorHeader)
    var entries: [Entry] = []
    try scanner.readMembers { (key, scanner) throws(ReadFault) in
      if key.text == "__metadata__" {
        try Self.skipMetadata(&scanner)
        return
      }
      guard entries.count < Self.tensorLimit else {
        throw ReadFault(
          "safetensors-count", "found more than \(Self.tensorLimit) tensors", at: key.range)
      }
      entries.append(try Self.readEntry(key, &scanner))
    }
    try scanner.finish()
    let dataBytes = try Self.checkPlaces(&entries)
    return SafetensorsFile(
      path: source.path, tensors: entries.map(\.tensor), headerBytes: 8 + Int64(text.count),
      dataBytes: dataBytes)
  }

  /// A tensor with the place of its data and of its description.
  private struct Entry {
    let tensor: StoredTensor
    let start: Int64
    let place: Range<Int>
  }

  /// Free text about the file, which sizing does not need.
  private static func skipMetadata(_ scanner: inout JSONScanner) throws(ReadFault) {
    try scanner.readMembers { (key, scanner) throws(ReadFault) in
      let value = try scanner.readValue()
      guard case .text = value.kind else {
        throw ReadFault(
          "safetensors-header",
          "found \(value.kindName) for the metadata \(QuotedText.of(key.text)), expected a text",
          at: value.range)
      }
    }
  }

  private static func readEntry(
    _ key: JSONText, _ scanner: inout JSONScanner
  ) throws(ReadFault) -> Entry {
    var type: SafetensorsType?
    var shape: [Int64]?
    var places: [Int64]?
    try scanner.readMembers { (field, scanner) throws(ReadFault) in
      switch field.text {
      case "dtype": type = try readType(key, &scanner)
      case "shape": shape = try readNumbers("shape", key, &scanner)
      case "data_offsets": places = try readNumbers("data_offsets", key, &scanner)
      default:
        throw ReadFault(
          "unknown-field",
          "unknown field \(QuotedText.of(field.text)) of the tensor \(QuotedText.of(key.text))",
          at: field.range,
          help: NearestName.help(for: field.text, among: ["dtype", "shape", "data_offsets"]))
      }
    }
    guard let type, let shape, let places, places.count == 2 else {
      throw ReadFault(
        "safetensors-header",
        "the tensor \(QuotedText.of(key.text)) lacks one of 'dtype', 'shape' and two 'data_offsets'",
        at: key.range)
    }
    guard let elements = product(shape), elements <= Int64.max / 64 else {
      throw ReadFault(
        "safetensors-shape",
        "the shape of \(QuotedText.of(key.text)) has more elements than a file can hold",
        at: key.range)
    }
    let bits = elements * type.bits
    guard places[0] <= places[1], places[1] <= Alignment.byteBound else {
      throw ReadFault(
        "safetensors-offsets",
        "the data of \(QuotedText.of(key.text)) go from \(places[0]) to \(places[1]), expected an order up to 64 TiB",
        at: key.range)
    }
    guard bits % 8 == 0, bits / 8 == places[1] - places[0] else {
      throw ReadFault(
        "safetensors-offsets",
        "the data of \(QuotedText.of(key.text)) take \(places[1] - places[0]) bytes, expected \(bits / 8) for "
          + "\(elements) elements of \(type.name)", at: key.range)
    }
    let tensor = StoredTensor(
      name: key.text, shape: shape, format: type.name, elements: elements, bytes: bits / 8)
    return Entry(tensor: tensor, start: places[0], place: key.range)
  }

  private static func readType(
    _ key: JSONText, _ scanner: inout JSONScanner
  ) throws(ReadFault) -> SafetensorsType {
    let value = try scanner.readValue()
    guard case .text(let text) = value.kind, let type = SafetensorsType.of(text) else {
      let found =
        if case .text(let text) = value.kind { QuotedText.of(text) } else { value.kindName }
      throw ReadFault(
        "safetensors-type",
        "found \(found) as 'dtype' of \(QuotedText.of(key.text)), expected a known format",
        at: value.range, help: ["known are: " + SafetensorsType.names.joined(separator: ", ")])
    }
    return type
  }

  private static func readNumbers(
    _ field: String, _ key: JSONText, _ scanner: inout JSONScanner
  ) throws(ReadFault) -> [Int64] {
    var numbers: [Int64] = []
    try scanner.readElements { (scanner) throws(ReadFault) in
      let value = try scanner.readValue()
      guard case .number(let number) = value.kind, let whole = Int64(number.text), whole >= 0 else {
        throw ReadFault(
          "safetensors-header",
          "found \(value.kindName) in '\(field)' of \(QuotedText.of(key.text)), expected whole numbers up to 2^63 - 1",
          at: value.range)
      }
      guard numbers.count < 32 else {
        throw ReadFault(
          "safetensors-shape", "'\(field)' of \(QuotedText.of(key.text)) has more than 32 numbers",
          at: value.range)
      }
      numbers.append(whole)
    }
    return numbers
  }

  private static func product(_ shape: [Int64]) -> Int64? {
    if shape.contains(0) { return 0 }
    var product: Int64 = 1
    for size in shape {
      let (next, overflow) = product.multipliedReportingOverflow(by: size)
      guard !overflow else { return nil }
      product = next
    }
    return product
  }

  /// Sorts the tensors by their data and checks that those lie one behind the other.
  private static func checkPlaces(_ entries: inout [Entry]) throws(ReadFault) -> Int64 {
    entries.sort {
      ($0.start, $0.tensor.bytes, $0.tensor.name) < ($1.start, $1.tensor.bytes, $1.tensor.name)
    }
    var end: Int64 = 0
    for entry in entries {
      guard entry.start == end else {
        let word = entry.start < end ? "overlap those before" : "leave a hole"
        throw ReadFault(
          "safetensors-offsets",
          "the data of \(QuotedText.of(entry.tensor.name)) begin at \(entry.start) and \(word), "
            + "expected \(end)", at: entry.place)
      }
      end += entry.tensor.bytes
    }
    return end
  }

  /// What the first eight bytes of a file of another kind look like when read as a length.
  private static func help(forStart length: UInt64) -> [String] {
    let bytes = (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
    if bytes.starts(with: "GGUF".utf8) { return ["this is a GGUF file; read it as one"] }
    if bytes.starts(with: "version ".utf8) {
      return ["this is a pointer of Git LFS, not the file itself; fetch it with 'git lfs pull'"]
    }
    if bytes.starts(with: "PK".utf8) {
      return ["this is a PyTorch or zip file; take the safetensors files of the model"]
    }
    return []
  }
}
