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
    /// The query whose rows the words are printed around.
    var asked: AskedWords?
  }

  private(set) var sentences: [Sentence] = []

  /// Reads what is prose of a file.
  init(_ source: SourceFile, mask: ProseMask) {
    var cutter = SentenceCutter(source: source, mask: mask)
    cutter.read()
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

  /// A text of a header or of front matter.
  struct Field {
    let lines: [Range<Int>]
    /// The query it belongs to.
    let asked: AskedWords?

    var start: Int { lines.first?.lowerBound ?? 0 }
    var end: Int { lines.last?.upperBound ?? 0 }
  }

  private(set) var kinds: [Kind]
  /// Where forms in sentences begin, with their places.
  private(set) var forms: [Int: SourceSpan] = [:]

  /// What the caption of a pipe table begins with.
  private static let captionOpening = "`=caption "

  /// The texts that readers see outside paragraphs, in order.
  private(set) var fields: [Field] = []

  /// Takes a page, and the texts of its front matter that readers see.
  init(
    _ source: SourceFile, body: Range<Int>, prose: PreparedProse, header: [PrintedWords],
    queries: NamedQueries
  ) {
    kinds = Array(repeating: .prose, count: source.bytes.count)
    for place in 0..<body.lowerBound { kinds[place] = .hidden }
    hide(prose, source)
    hideCode(source.bytes, body)
    add(header, asked: nil)
    addFields(of: prose, queries, source)
    showFields()
  }

  /// Takes the file of a named query.
  init(_ source: SourceFile, query: QueryBlock) {
    kinds = Array(repeating: .hidden, count: source.bytes.count)
    add(query.printed, asked: AskedWords(query.sql))
    showFields()
  }

  private mutating func add(_ printed: [PrintedWords], asked: AskedWords?) {
    fields += printed.map { Field(lines: $0.lines, asked: asked) }
  }

  private mutating func addFields(
    of prose: PreparedProse, _ queries: NamedQueries, _ source: SourceFile
  ) {
    for caption in prose.document.captions {
      guard let span = Self.range(of: caption.span, in: source) else { continue }
      let start = span.lowerBound + Self.captionOpening.utf8.count
      // The last byte is the backtick that closes it.
      guard start < span.upperBound - 1 else { continue }
      fields.append(Field(lines: [start..<span.upperBound - 1], asked: nil))
    }
    for form in prose.forms {
      switch form {
      case .table(let query): addFields(of: query, queries)
      case .chart(let chart): addFields(of: chart.query, queries)
      case .compare(let block):
        // A comparison asks for records.
        let ids = block.records.map(\.value).joined(separator: " ")
        add(block.printed, asked: AskedWords(ids))
      case .note(let note): addFields(of: note.body, queries, source)
      default: break
      }
    }
  }

  private mutating func addFields(of query: QuerySource, _ queries: NamedQueries) {
    switch query {
    case .own(let block): add(block.printed, asked: AskedWords(block.sql))
    case .named(let name, let header):
      add(header.printed, asked: queries[name.value].map { AskedWords($0.sql) })
    }
  }

  private mutating func showFields() {
    fields.sort { $0.start < $1.start }
    for line in fields.flatMap(\.lines) {
      for place in line.clamped(to: 0..<kinds.count) { kinds[place] = .prose }
    }
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
