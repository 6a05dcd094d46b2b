import Diagnostics
import Foundation

/// The page of the guide that lists every diagnostic, made from the kinds in the code and from the
/// sites with one fault.
struct DiagnosticsPage {
  let cases: [BrokenCase]

  /// The page's file.
  static let file = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "docs/diagnostics.md").path

  /// Why a kind has no example.
  static let withoutExample: [Diagnostic.Identifier: String] =
    [
      "database-failed": "it takes a machine without memory",
      "out-of-memory": "it takes a machine without memory",
      "unreadable-input": "it takes an input that breaks off",
      "cannot-read": "it takes a disk that fails",
      "not-as-clean": "no site is known that causes it",
      "dead-link": "it takes a server that says so",
      "failing-link": "it takes a server that fails",
      "unclear-link": "it takes a server that answers no programs",
      "moved-link": "it takes a server that sends elsewhere",
      "no-curl": "it takes a machine without the program",
      "catalog-too-large": "its file has thousands of columns or records",
      "cell-too-large": "its cell has many kilobytes",
      "too-many-faults": "its file has a thousand faults",
      "json-size": "its file has many megabytes",
      "safetensors-count": "its file has many megabytes",
      "config-layers": "it takes a whole configuration of a model of mixed layers",
    ]
    .merging(remarks) { first, _ in first }
    .merging(resultsOfCases) { first, _ in first }
    .merging(servers) { first, _ in first }
    .merging(comparisons) { first, _ in first }

  private static let remarks = reasons(
    [
      "model-type-unknown", "gguf-shape-differs", "truncated-data", "surplus-data",
      "context-stretched", "micro-batch-cut", "checkpoint-differs", "checkpoint-uncounted",
      "safetensors-surplus", "not-carried-over",
    ],
    "it stands beside an answer, and no command fails for it")

  private static let resultsOfCases = reasons(
    [
      "case-line", "case-value", "case-model", "case-gpus", "case-draft", "case-projector",
      "unsupported-record",
    ],
    "`rigbook size --batch` writes its words into the column `error` of the results")

  private static let servers = reasons(
    [
      "port-in-use", "unusable-address", "cannot-serve", "open-to-others", "no-baseline", "polling",
    ],
    "it depends on the machine that `rigbook serve` runs on")

  private static let comparisons: [Diagnostic.Identifier: String] = [
    "no-site-in-revision": "it takes a repository",
    "revision-fails": "it takes a repository",
    "stale-output": "it stands beside a report, and no command fails for it",
    "not-csv": "it stands behind a report",
  ]

  private static func reasons(
    _ ids: [Diagnostic.Identifier], _ reason: String
  ) -> [Diagnostic.Identifier: String] {
    Dictionary(uniqueKeysWithValues: ids.map { ($0, reason) })
  }

  var text: String {
    var text = """
      # Diagnostics

      What `rigbook` can report, each with a fault and its mend. Errors stop a build and leave its output
      as it was; warnings stop it with `--strict`. `--format` chooses how they are written: `full` (as
      below), `concise` (a line each), `json`, `github` (commands of its workflows, which mark the places in
      a change) and `sarif` (for code scanning).

      This page is made from the code and from the tests: every report below is what the program says of
      that fault, and of nothing else in the site.


      """
    for area in DiagnosticKind.Area.allCases {
      let kinds = DiagnosticKind.all.filter { $0.area == area }
      text += "- \(area.title): "
      text += kinds.map { "[\($0.id.rawValue)](#\($0.id.rawValue))" }.joined(separator: ", ")
      text += "\n"
    }
    for area in DiagnosticKind.Area.allCases {
      text += "\n## \(area.title)\n"
      for kind in DiagnosticKind.all where kind.area == area { text += section(of: kind) }
    }
    return text
  }

  private func section(of kind: DiagnosticKind) -> String {
    let examples = cases.filter { $0.id == kind.id.rawValue }
    var text = "\n### \(kind.id.rawValue)\n\n"
    text += "\(Self.word(kind.severity)). \(kind.about)\n"
    if let reason = Self.withoutExample[kind.id] { text += "\nThere is no example: \(reason).\n" }
    if let example = examples.first { text += self.text(of: example) }
    return text
  }

  private func text(of example: BrokenCase) -> String {
    var text = "\n**\(example.title).**\n"
    for step in example.steps { text += failing(step) }
    let command = "rigbook " + example.arguments.joined(separator: " ")
    if command != "rigbook build" { text += "\n`\(command)` says:\n" }
    text += block(example.report, "text")
    if let advice = example.advice { return text + "\nMended: \(advice).\n" }
    for step in example.steps where !step.mended.isEmpty {
      text += "\nMended, in `\(step.file)`:\n" + block(step.mended, language(of: step.file))
    }
    return text
  }

  private func failing(_ step: BrokenCase.Step) -> String {
    let name = step.file.count > 60 ? step.file.prefix(59) + "…" : step.file[...]
    let file = "`\(name)`"
    let times = step.number(after: "repeated").map { ", \($0) times" } ?? ""
    let lines = block(step.broken, language(of: step.file))
    switch step.verb {
    case .change where step.broken.isEmpty:
      return "\nFailing: \(file) lacks\n" + block(step.sound, language(of: step.file))
    case .change: return "\nFailing, in \(file)\(times):\n" + lines
    case .add: return "\nFailing: a file \(file) with\(times)\n" + lines
    case .remove: return "\nFailing: there is no \(file).\n"
    case .link: return "\nFailing: \(file) is a link to `\(step.words.last ?? "")`.\n"
    case .pipe: return "\nFailing: \(file) is a pipe.\n"
    case .fill:
      return "\nFailing: a file \(file) of \(step.number(after: "with") ?? 0) bytes.\n"
    }
  }

  /// Returns lines as a block of code, the longest cut.
  private func block(_ lines: [String], _ language: String) -> String {
    let ticks = lines.map { $0.drop { $0 == "+" }.prefix { $0 == "`" }.count }.max() ?? 0
    let fence = String(repeating: "`", count: max(ticks + 1, 3))
    let shown = lines.map { $0.count > 120 ? $0.prefix(119) + "…" : $0 }
    return "\n\(fence)\(language)\n" + shown.map { $0 + "\n" }.joined() + fence + "\n"
  }

  private func language(of file: String) -> String {
    switch URL(filePath: file).pathExtension {
    case "yaml": "yaml"
    case "md": "markdown"
    case "mustache", "xml": "html"
    case "json": "json"
    default: "text"
    }
  }

  private static func word(_ severity: Diagnostic.Severity) -> String {
    switch severity {
    case .error: "Error"
    case .warning: "Warning"
    case .information: "Remark"
    }
  }
}
