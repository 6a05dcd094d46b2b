package import Diagnostics

/// Reads the headers of a safetensors checkpoint, in one file or in several.
package enum SafetensorsReader {
  /// Files of one checkpoint.
  static let fileLimit = 4096

  /// Reads a checkpoint of one file.
  ///
  /// - Parameters:
  ///   - source: The file.
  ///   - packedBits: Bits of a weight packed into 32-bit integers (`CheckpointQuantization.bits`).
  /// - Returns: The checkpoint, or `nil` with an error that has the byte it is about. Data that are
  ///   cut short give a warning only: the header says all that sizing needs.
  package static func read(
    _ source: ByteSource, packedBits: Int64? = nil
  ) -> (model: SafetensorsModel?, diagnostics: [Diagnostic]) {
    let (file, diagnostics) = readFile(source)
    return (file.map { SafetensorsModel([$0], packedBits: packedBits) }, diagnostics)
  }

  /// Reads a checkpoint of several files by its index, `model.safetensors.index.json`.
  ///
  /// - Parameters:
  ///   - index: The index.
  ///   - packedBits: Bits of a weight packed into 32-bit integers (`CheckpointQuantization.bits`).
  ///   - open: Opens a file beside the index by its name, without folders; `nil` when there is none.
  /// - Returns: The checkpoint, or `nil` when a diagnostic is an error.
  package static func read(
    index: SourceFile, packedBits: Int64? = nil, open: (_ name: String) -> ByteSource?
  ) -> (model: SafetensorsModel?, diagnostics: [Diagnostic]) {
    let shards: ShardIndex
    do throws(ReadFault) {
      shards = try ShardIndex(index)
    } catch {
      return (nil, [error.diagnostic(in: index)])
    }
    var diagnostics: [Diagnostic] = []
    var files: [SafetensorsFile] = []
    for shard in shards.files {
      guard let source = open(shard.name) else {
        diagnostics.append(
          Diagnostic(
            "missing-file", "the file \(QuotedText.of(shard.name)) of the checkpoint is missing",
            at: index.span(shard.place), help: ["put all files of the model into one folder"]))
        continue
      }
      let (file, faults) = readFile(source)
      diagnostics += faults
      if let file {
        files.append(file)
        diagnostics += shards.disagreement(file, named: shard.name, in: index)
      }
    }
    if files.count == shards.files.count {
      diagnostics += shards.totalDisagreement(files, in: index)
    }
    let isSound = files.count == shards.files.count && !diagnostics.containsErrors
    return (
      isSound ? SafetensorsModel(files, packedBits: packedBits) : nil, diagnostics.sortedForReport()
    )
  }

  private static func readFile(
    _ source: ByteSource
  ) -> (file: SafetensorsFile?, diagnostics: [Diagnostic]) {
    do throws(ReadFault) {
      let file = try SafetensorsHeaderReader(source: source).read()
      return (file, sizeFaults(file, size: source.size))
    } catch {
      return (nil, [error.diagnostic(inBinary: source.path)])
    }
  }

  private static func sizeFaults(_ file: SafetensorsFile, size: Int64) -> [Diagnostic] {
    let expected = file.headerBytes + file.dataBytes
    guard expected != size else { return [] }
    let isShort = expected > size
    return [
      Diagnostic(
        isShort ? "truncated-data" : "surplus-data", .warning,
        "the file has \(size) bytes, but its header describes \(expected)",
        at: SourceSpan(binary: file.path, min(expected, size)..<min(expected, size)),
        help: ["the sizes are those of the header; fetch the file again before loading it"])
    ]
  }
}
