/// Something the author should know about an input file: what is wrong, where, and how to mend it.
///
/// A diagnostic is a value. It holds no rendered text, colour or terminal width; the renderers in
/// this module turn it into lines for people or JSON for programs.
package struct Diagnostic: Hashable, Sendable {
  /// The stable name of a kind of fault, such as `unknown-field`.
  package struct Identifier: RawRepresentable, Hashable, Comparable, Sendable,
    ExpressibleByStringLiteral
  {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    package init(stringLiteral value: String) { self.init(rawValue: value) }

    package static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }
  }

  /// How much a diagnostic weighs. Only an error stops a build.
  package enum Severity: String, Hashable, Comparable, Sendable, CaseIterable {
    case error
    case warning
    case information

    package static func < (lhs: Self, rhs: Self) -> Bool { lhs.rank < rhs.rank }

    private var rank: Int {
      switch self {
      case .error: 0
      case .warning: 1
      case .information: 2
      }
    }
  }

  /// A second place or a fact that helps to understand the fault.
  package struct Note: Hashable, Sendable {
    package var text: String
    package var span: SourceSpan?

    package init(_ text: String, at span: SourceSpan? = nil) {
      self.text = text
      self.span = span
    }
  }

  /// The kind of fault.
  package var id: Identifier
  package var severity: Severity
  /// One line, lower case, without a final stop, that says what was found and what was expected.
  package var summary: String
  /// The place, or `nil` when the fault has none in any file.
  package var span: SourceSpan?
  package var notes: [Note]
  /// How to mend it, one suggestion each.
  package var help: [String]

  package init(
    _ id: Identifier,
    _ severity: Severity,
    _ summary: String,
    at span: SourceSpan?,
    notes: [Note] = [],
    help: [String] = []
  ) {
    self.id = id
    self.severity = severity
    self.summary = summary
    self.span = span
    self.notes = notes
    self.help = help
  }

  /// Makes an error.
  package init(
    _ id: Identifier, _ summary: String, at span: SourceSpan?, notes: [Note] = [],
    help: [String] = []
  ) {
    self.init(id, .error, summary, at: span, notes: notes, help: help)
  }
}

extension Diagnostic: Comparable {
  /// Orders by file and position; what has no place comes first.
  package static func < (lhs: Self, rhs: Self) -> Bool {
    switch (lhs.span, rhs.span) {
    case (nil, .some): return true
    case (.some, nil): return false
    case (let left?, let right?) where left != right: return left < right
    default: return (lhs.severity, lhs.id, lhs.summary) < (rhs.severity, rhs.id, rhs.summary)
    }
  }
}

extension Sequence where Element == Diagnostic {
  /// Whether any diagnostic is an error.
  package var containsErrors: Bool { contains { $0.severity == .error } }

  /// The diagnostics in reading order, each once.
  package func sortedForReport() -> [Diagnostic] {
    var seen: Set<Diagnostic> = []
    return sorted().filter { seen.insert($0).inserted }
  }
}

/// Thrown where work cannot go on because of what the author wrote.
package struct DiagnosticError: Error, Sendable {
  package var diagnostics: [Diagnostic]

  package init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }

  package init(_ diagnostic: Diagnostic) { self.diagnostics = [diagnostic] }
}
