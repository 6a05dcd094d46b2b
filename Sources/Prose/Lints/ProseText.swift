import Diagnostics
import Markup

/// A page's text as its author wrote it, in sentences of words; forms are words of their own, and code
/// and destinations of links are left out.
struct ProseText {
  /// A word without the marks around it.
  struct Word {
    var text: String
    /// Its bytes in the source.
    var range: Range<Int>
    /// The form that stands here in place of a word.
    var form: SourceSpan?
    /// Whether it stands in the text of a link.
    var isInLink = false
  }

  /// Words up to a full stop, a question mark or the end of the block.
  struct Sentence {
    var words: [Word] = []
    /// The number of its paragraph, list item or table row.
    var block: Int
  }

  private(set) var sentences: [Sentence] = []

  /// Reads the bytes of a Markdown body.
  init(_ source: SourceFile, body: Range<Int>, prose: PreparedProse) {
    let mask = ProseMask(source, body: body, prose: prose)
    var cutter = SentenceCutter(source: source, mask: mask)
    cutter.read(body)
    sentences = cutter.sentences
  }

  /// The words of a block as one text.
  func text(ofBlock block: Int) -> String {
    sentences.filter { $0.block == block }.flatMap(\.words).map(\.text).joined(separator: " ")
  }
}

/// Which bytes of a page are prose.
struct ProseMask {
  enum Kind { case prose, link, hidden }

  private(set) var kinds: [Kind]
  /// Where forms in sentences begin, with their places.
  private(set) var forms: [Int: SourceSpan] = [:]

  init(_ source: SourceFile, body: Range<Int>, prose: PreparedProse) {
    kinds = Array(repeating: .prose, count: source.bytes.count)
    hide(prose, source)
    hideCode(source.bytes, body)
  }

  /// Hides forms, code blocks and destinations of links, also in notes.
  private mutating func hide(_ prose: PreparedProse, _ source: SourceFile) {
    for (form, prepared) in zip(prose.document.forms, prose.forms) {
      guard let range = Self.range(of: form.span, in: source) else { continue }
      for place in range { kinds[place] = .hidden }
      if case .note(let note) = prepared {
        show(form, range, source)
        hide(note.body, source)
      } else if form.shape == .inline {
        forms[range.lowerBound] = form.span
      }
    }
    for span in prose.document.code {
      guard let range = Self.range(of: span, in: source) else { continue }
      for place in range { kinds[place] = .hidden }
    }
    for link in prose.document.links {
      guard let range = Self.range(of: link.span, in: source),
        let end = LinkText.end(in: source.bytes, range)
      else { continue }
      for place in range where kinds[place] == .prose {
        kinds[place] = place < end ? .link : .hidden
      }
    }
  }

  /// Shows what stands inside the fence of a note.
  private mutating func show(_ form: Form, _ range: Range<Int>, _ source: SourceFile) {
    var offset = 0
    for line in form.content.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let start = form.map.source(offset)
      for place in start..<min(start + line.count, range.upperBound) { kinds[place] = .prose }
      offset += line.count + 1
    }
  }

  private mutating func hideCode(_ bytes: [UInt8], _ body: Range<Int>) {
    var place = body.lowerBound
    while place < body.upperBound {
      guard bytes[place] == UInt8(ascii: "`"), kinds[place] != .hidden else {
        place += 1
        continue
      }
      let ticks = bytes[place..<body.upperBound].prefix { $0 == UInt8(ascii: "`") }.count
      var end = place + ticks
      while end < body.upperBound {
        let run = bytes[end..<body.upperBound].prefix { $0 == UInt8(ascii: "`") }.count
        if run == ticks { break }
        end += max(run, 1)
      }
      guard end < body.upperBound else {
        place += ticks
        continue
      }
      for hidden in place..<(end + ticks) { kinds[hidden] = .hidden }
      place = end + ticks
    }
  }

  static func range(of span: SourceSpan, in source: SourceFile) -> Range<Int>? {
    guard let start = source.offset(of: span.start), let end = source.offset(of: span.end),
      start <= end
    else { return nil }
    return start..<end
  }
}
