import Catalog
package import Diagnostics
import Markup

/// Checks the words of one page.
package struct LintPass {
  let text: ProseText
  let source: SourceFile
  let claims: [ClaimedWords]
  /// The units of the values in sentences, by their places.
  let units: [SourceSpan: Unit]
  let names: NameIndex
  let settings: LintSettings
  let waivers: [LintWaiver]
  /// Whether the author can let something stand: in front matter.
  private let takesWaivers: Bool

  /// Takes a page with what its forms became, and the texts of its front matter that readers see.
  package init(
    _ source: SourceFile, body: Range<Int>, prose: PreparedProse, rendered: RenderedProse,
    header: [Located<String>] = [], queries: NamedQueries = NamedQueries(), names: NameIndex,
    settings: LintSettings, waivers: [LintWaiver]
  ) {
    let printed = header.compactMap { PrintedWords($0, in: source, until: body.lowerBound) }
    text = ProseText(
      source,
      mask: ProseMask(source, body: body, prose: prose, header: printed, queries: queries))
    self.source = source
    claims = rendered.claims.map { ClaimedWords($0.sentence) }
    units = Dictionary(
      rendered.values.compactMap { value in value.unit.map { (value.span, $0) } },
      uniquingKeysWith: { first, _ in first })
    self.names = names
    self.settings = settings
    self.waivers = waivers
    takesWaivers = true
  }

  /// Takes the file of a named query. Names are left out: they are no matter of the file alone.
  init(_ source: SourceFile, query: QueryBlock, settings: LintSettings) {
    text = ProseText(source, mask: ProseMask(source, query: query))
    self.source = source
    claims = []
    units = [:]
    names = NameIndex(Catalog(tables: []))
    self.settings = settings
    waivers = []
    takesWaivers = false
  }

  /// Something that a lint tells.
  struct Finding {
    let lint: Lint
    let summary: String
    /// The words it is about, by their places in the sentence.
    let words: Range<Int>
  }

  /// Returns what the lints tell, and waivers that nothing needs.
  package func diagnostics() -> [Diagnostic] {
    var found: [Diagnostic] = []
    var used: Set<Int> = []
    for sentence in text.sentences {
      for finding in findings(in: sentence) {
        guard let severity = settings.severity(of: finding.lint) else { continue }
        let range =
          sentence.words[finding.words.lowerBound].range
          .lowerBound..<sentence.words[finding.words.upperBound - 1].range.upperBound
        if let waiver = waiver(for: finding, range) {
          used.insert(waiver)
          continue
        }
        found.append(
          Diagnostic(
            Diagnostic.Identifier(rawValue: finding.lint.rawValue), severity, finding.summary,
            at: source.span(range),
            help: takesWaivers ? [finding.lint.help, finding.lint.waiver] : [finding.lint.help]))
      }
    }
    for (index, waiver) in waivers.enumerated()
    where !used.contains(index) && settings.severity(of: waiver.lint) != nil {
      found.append(
        Diagnostic(
          "needless-waiver", "nothing on the page needs the waiver of '\(waiver.lint.rawValue)'",
          at: waiver.span, help: ["leave it out, or give the words as they stand in the source"]))
    }
    return found
  }

  private func waiver(for finding: Finding, _ range: Range<Int>) -> Int? {
    let words = PlainWords.single(String(decoding: source.bytes[range], as: UTF8.self))
    return waivers.firstIndex { waiver in
      guard waiver.lint == finding.lint else { return false }
      return waiver.text.map { PlainWords.single($0).contains(words) } ?? true
    }
  }

  private func findings(in sentence: ProseText.Sentence) -> [Finding] {
    let matches = names.matches(in: sentence.words)
    // The 8B of a model's name is no quantity.
    let quantities = Quantity.all(in: sentence.words).filter { quantity in
      !matches.contains { $0.words.overlaps(quantity.words) }
    }
    return SentenceRules(sentence: sentence, quantities: quantities, names: matches, pass: self)
      .findings
  }

  /// Whether a claim of the page holds the words, with one of those beside them.
  func isClaimed(_ words: Range<Int>, of sentence: ProseText.Sentence) -> Bool {
    guard !claims.isEmpty else { return false }
    let start = max(0, words.lowerBound - 2)
    let end = min(sentence.words.count, words.upperBound + 2)
    // A claim may hold a part of the sentence only, so the words on either side count.
    return [start..<words.upperBound, words.lowerBound..<end].contains { window in
      claims.contains { $0.holds(sentence.words[window]) }
    }
  }
}

/// The words of a claim, to find those of the source in.
struct ClaimedWords {
  private let words: [String]

  /// How many words a value may print.
  private static let longestValue = 12

  init(_ sentence: String) {
    words = sentence.split(whereSeparator: \.isWhitespace).map { word in
      let trimmed = word.drop { SentenceCutter.marks.contains($0) }
      guard let end = trimmed.lastIndex(where: { !SentenceCutter.marks.contains($0) }) else {
        return ""
      }
      return String(trimmed[...end])
    }.filter { !$0.isEmpty }
  }

  /// Whether the words stand next to each other in the claim; a form stands for what it prints.
  func holds(_ part: ArraySlice<ProseText.Word>) -> Bool {
    words.indices.contains { matches(part, from: $0) }
  }

  private func matches(_ part: ArraySlice<ProseText.Word>, from start: Int) -> Bool {
    guard let first = part.first else { return true }
    let rest = part.dropFirst()
    guard first.form != nil else {
      return start < words.count && words[start] == first.text && matches(rest, from: start + 1)
    }
    return (0...Self.longestValue).contains {
      start + $0 <= words.count && matches(rest, from: start + $0)
    }
  }
}
