/// Turns diagnostics into text, one after the other.
package struct DiagnosticRenderer: Sendable {
  /// The shapes a report can take.
  package enum Format: String, Sendable, CaseIterable {
    /// One line each: `file:line:column: severity: summary [id]`.
    case concise
    /// With an excerpt of the source, notes and help.
    case full
    /// A JSON array.
    case json
    /// Commands of GitHub's workflows, which mark the places in a change.
    case github
    /// A log in SARIF 2.1.0, for code scanning.
    case sarif

    /// Whether the report is one document, which nothing may stand beside and which tells that there
    /// is nothing to tell.
    package var isDocument: Bool { self == .json || self == .sarif }
  }

  package var format: Format
  /// Whether ANSI colours are used. What programs read never is coloured.
  package var usesColor: Bool
  /// Finds the text of a file for excerpts.
  package var source: @Sendable (_ path: String) -> SourceFile?
  /// The columns that a line of the full format takes at most where it can be broken; `nil` for any.
  package var columns: Int?
  /// Where files lie as seen by who reads the report; people see them from the site's folder.
  package var path: ReportPath
  /// How to see the diagnostics that are left out where there are many of a kind.
  package var rest: String

  /// What commands with a choice of formats say of it.
  package static let restInJSON = "'--format json' lists all"

  package init(
    format: Format,
    usesColor: Bool = false,
    columns: Int? = nil,
    path: ReportPath = ReportPath(),
    rest: String = DiagnosticRenderer.restInJSON,
    source: @escaping @Sendable (_ path: String) -> SourceFile? = { _ in nil }
  ) {
    self.format = format
    self.usesColor = usesColor
    self.columns = columns
    self.path = path
    self.rest = rest
    self.source = source
  }

  /// Returns the report of all diagnostics in reading order, ending in a line break unless empty.
  package func render(_ diagnostics: [Diagnostic]) -> String {
    let sorted = diagnostics.sortedForReport()
    switch format {
    case .concise:
      let (shown, more) = capped(sorted)
      return (shown.map(concise) + more.map(concise)).joined()
    case .full:
      let (shown, more) = capped(sorted)
      return (shown.map(full) + more.map(full)).joined(separator: "\n")
    case .json: return DiagnosticJSON.render(sorted)
    case .github: return GitHubCommands(path: path, source: source).render(sorted)
    case .sarif: return SARIFReport(path: path, source: source).render(sorted)
    }
  }

  /// How many diagnostics of a kind people are shown; programs get them all.
  static let mostOfKind = 50

  /// Returns the first diagnostics of each kind, and one for each kind that says how many more
  /// there are.
  private func capped(
    _ diagnostics: [Diagnostic]
  ) -> (shown: [Diagnostic], more: [Diagnostic]) {
    var counts: [Diagnostic.Identifier: Int] = [:]
    var left: [Diagnostic.Identifier: (severity: Diagnostic.Severity, count: Int)] = [:]
    let shown = diagnostics.filter { diagnostic in
      counts[diagnostic.id, default: 0] += 1
      if counts[diagnostic.id, default: 0] <= Self.mostOfKind { return true }
      let known = left[diagnostic.id] ?? (diagnostic.severity, 0)
      left[diagnostic.id] = (min(known.severity, diagnostic.severity), known.count + 1)
      return false
    }
    let more = left.sorted { $0.key < $1.key }.map { id, left in
      Diagnostic(
        id, left.severity, "and \(Self.grouped(left.count)) more of this kind", at: nil,
        help: [rest])
    }
    return (shown, more)
  }

  /// Returns a count with commas between its thousands.
  private static func grouped(_ count: Int) -> String {
    var digits = String(count)
    var groups: [String] = []
    while digits.utf8.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return ([digits] + groups).joined(separator: ",")
  }

  private func concise(_ diagnostic: Diagnostic) -> String {
    let severity = painted(diagnostic.severity.rawValue, diagnostic.severity.color)
    let start = "\(place(diagnostic.span))\(severity): "
    return start + "\(PrintableText.of(diagnostic.summary)) [\(diagnostic.id.rawValue)]\n"
  }

  private func place(_ span: SourceSpan?) -> String {
    guard let span else { return "" }
    return "\(PrintableText.of(span.file)):\(span.start.line):\(span.start.column): "
  }

  private func full(_ diagnostic: Diagnostic) -> String {
    let color = diagnostic.severity.color
    let head = "\(diagnostic.severity.rawValue)[\(diagnostic.id.rawValue)]"
    let summary = broken(diagnostic.summary, behind: head.count + 2, indent: 2)
    var text = "\(painted(head, color)): \(summary)\n"
    let spans = [diagnostic.span] + diagnostic.notes.map(\.span)
    let width = spans.compactMap { $0?.start.line }.max().map { String($0).count } ?? 1
    if let span = diagnostic.span { excerpt(of: span, width: width, color: color, into: &text) }
    for note in diagnostic.notes {
      text += "\(pad(width))= note: \(broken(note.text, behind: width + 9, indent: width + 9))\n"
      if let span = note.span { excerpt(of: span, width: width, color: .blue, into: &text) }
    }
    for help in diagnostic.help {
      text += "\(pad(width))= help: \(broken(help, behind: width + 9, indent: width + 9))\n"
    }
    return text
  }

  private func excerpt(
    of span: SourceSpan, width: Int, color: TerminalColor, into text: inout String
  ) {
    text += "\(String(repeating: " ", count: width))--> "
    text += "\(PrintableText.of(span.file)):\(span.start.line):\(span.start.column)\n"
    guard let line = source(span.file)?.bytes(ofLine: span.start.line) else { return }
    let window = ExcerptWindow(
      bytes: Array(line), span: span, limit: columns.map { max($0 - width - 4, 40) })
    let number = String(span.start.line)
    let gutter = String(repeating: " ", count: width - number.count) + number
    text += "\(pad(width))|\n"
    text += "\(gutter) | \(window.text)\n"
    text += "\(pad(width))| \(window.indent)\(painted(window.marks, color))\n"
  }

  /// The text in lines that end within the columns, broken at spaces.
  ///
  /// - Parameters:
  ///   - text: The text, which stands behind others in the first line.
  ///   - start: The columns that those take.
  ///   - indent: The spaces before each further line.
  /// - Returns: The lines, the first without what stands before it.
  private func broken(_ text: String, behind start: Int, indent: Int) -> String {
    let text = PrintableText.of(text)
    guard let columns, start + text.count > columns else { return text }
    var lines = [""]
    var used = start
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      let isFirst = lines[lines.count - 1].isEmpty
      if !isFirst, used + 1 + word.count > columns {
        lines.append(String(word))
        used = indent + word.count
      } else {
        lines[lines.count - 1] += (isFirst ? "" : " ") + word
        used += (isFirst ? 0 : 1) + word.count
      }
    }
    return lines.joined(separator: "\n" + String(repeating: " ", count: indent))
  }

  private func pad(_ width: Int) -> String { String(repeating: " ", count: width + 1) }

  private func painted(_ text: String, _ color: TerminalColor) -> String {
    usesColor ? color.paint(text) : text
  }
}
