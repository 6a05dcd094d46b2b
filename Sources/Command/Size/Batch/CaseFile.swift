import Catalog
import Diagnostics
import Foundation

/// A file of cases: one line for each model that is to be sized.
struct CaseFile: Sendable {
  /// One line, its cells by their columns. Blank cells are left out: they ask for the default.
  struct Line: Sendable {
    fileprivate(set) var cells: [CaseColumn: String] = [:]
    /// Why the line as a whole cannot be read.
    fileprivate(set) var fault: String?
    /// Where the line begins.
    fileprivate(set) var place: SourceSpan?

    /// The case's name, or an empty text where it has none.
    var id: String { cells[.id] ?? "" }
  }

  private(set) var lines: [Line] = []
  /// Whether there are columns for a processor, its memory or a disk.
  private(set) var hasMachine = false
  /// Whether there is a column that may ask for several slots or for users.
  private(set) var hasStreams = false
  /// Whether there is a column that asks how many users are served.
  private(set) var hasUsers = false

  /// Columns that results have. They are passed over, so that a file with the results of another
  /// run can be asked again.
  private static let passedOver = Set(
    CaseResult.columns + CaseResult.machineColumns + CaseResult.streamColumns
      + CaseResult.userColumns + ["note"])

  /// Reads a file. The order of the columns is free; any but the model's may be left out.
  ///
  /// A fault of the file as a whole is a diagnostic; one of a single line goes into its result.
  static func read(_ source: SourceFile) -> (file: CaseFile, diagnostics: [Diagnostic]) {
    let (csv, faults) = CSVText.read(source)
    guard csv.isComplete, !csv.header.contains(where: \.isDamaged) else {
      return (CaseFile(), faults)
    }
    let (columns, columnFaults) = columns(of: csv.header, in: source)
    var file = CaseFile()
    file.lines = csv.rows.map { Line($0, columns, faults) }
    file.hasMachine = columns.contains { $0.map(CaseColumn.ofMachines.contains) ?? false }
    file.hasUsers = columns.contains(.usersAt)
    file.hasStreams = file.hasUsers || columns.contains(.parallel)
    // What is wrong in a cell is said in the result of its line.
    return (file, faults.filter { $0.severity != .error } + columnFaults)
  }

  private static func columns(
    of header: [CSVText.Field], in source: SourceFile
  ) -> (columns: [CaseColumn?], faults: [Diagnostic]) {
    var faults: [Diagnostic] = []
    var seen: Set<CaseColumn> = []
    let columns = header.map { field -> CaseColumn? in
      guard let column = CaseColumn(rawValue: field.text) else {
        if !passedOver.contains(field.text) { faults.append(unknown(field, in: header)) }
        return nil
      }
      guard seen.insert(column).inserted else {
        faults.append(
          Diagnostic("duplicate-column", "a second column '\(field.text)'", at: field.span))
        return nil
      }
      return column
    }
    if seen.isDisjoint(with: [.model, .modelConfig]) {
      faults.append(
        Diagnostic(
          "missing-column",
          "the file names no models: it has neither 'model_id' nor 'model_config'",
          at: header.first?.span ?? source.span(0..<0),
          help: [
            "begin the file with a line of column names, such as 'case_id,model_id,quantization'",
            "the columns are " + CaseColumn.allCases.map(\.rawValue).joined(separator: ", "),
          ]))
    }
    return (columns, faults)
  }

  private static func unknown(
    _ field: CSVText.Field, in header: [CSVText.Field]
  ) -> Diagnostic {
    let meant = CaseColumn.meant(by: field.text)
    let isThere = header.contains { other in meant.contains { $0.rawValue == other.text } }
    let help =
      meant.isEmpty
      ? NearestName.help(for: field.text, among: CaseColumn.allCases.map(\.rawValue))
      : ["did you mean \(meant.map { "'\($0.rawValue)'" }.joined(separator: " and "))?"]
    // A misspelt name would silently ask for the default; a name of another kind does no harm.
    return Diagnostic(
      "unknown-column", help.isEmpty || isThere ? .warning : .error,
      "the column '\(field.text)' is none of a file of cases", at: field.span, help: help)
  }
}

extension CaseFile.Line {
  fileprivate init(
    _ fields: [CSVText.Field], _ columns: [CaseColumn?], _ faults: [Diagnostic]
  ) {
    place = fields.first?.span
    for (field, column) in zip(fields, columns) {
      guard let column else { continue }
      var text = field.text.trimmingCharacters(in: .whitespaces)
      if field.isDamaged {
        fault = fault ?? Self.words(of: field, column, faults)
        // The name is written into the result, so that it must be a text there.
        text = String(
          String.UnicodeScalarView(
            text.unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 })
        )
      }
      if !text.isEmpty { cells[column] = text }
    }
    guard fault == nil else { return }
    if fields.count != columns.count {
      fault = "the line has \(Counted.text(fields.count, "cell")), expected \(columns.count)"
    }
  }

  /// What is wrong in a cell: the fault that lies in it.
  private static func words(
    of field: CSVText.Field, _ column: CaseColumn, _ faults: [Diagnostic]
  ) -> String {
    let found = faults.first { fault in
      guard let span = fault.span else { return false }
      return span.start >= field.span.start && span.start <= field.span.end
    }
    // Of many faults of a kind a file tells the first.
    let character = TextCheck.controlCharacter(in: field.text)
    let other = character.map { "found the control character \(TextCheck.codePoint($0))" }
    return "'\(column.rawValue)': " + (found?.summary ?? other ?? "found what is no text")
  }
}
