package import Diagnostics

/// What a browser is told after a build: what changed, and what is wrong.
package struct PreviewEvent: Sendable {
  /// The session and version that a browser is at when it has dealt with this.
  package var mark: String
  /// Whether the site is broken, so that the output is that of an earlier build.
  package var isFaulty: Bool
  package var changes: PageChanges
  package var diagnostics: [Diagnostic]
  /// Finds the text of a file for excerpts.
  package var source: @Sendable (_ path: String) -> SourceFile?

  package init(
    mark: String, isFaulty: Bool, changes: PageChanges, diagnostics: [Diagnostic] = [],
    source: @escaping @Sendable (_ path: String) -> SourceFile? = { _ in nil }
  ) {
    self.mark = mark
    self.isFaulty = isFaulty
    self.changes = changes
    self.diagnostics = diagnostics
    self.source = source
  }

  /// How many pages and faults a browser is told by name.
  private static let mostNames = 500
  private static let mostFaults = 50

  /// The event as it is sent: an id, so that a browser that comes back says what it has seen, and one
  /// line of JSON.
  package var bytes: [UInt8] { Array("id: \(mark)\ndata: \(json)\n\n".utf8) }

  private var json: String {
    let faults = diagnostics.sortedForReport().sorted { $0.severity < $1.severity }
    let shown = faults.prefix(Self.mostFaults).map { DiagnosticText($0, source: source).json }
    let fields = [
      "\"mark\":\(JSONText.quoted(mark))",
      "\"faulty\":\(isFaulty)",
      "\"pages\":\(pages)",
      "\"assets\":\(Self.list(changes.assets))",
      "\"errors\":\(faults.count { $0.severity == .error })",
      "\"warnings\":\(faults.count { $0.severity == .warning })",
      "\"more\":\(faults.count - shown.count)",
      "\"diagnostics\":[\(shown.joined(separator: ","))]",
    ]
    return "{\(fields.joined(separator: ","))}"
  }

  private var pages: String {
    guard let pages = changes.pages, pages.count <= Self.mostNames else { return "\"all\"" }
    return Self.list(pages)
  }

  private static func list(_ names: Set<String>) -> String {
    "[\(names.sorted().map(JSONText.quoted).joined(separator: ","))]"
  }
}
