/// A kind of fault that the program can report: what all diagnostics of one id have in common.
///
/// The guide's list of diagnostics and the rules in reports for code scanning are made from these.
package struct DiagnosticKind: Hashable, Sendable {
  /// What a kind is about, in the order of the guide.
  package enum Area: String, Sendable, CaseIterable {
    case files
    case values
    case rules
    case site
    case text
    case lints
    case templates
    case models
    case commands

    /// The heading in the guide.
    package var title: String {
      switch self {
      case .files: "Files of the catalog"
      case .values: "Values and references"
      case .rules: "Rules of records"
      case .site: "The site and its files"
      case .text: "Text, values and tables"
      case .lints: "Claims and words"
      case .templates: "Templates"
      case .models: "Model files"
      case .commands: "Commands"
      }
    }
  }

  package var id: Diagnostic.Identifier
  package var area: Area
  /// How much its diagnostics weigh; some of them may weigh less.
  package var severity: Diagnostic.Severity
  /// One sentence on what is at fault, with code in backticks.
  package var about: String

  init(
    _ id: Diagnostic.Identifier, _ area: Area, _ severity: Diagnostic.Severity, _ about: String
  ) {
    self.id = id
    self.area = area
    self.severity = severity
    self.about = about
  }

  /// Makes a kind of error.
  init(_ id: Diagnostic.Identifier, _ area: Area, _ about: String) {
    self.init(id, area, .error, about)
  }

  /// All kinds, by area.
  package static let all =
    files + values + rules + site + text + lints + templates + models + commands

  private static let byID = Dictionary(
    all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })

  /// Returns the kind with an id.
  package static func of(_ id: Diagnostic.Identifier) -> DiagnosticKind? { byID[id] }
}
