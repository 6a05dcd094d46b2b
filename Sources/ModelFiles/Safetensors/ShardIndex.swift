internal import Diagnostics

/// The list of files of a checkpoint, with the tensors that each holds.
struct ShardIndex {
  /// A file with the place of its first mention.
  struct Shard {
    let name: String
    let place: Range<Int>
  }

  /// The files in alphabetical order.
  let files: [Shard]
  /// The file of each tensor, with its place.
  private let tensors: [String: Shard]
  /// The bytes that the index states, with their place.
  private var totalBytes: (value: Int64, place: Range<Int>)?

  /// Reads an index.
  init(_ source: SourceFile) throws(ReadFault) {
    var scanner = try JSONScanner(source.bytes, limits: .shardIndex)
    var tensors: [String: Shard] = [:]
    var files: [String: Shard] = [:]
    var total: (value: Int64, place: Range<Int>)?
    var hasMap = false
    try scanner.readMembers { (key, scanner) throws(ReadFault) in
      switch key.text {
      case "weight_map":
        hasMap = true
        try scanner.readMembers { (tensor, scanner) throws(ReadFault) in
          let shard = try Self.readFileName(tensor, &scanner)
          tensors[tensor.text] = shard
          if files[shard.name] == nil { files[shard.name] = shard }
          guard files.count <= SafetensorsReader.fileLimit else {
            throw ReadFault(
              "shard-index", "found more than \(SafetensorsReader.fileLimit) files",
              at: shard.place)
          }
        }
      case "metadata": total = Self.totalBytes(try scanner.readValue())
      default: _ = try scanner.readValue()
      }
    }
    try scanner.finish()
    guard hasMap, !tensors.isEmpty else {
      throw ReadFault(
        "shard-index", "found no 'weight_map' with tensors, expected the index of a checkpoint",
        at: 0..<0)
    }
    self.tensors = tensors
    self.files = files.values.sorted { $0.name < $1.name }
    totalBytes = total
  }

  /// Reads the name of a file, which must lie beside the index.
  private static func readFileName(
    _ tensor: JSONText, _ scanner: inout JSONScanner
  ) throws(ReadFault) -> Shard {
    let value = try scanner.readValue()
    guard case .text(let name) = value.kind else {
      throw ReadFault(
        "shard-index",
        "found \(value.kindName) as the file of \(QuotedText.of(tensor.text)), expected a name",
        at: value.range)
    }
    let forbidden = [UInt8(ascii: "/"), UInt8(ascii: "\\"), 0]
    guard let first = name.utf8.first, first != UInt8(ascii: "."),
      !name.utf8.contains(where: forbidden.contains)
    else {
      throw ReadFault(
        "shard-index",
        "the file name \(QuotedText.of(name)) leaves the folder, expected a name without folders",
        at: value.range)
    }
    return Shard(name: name, place: value.range)
  }

  private static func totalBytes(_ value: JSONValue) -> (value: Int64, place: Range<Int>)? {
    guard let member = ConfigObject(value)?["total_size"],
      case .number(let number) = member.value.kind, let total = number.integer
    else { return nil }
    return (total, member.value.range)
  }

  /// Whether a file holds just the tensors that the index says; the first that differs.
  func disagreement(
    _ file: SafetensorsFile, named name: String, in index: SourceFile
  ) -> [Diagnostic] {
    let held = Set(file.tensors.map(\.name))
    if let extra = held.filter({ tensors[$0]?.name != name }).min() {
      return [
        Diagnostic(
          "shard-index",
          "the file \(QuotedText.of(name)) holds the tensor \(QuotedText.of(extra)), "
            + "which the index does not place there", at: SourceSpan(binary: file.path, 0..<0))
      ]
    }
    let listed = tensors.filter { $0.value.name == name && !held.contains($0.key) }
    guard let missing = listed.min(by: { $0.key < $1.key }) else { return [] }
    return [
      Diagnostic(
        "shard-index",
        "the tensor \(QuotedText.of(missing.key)) is not in the file \(QuotedText.of(name))",
        at: index.span(missing.value.place))
    ]
  }

  /// Whether the tensors add up to what the index states.
  func totalDisagreement(_ files: [SafetensorsFile], in index: SourceFile) -> [Diagnostic] {
    let total = files.reduce(0) { $0 + $1.dataBytes }
    guard let stated = totalBytes, stated.value != total else { return [] }
    return [
      Diagnostic(
        "shard-index", .warning,
        "the index states \(stated.value) bytes, but the tensors have \(total)",
        at: index.span(stated.place))
    ]
  }
}
