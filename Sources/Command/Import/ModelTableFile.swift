import Catalog
import Diagnostics
import Foundation

/// The file of the language models of a site, to which a line is added.
struct ModelTableFile: Sendable {
  /// The path from the site's folder.
  static let path = "Content/Catalog/" + TableSchema.model.file

  private let folder: String
  /// What the file holds; nothing where there is none.
  private let text: String
  /// The columns in the order of the file, or of the schema where there is none.
  let columns: [String]

  private var place: String { folder + "/" + Self.path }

  /// Reads the file of a site, if it is there.
  init(site folder: String) throws(DiagnosticError) {
    self.folder = folder
    let file = folder + "/" + Self.path
    guard FileManager.default.fileExists(atPath: file) else {
      guard FileManager.default.fileExists(atPath: folder + "/Content/site.yaml") else {
        throw DiagnosticError(
          "no-site", "'\(folder)' holds no Content/site.yaml",
          help: ["name the site's folder with --site"])
      }
      text = ""
      columns = TableSchema.model.fileColumns.map(\.name)
      return
    }
    let source = try ModelPath(file).text()
    guard let text = String(validating: source.bytes, as: UTF8.self) else {
      throw DiagnosticError(
        "invalid-utf8", "'\(file)' is not UTF-8", help: ["save the file as UTF-8"])
    }
    self.text = text
    let header = text.split(whereSeparator: \.isNewline).first ?? ""
    columns = header.split(separator: ",", omittingEmptySubsequences: false).map { name in
      name.trimmingCharacters(in: CharacterSet(charactersIn: "\u{FEFF}\" "))
    }
    guard columns.first == "id" else {
      throw DiagnosticError(
        "missing-column",
        "'\(file)' begins with the column '\(columns.first ?? "")', expected 'id'",
        help: ["let its first line name the columns, 'id' first"])
    }
  }

  /// Adds a line at the end.
  ///
  /// - Throws: `DiagnosticError` where the file has the id already or cannot be written.
  func append(_ row: ModelRow) throws(DiagnosticError) {
    if case .text(let id)? = row.cells["id"],
      text.split(whereSeparator: \.isNewline).contains(where: { $0.hasPrefix(id + ",") })
    {
      throw DiagnosticError(
        "duplicate-id", "'\(place)' has a model '\(id)' already", help: ["choose another --id"])
    }
    let ending = text.contains("\r\n") ? "\r\n" : "\n"
    var whole = text.isEmpty ? columns.joined(separator: ",") + ending : text
    if whole.last?.isNewline != true { whole += ending }
    whole += row.line(columns, ending: ending)
    do {
      try FileManager.default.createDirectory(
        atPath: folder + "/Content/Catalog", withIntermediateDirectories: true)
      try Data(whole.utf8).write(to: URL(filePath: place), options: .atomic)
    } catch {
      throw DiagnosticError(
        "output-failed", "cannot write '\(place)': \(error.localizedDescription)")
    }
  }
}
