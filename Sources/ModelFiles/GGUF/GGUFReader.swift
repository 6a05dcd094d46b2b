package import Diagnostics

/// Reads the headers of a GGUF model, in one file or in several.
package enum GGUFReader {
  /// Reads the header of one file.
  ///
  /// - Returns: The header, or `nil` with an error that has the byte at which reading stopped. Data
  ///   that are cut short give a warning only: the header says all that sizing needs.
  package static func readFile(
    _ source: ByteSource
  ) -> (file: GGUFFile?, diagnostics: [Diagnostic]) {
    do throws(ReadFault) {
      var reader = GGUFHeaderReader(source)
      let file = try reader.read()
      return (file, missingData(file, size: source.size))
    } catch {
      return (nil, [error.diagnostic(inBinary: source.path)])
    }
  }

  /// Reads a model, opening the other files of a split one.
  ///
  /// - Parameters:
  ///   - source: The model's file, or any one of its files.
  ///   - open: Opens a file beside it by its name, without folders; `nil` when there is none.
  /// - Returns: The model, or `nil` when a diagnostic is an error.
  package static func read(
    _ source: ByteSource, open: (_ name: String) -> ByteSource? = { _ in nil }
  ) -> (model: GGUFModel?, diagnostics: [Diagnostic]) {
    var (file, diagnostics) = readFile(source)
    guard let file else { return (nil, diagnostics) }
    guard let count = file.integer("split.count"), count > 1 else {
      return (GGUFModel(files: [file]), diagnostics)
    }
    guard let split = SplitName(source.path), split.count == count else {
      let place = file.entry("split.count")?.range ?? 0..<0
      let fault = ReadFault(
        "gguf-split",
        "the file says that it is one of \(count), expected a name that ends in "
          + "'-00001-of-\(SplitName.padded(min(count, 99_999))).gguf'", at: place,
        help: ["give the files of a split model the names they were published with"])
      return (nil, diagnostics + [fault.diagnostic(inBinary: source.path)])
    }
    var files: [GGUFFile] = []
    for number in 1...min(count, GGUFLimits.files + 1) {
      if number == split.number {
        files.append(file)
        continue
      }
      guard let other = open(split.name(of: number)) else {
        // A name may claim thousands of files: the first that is missing is enough.
        diagnostics.append(missingFile(split.name(of: number), of: source.path))
        return (nil, diagnostics.sortedForReport())
      }
      let (part, faults) = readFile(other)
      diagnostics += faults
      if let part { files.append(part) }
    }
    guard count <= GGUFLimits.files else {
      let fault = ReadFault(
        "gguf-split", "the model has \(count) files, expected at most \(GGUFLimits.files)",
        at: file.entry("split.count")?.range ?? 0..<0)
      return (nil, diagnostics + [fault.diagnostic(inBinary: source.path)])
    }
    guard files.count == Int(count) else { return (nil, diagnostics.sortedForReport()) }
    diagnostics += disagreements(files)
    let model = diagnostics.containsErrors ? nil : GGUFModel(files: files)
    return (model, diagnostics.sortedForReport())
  }

  private static func missingData(_ file: GGUFFile, size: Int64) -> [Diagnostic] {
    let expected = file.headerBytes + file.dataBytes
    guard expected > size, file.dataBytes > 0 else { return [] }
    return [
      Diagnostic(
        "truncated-data", .warning,
        "the file has \(size) bytes, but its header describes \(expected)",
        at: SourceSpan(binary: file.path, size..<size),
        help: ["the sizes are those of the whole file; fetch it again before loading it"])
    ]
  }

  private static func missingFile(_ name: String, of path: String) -> Diagnostic {
    Diagnostic(
      "missing-file", "the file \(QuotedText.of(name)) of the split model is missing",
      at: SourceSpan(binary: path, 0..<0), help: ["put all files of the model into one folder"])
  }

  /// What the files of one model say differently about it.
  private static func disagreements(_ files: [GGUFFile]) -> [Diagnostic] {
    var found: [Diagnostic] = []
    var places: [String: String] = [:]
    for (index, file) in files.enumerated() {
      if let number = file.integer("split.no"), number != Int64(index) {
        found.append(
          fault(
            file, "split.no",
            "the file says that it is number \(number) of the split, expected \(index)"))
      }
      if let count = file.integer("split.count"), count != Int64(files.count) {
        found.append(
          fault(
            file, "split.count",
            "the file says that the model has \(count) files, expected \(files.count)"))
      }
      for tensor in file.tensors {
        guard let first = places.updateValue(file.path, forKey: tensor.name) else { continue }
        found.append(
          Diagnostic(
            "duplicate-tensor",
            "the tensor \(QuotedText.of(tensor.name)) is in two files of the model",
            at: SourceSpan(binary: file.path, 0..<0), notes: [.init("the other is \(first)")]))
        break
      }
    }
    let tensors = files.reduce(0) { $0 + $1.tensors.count }
    if let first = files.first, let stated = first.integer("split.tensors.count"),
      stated != Int64(tensors)
    {
      found.append(
        fault(
          first, "split.tensors.count",
          "the model has \(tensors) tensors in all files, expected \(stated)"))
    }
    return found
  }

  private static func fault(_ file: GGUFFile, _ key: String, _ summary: String) -> Diagnostic {
    ReadFault("gguf-split", summary, at: file.entry(key)?.range ?? 0..<0)
      .diagnostic(inBinary: file.path)
  }
}
