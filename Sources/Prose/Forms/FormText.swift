import Diagnostics
import Markup

/// The text inside a form, or a part of it, with the way back to its place in the page.
struct FormText {
  let bytes: ArraySlice<UInt8>
  private let page: SourceFile
  private let map: ContentMap

  init(_ form: Form, in page: SourceFile) {
    self.init(bytes: Array(form.content.utf8)[...], page: page, map: form.map)
  }

  /// Takes a whole file.
  init(wholeOf file: SourceFile) {
    self.init(bytes: file.bytes[...], page: file, map: ContentMap(startingAt: 0))
  }

  private init(bytes: ArraySlice<UInt8>, page: SourceFile, map: ContentMap) {
    self.bytes = bytes
    self.page = page
    self.map = map
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The place of the whole text.
  var span: SourceSpan { page.span(map.source(bytes.startIndex)..<map.source(bytes.endIndex)) }

  /// Returns the place of the byte `offset` bytes into the text.
  func span(at offset: Int) -> SourceSpan {
    let start = map.source(bytes.startIndex + offset)
    return page.span(start..<(start + 1))
  }

  /// Splits a block at its first `---` line into a YAML header and what follows.
  func splitAtRule() -> (header: FormText?, body: FormText) {
    var lines = LineCursor(bytes: Array(bytes), offset: 0)
    while let line = lines.next() {
      let content = bytes[(bytes.startIndex + line.content.lowerBound)...]
        .prefix(line.content.count)
      guard content.elementsEqual(Array("---".utf8)) else { continue }
      return (part(..<content.startIndex), part((bytes.startIndex + line.end)...))
    }
    return (nil, self)
  }

  /// Returns where texts that were read from this one, as YAML, stand in the page.
  func printed(_ texts: [Located<String>]) -> [PrintedWords] {
    let (file, range) = source
    return texts.compactMap { PrintedWords($0, in: file, until: range.upperBound) }.map { words in
      PrintedWords(
        lines: words.lines.map { line in
          let start = bytes.startIndex + line.lowerBound - range.lowerBound
          return map.source(start..<start + line.count)
        })
    }
  }

  private func part(_ range: some RangeExpression<Int>) -> FormText {
    FormText(bytes: bytes[range], page: page, map: map)
  }

  /// The text as a stretch of a source file, for readers of YAML and Markdown.
  ///
  /// Usually that is the page itself. Where a list or quote indents the block, it is a stand-in with
  /// the same lines, in which only the columns lack the indentation.
  var source: (file: SourceFile, range: Range<Int>) {
    let start = map.source(bytes.startIndex)
    let end = start + bytes.count
    if end <= page.bytes.count, page.bytes[start..<end].elementsEqual(bytes) {
      return (page, start..<end)
    }
    let line = page.position(at: start).line
    let padding = [UInt8](repeating: UInt8(ascii: "\n"), count: line - 1)
    let file = SourceFile(path: page.path, bytes: padding + bytes)
    return (file, padding.count..<(padding.count + bytes.count))
  }
}
