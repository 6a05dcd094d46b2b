import Foundation
import Testing

/// One fault in an otherwise sound site, as a file in `Fixtures/Broken/cases` describes it.
///
/// A file is named for the id of its diagnostics and holds one case or more:
///
///     # What is wrong, in a few words
///     change Content/Catalog/gpus.yaml
///     -  memory_marketed_gb: 24
///     +  memory_marketed_gb: 24 GB
///     mend An advice, where no lines can show how it should be
///     run build --strict
///     report
///     error[wrong-number]: …
///
/// Lines that begin with `=` are the mend where it is not what stands in the sound site. The steps
/// are `change`, `add`, `remove`, `link … to …`, `pipe` and `fill … with … bytes`. Behind the path of
/// a file may stand `with escapes`, for bytes that are no text (`\x00`), and `repeated 5000`, for
/// lines that stand there that often. Without `run` the site is built.
struct BrokenCase: Sendable, CustomTestStringConvertible {
  /// One thing that is done to the site.
  struct Step: Sendable {
    enum Verb: String, Sendable {
      case change
      case add
      case remove
      case link
      case pipe
      case fill
    }

    var verb: Verb
    /// The path in the site.
    var file: String
    /// The other words of the step's line.
    var words: [String]
    /// The lines as they are in the sound site, and how the fault has them.
    var sound: [String] = []
    var broken: [String] = []
    /// How the fault is mended, where that is not as in the sound site.
    var ownMend: [String] = []

    var mended: [String] { ownMend.isEmpty ? sound : ownMend }

    var hasEscapes: Bool { words.contains("escapes") }

    /// The number behind a word.
    func number(after word: String) -> Int? {
      guard let index = words.firstIndex(of: word), index + 1 < words.count else { return nil }
      return Int(words[index + 1])
    }
  }

  var id: String
  var title: String
  var steps: [Step] = []
  var arguments = ["build"]
  var advice: String?
  /// What the run says of the fault, without the line that counts the faults.
  var report: [String] = []

  var testDescription: String { "\(id): \(title)" }

  /// The case with its mend in the place of the fault.
  var mended: BrokenCase {
    var mended = self
    for index in steps.indices where !steps[index].ownMend.isEmpty {
      mended.steps[index].broken = steps[index].ownMend
      mended.steps[index].words = []
    }
    return mended
  }

  /// Whether the mend is another text than that of the sound site.
  var hasOwnMend: Bool { steps.contains { !$0.ownMend.isEmpty } }

  /// The severity that the report states.
  var severity: String { String(report.first?.prefix { $0 != "[" } ?? "") }

  /// All that a run writes to standard error.
  var expected: String {
    let text = report.map { $0 + "\n" }.joined()
    if arguments.first == "check" { return text + "\n1 \(severity)\n" }
    guard arguments.first == "build" else { return text }
    let named = arguments.firstIndex(of: "--output").map { arguments[$0 + 1] }
    return text + "\n1 \(severity); '\(named ?? "./Output")' is as it was\n"
  }

  static let folder = Golden.fixtures + "/Broken/cases"

  /// All cases, by the ids of their diagnostics.
  static func all() throws -> [BrokenCase] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted().flatMap { name in
      try read(name)
    }
  }
}

extension BrokenCase {
  private static func read(_ name: String) throws -> [BrokenCase] {
    let text = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
    let id = try #require(name.hasSuffix(".txt") ? String(name.dropLast(4)) : nil, "\(name)")
    var cases: [BrokenCase] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("# ") {
        cases.append(BrokenCase(id: id, title: String(line.dropFirst(2))))
      } else {
        try #require(!cases.isEmpty, "\(name) does not begin with '# '")
        try cases[cases.count - 1].take(line)
      }
    }
    for index in cases.indices {
      while cases[index].report.last == "" { cases[index].report.removeLast() }
      if cases[index].report.first == "report" { cases[index].report.removeFirst() }
    }
    return cases
  }

  /// Takes one line of the description.
  private mutating func take(_ line: String) throws {
    let words = line.split(separator: " ").map(String.init)
    if !report.isEmpty || line == "report" {
      report.append(line)
    } else if line.hasPrefix("-"), !steps.isEmpty {
      steps[steps.count - 1].sound.append(String(line.dropFirst()))
    } else if line.hasPrefix("+"), !steps.isEmpty {
      steps[steps.count - 1].broken.append(String(line.dropFirst()))
    } else if line.hasPrefix("="), !steps.isEmpty {
      steps[steps.count - 1].ownMend.append(String(line.dropFirst()))
    } else if words.first == "run" {
      arguments = Self.arguments(in: line.dropFirst(4))
    } else if words.first == "mend" {
      advice = String(line.dropFirst(5))
    } else if !line.isEmpty {
      let verb = try #require(words.first.flatMap(Step.Verb.init), "no step: '\(line)'")
      let file = try #require(words.count > 1 ? words[1] : nil, "no file: '\(line)'")
      steps.append(Step(verb: verb, file: file, words: Array(words.dropFirst(2))))
    }
  }

  /// Splits a command line at its spaces; double quotes hold an argument together.
  private static func arguments(in line: Substring) -> [String] {
    var arguments: [String] = []
    for (index, part) in line.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
    {
      if index % 2 == 1 {
        arguments.append(String(part))
      } else {
        arguments += part.split(separator: " ").map(String.init)
      }
    }
    return arguments
  }
}
