import Catalog
import Foundation
import Pages

/// Where the record of a site and an output folder is kept.
struct RecordFile {
  /// The folder below the site folder; git should not keep it.
  static let folder = ".rigbook"

  private let folder: String
  private let path: String

  /// Names the file for an output folder: each has its own.
  init(site: String, output: String) {
    folder = site + "/" + Self.folder
    let name = StableDigest(of: Array(output.utf8)).hexadecimal.prefix(16)
    path = folder + "/record-" + name
  }

  /// Returns the record, or `nil` where there is none that can be used: it is only a memory, and a
  /// build without it makes everything anew.
  func load() -> BuildRecord? {
    guard let bytes = try? FileReader.bytes(of: path) else { return nil }
    return (try? BuildRecord(bytes)) ?? nil
  }

  /// Replaces the record in one step.
  func save(
    _ record: BuildRecord, pages: [(path: String, bytes: [UInt8])], of catalog: Catalog,
    names: NameTable
  ) throws(SystemFailure) {
    try FileWriter.makeFolder(folder)
    let part = path + ".part-\(ProcessInfo.processInfo.processIdentifier)"
    var sink = try RecordSink(part)
    try record.write(pages: pages, tables: catalog.tables, names: names, to: &sink)
    try sink.finish()
    guard rename(part, path) == 0 else { throw SystemFailure(code: errno) }
  }

  /// Forgets the record.
  func remove() { unlink(path) }
}
