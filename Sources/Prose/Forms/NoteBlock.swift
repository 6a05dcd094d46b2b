package import Catalog
import Diagnostics
import Markup

/// A `=note` block: an aside of CommonMark.
package struct NoteBlock: Sendable {
  /// What an aside is for.
  package enum Kind: String, Sendable, CaseIterable {
    case note
    case warning
    /// A rule of thumb, told apart from computed figures.
    case rule
    /// Where the answer above stops being true.
    case limits

    /// The word printed at the head of the aside.
    package var heading: String {
      switch self {
      case .note: "Note"
      case .warning: "Warning"
      case .rule: "Rule of thumb"
      case .limits: "Limits"
      }
    }
  }

  package var kind: Kind
  /// The last day on which it is shown; one without is shown always.
  package var until: CalendarDate?
  package var body: PreparedProse
}

extension NoteBlock {
  /// Whether it is not shown any more on a day; without a day all are shown.
  package func hasEnded(on today: CalendarDate?) -> Bool {
    guard let until, let today else { return false }
    return until < today
  }

  static func read(
    _ form: Form, in page: SourceFile, anchors: Set<String>, depth: Int
  ) -> (block: NoteBlock?, faults: [Diagnostic]) {
    var words = form.argument.split(whereSeparator: \.isWhitespace).map(String.init)
    var until: CalendarDate?
    if let place = words.firstIndex(of: "until") {
      guard words.count == place + 2, let day = CalendarDate(words[place + 1]), day.day != nil
      else { return (nil, [wrongEnd(words[(place + 1)...].joined(separator: " "), form.span)]) }
      until = day
      words.removeSubrange(place...)
    }
    let word = words.joined(separator: " ")
    guard let kind = word.isEmpty ? Kind.note : Kind(rawValue: word) else {
      let names = Kind.allCases.map(\.rawValue)
      let fault = Diagnostic(
        "unknown-value", "'\(word)' is no kind of note; known are \(names.joined(separator: ", "))",
        at: form.span, help: NearestName.help(for: word, among: names))
      return (nil, [fault])
    }
    let (document, faults) = MarkdownDocument.parse(
      contentOf: form, in: page, reserved: anchors)
    let (body, formFaults) = PreparedProse.prepare(document, in: page, depth: depth + 1)
    return (NoteBlock(kind: kind, until: until, body: body), faults + formFaults)
  }

  private static func wrongEnd(_ words: String, _ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-date", "a note ends on a day after 'until', found '\(words)'", at: span,
      help: ["write '=note warning until 2027-01-31'"])
  }
}
