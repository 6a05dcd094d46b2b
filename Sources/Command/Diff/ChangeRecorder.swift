import Catalog
import Changes
import Diagnostics
import Foundation
import Pages

/// Adds to a site's own list of what changed.
struct ChangeRecorder {
  /// The file of the list, below the site's folder.
  static let file = "Content/Catalog/changes.csv"

  let site: String

  /// Adds what readers care for, and returns how many entries are new.
  func add(_ report: ChangeReport, on day: CalendarDate) throws(DiagnosticError) -> Int {
    let files = SiteFiles.readCatalog(site)
    let (catalog, faults) = Catalog.load(files.catalog, isWhole: files.hasAllOfCatalog)
    let errors = (files.diagnostics + faults).filter { $0.severity == .error }
    guard errors.isEmpty else { throw DiagnosticError(errors) }
    let path = site + "/" + Self.file
    let other = files.catalog.first { file in
      ["/changes.yaml", "/changes.yml"].contains { file.path.hasSuffix($0) }
    }
    if let other {
      throw DiagnosticError(
        Diagnostic(
          "not-csv", "entries are added to a CSV file only, and the list is in '\(other.path)'",
          at: nil, help: ["write the list as \(Self.file)"]))
    }
    let text = files.catalog.first { $0.path == Self.file }
      .map { String(decoding: $0.bytes, as: UTF8.self) }
    let header =
      text.flatMap { $0.split(whereSeparator: \.isNewline).first }
      .map { $0.split(separator: ",").map(String.init) } ?? ChangeTable.header
    let (lines, count) = ChangeTable(catalog.table("change")).lines(
      for: report.entries, on: day, header: header)
    guard count > 0 else { return 0 }
    var whole = text ?? header.joined(separator: ",") + "\n"
    if !whole.hasSuffix("\n") { whole += "\n" }
    do {
      try Data((whole + lines).utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw DiagnosticError(
        Diagnostic(
          "output-failed", "cannot write '\(path)': \(error.localizedDescription)", at: nil,
          help: ["check the permissions and the free space"]))
    }
    return count
  }
}
