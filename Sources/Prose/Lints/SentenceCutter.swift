import Diagnostics

/// Cuts what is prose into sentences of words.
struct SentenceCutter {
  let source: SourceFile
  let mask: ProseMask
  private(set) var sentences: [ProseText.Sentence] = []
  private var sentence = ProseText.Sentence(block: 0)
  private var block = 0
  /// Whether the last word ended a sentence, if the next begins one.
  private var isAtStop = false
  /// The first field that does not end before the place of reading, and the one it stands in.
  private var nextField = 0
  private var field: Int?

  init(source: SourceFile, mask: ProseMask) {
    self.source = source
    self.mask = mask
  }

  mutating func read() {
    var lines = LineCursor(bytes: source.bytes, offset: 0)
    while let line = lines.next() {
      if beginsBlock(line.content) { endBlock() }
      read(line: line.content)
    }
    endBlock()
  }

  /// Whether a line begins a paragraph, a list item, a heading or a row of a table.
  private func beginsBlock(_ line: Range<Int>) -> Bool {
    let text = source.bytes[line].drop { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ">") }
    guard let first = text.first else { return true }
    switch first {
    case UInt8(ascii: "#"), UInt8(ascii: "|"): return true
    case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"):
      return text.dropFirst().first == 0x20
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      let rest = text.drop { (0x30...0x39).contains($0) }
      return rest.first == UInt8(ascii: ".") && rest.dropFirst().first == 0x20
    default: return false
    }
  }

  private mutating func endBlock() {
    endSentence()
    block += 1
    beginSentence()
  }

  private mutating func beginSentence() {
    sentence = ProseText.Sentence(block: block, asked: field.flatMap { mask.fields[$0].asked })
  }

  /// Ends the block where a field begins or has ended.
  private mutating func enterField(at place: Int) {
    while nextField < mask.fields.count, mask.fields[nextField].end <= place { nextField += 1 }
    let isInside = nextField < mask.fields.count && mask.fields[nextField].start <= place
    let entered = isInside ? nextField : nil
    guard entered != field else { return }
    endSentence()
    field = entered
    endBlock()
  }

  private mutating func endSentence() {
    if !sentence.words.isEmpty { sentences.append(sentence) }
    beginSentence()
    isAtStop = false
  }

  private mutating func read(line: Range<Int>) {
    var place = line.lowerBound
    while place < line.upperBound {
      if let form = mask.forms[place] {
        enterField(at: place)
        let range = ProseMask.range(of: form, in: source) ?? place..<place + 1
        add(ProseText.Word(text: "…", range: range, form: form))
        place += 1
        continue
      }
      guard mask.kinds[place] != .hidden, !isSpace(place) else {
        place += 1
        continue
      }
      enterField(at: place)
      let start = place
      while place < line.upperBound, mask.kinds[place] != .hidden, mask.forms[place] == nil,
        !isSpace(place)
      { place += 1 }
      read(word: start..<place)
    }
  }

  /// White space, and the bytes of a no-break space, U+00A0 and U+202F.
  private func isSpace(_ place: Int) -> Bool {
    let bytes = source.bytes
    switch bytes[place] {
    case 0x20, 0x09: return true
    case 0xC2: return place + 1 < bytes.count && bytes[place + 1] == 0xA0
    case 0xA0: return place > 0 && bytes[place - 1] == 0xC2
    case 0xE2:
      return place + 2 < bytes.count && bytes[place + 1] == 0x80 && bytes[place + 2] == 0xAF
    case 0x80: return place > 0 && bytes[place - 1] == 0xE2 && bytes[place + 1] == 0xAF
    case 0xAF: return place > 1 && bytes[place - 1] == 0x80 && bytes[place - 2] == 0xE2
    default: return false
    }
  }

  static let marks: Set<Character> = [
    "(", ")", "[", "]", "\"", "'", "*", "_", "“", "”", "‘", "’", ",", ";", ":", "!", "?", ".", "\\",
    "|",
    "#", ">", "…",
  ]

  private mutating func read(word range: Range<Int>) {
    let text = String(decoding: source.bytes[range], as: UTF8.self)
    guard let first = text.firstIndex(where: { !Self.marks.contains($0) }),
      let last = text.lastIndex(where: { !Self.marks.contains($0) })
    else { return noteStop(in: text[...]) }
    let start = range.lowerBound + text.utf8.distance(from: text.startIndex, to: first)
    let word = text[first...last]
    if isAtStop, word.first?.isUppercase == true || word.first?.isNumber == true { endSentence() }
    isAtStop = false
    let isInLink = mask.kinds[start] == .link
    add(
      ProseText.Word(
        text: String(word), range: start..<start + word.utf8.count, isInLink: isInLink))
    noteStop(in: text[text.index(after: last)...])
  }

  private mutating func noteStop(in marks: Substring) {
    if marks.contains(where: { $0 == "." || $0 == "?" || $0 == "!" }) { isAtStop = true }
  }

  private mutating func add(_ word: ProseText.Word) {
    if isAtStop, word.form != nil { endSentence() }
    sentence.words.append(word)
  }
}
