import Diagnostics

/// Which lints are on, and how they are said: `lints` in `site.yaml`.
package struct LintSettings: Sendable, Equatable {
  /// How one lint is said.
  package enum Level: String, Sendable, CaseIterable {
    case off
    case warning
    case error
  }

  private var levels: [Lint: Level] = [:]

  package init() {}

  /// Returns how a lint is said, or `nil` where it is off.
  func severity(of lint: Lint) -> Diagnostic.Severity? {
    switch levels[lint] {
    case .off: nil
    case .warning: .warning
    case .error: .error
    case nil: lint.severity
    }
  }

  /// Reads the mapping `lints`.
  package init(_ fields: inout Fields) {
    for (name, text) in fields.pairs("lints") ?? [] {
      let lint = Lint(rawValue: name.value)
      let level = Level(rawValue: text.value)
      if lint == nil { fields.report(unknown: name, among: Lint.allCases.map(\.rawValue)) }
      if level == nil { fields.report(unknown: text, among: Level.allCases.map(\.rawValue)) }
      if let lint, let level { levels[lint] = level }
    }
  }
}

/// A reason to let something stand that a lint tells: an entry under `waivers` in front matter.
package struct LintWaiver: Sendable {
  let lint: Lint
  /// The words that it lets stand; `nil` for all on the page.
  let text: String?
  let span: SourceSpan

  static func read(_ fields: inout Fields) -> LintWaiver? {
    let lint = fields.requiredText("lint")
    let text = fields.text("text")
    let reason = fields.requiredText("reason")
    guard let lint, reason != nil else { return nil }
    guard let known = Lint(rawValue: lint.value) else {
      fields.report(unknown: lint, among: Lint.allCases.map(\.rawValue))
      return nil
    }
    return LintWaiver(lint: known, text: text?.value, span: lint.span)
  }
}
