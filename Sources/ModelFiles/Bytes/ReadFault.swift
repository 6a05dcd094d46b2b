internal import Diagnostics

/// Why reading a file stopped, with the bytes it is about.
///
/// The readers know byte offsets only; who started them knows the file and makes the diagnostic.
struct ReadFault: Error, Sendable, Equatable {
  /// The kind of fault.
  let id: Diagnostic.Identifier
  /// One line: what was found and what was expected.
  let summary: String
  /// The bytes it is about, counted from the start of what is read.
  let range: Range<Int64>
  /// A second place, with what it shows.
  let related: Related?
  /// How to mend it.
  let help: [String]

  /// A second place in the same file.
  struct Related: Sendable, Equatable {
    let text: String
    let range: Range<Int64>
  }

  init(
    _ id: Diagnostic.Identifier, _ summary: String, at range: Range<Int64>,
    related: Related? = nil, help: [String] = []
  ) {
    self.id = id
    self.summary = summary
    self.range = range
    self.related = related
    self.help = help
  }

  init(
    _ id: Diagnostic.Identifier, _ summary: String, at range: Range<Int>,
    related: Related? = nil, help: [String] = []
  ) {
    self.init(
      id, summary, at: Int64(range.lowerBound)..<Int64(range.upperBound), related: related,
      help: help)
  }

  /// The same fault in a file in which what was read begins at byte `offset`.
  func moved(by offset: Int64) -> ReadFault {
    ReadFault(
      id, summary, at: range.lowerBound + offset..<range.upperBound + offset,
      related: related.map {
        Related(
          text: $0.text, range: $0.range.lowerBound + offset..<$0.range.upperBound + offset)
      },
      help: help)
  }

  /// The diagnostic for a text file.
  func diagnostic(in source: SourceFile) -> Diagnostic {
    let span = { (range: Range<Int64>) in
      source.span(Int(clamping: range.lowerBound)..<Int(clamping: range.upperBound))
    }
    return Diagnostic(
      id, summary, at: span(range),
      notes: related.map { [.init($0.text, at: span($0.range))] } ?? [],
      help: help)
  }

  /// The diagnostic for a binary file, whose places are byte offsets.
  func diagnostic(inBinary path: String) -> Diagnostic {
    var notes = [Diagnostic.Note("at byte \(range.lowerBound) of the file")]
    if let related {
      notes.append(.init("\(related.text), at byte \(related.range.lowerBound)"))
    }
    return Diagnostic(
      id, summary, at: SourceSpan(binary: path, range), notes: notes, help: help)
  }
}

extension SourceSpan {
  /// A stretch of a binary file: it has one line, whose columns count bytes from 1.
  init(binary path: String, _ range: Range<Int64>) {
    self.init(
      file: path, start: SourcePosition(line: 1, column: Int(clamping: range.lowerBound) + 1),
      end: SourcePosition(line: 1, column: Int(clamping: range.upperBound) + 1))
  }
}
