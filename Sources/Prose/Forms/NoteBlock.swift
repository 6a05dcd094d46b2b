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
  package var body: PreparedProse
}

extension NoteBlock {
  static func read(
    _ form: Form, in page: SourceFile, anchors: Set<String>, depth: Int
  ) -> (block: NoteBlock?, faults: [Diagnostic]) {
    let word = form.argument.trimmingSpaces()
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
    return (NoteBlock(kind: kind, body: body), faults + formFaults)
  }
}
