import Markup

/// The HTML of a page's text, cut at its headings, to find the sentences that are claimed.
struct AnswerHTML {
  private let html: [UInt8]
  private let headings: [Heading]
  /// Where each heading begins; `nil` for one that the text does not hold.
  private let starts: [Int?]
  /// The words of the parts that were asked for, by the place of their heading.
  private var words: [Int: String] = [:]

  init(_ html: String, headings: [Heading]) {
    let bytes = Array(html.utf8)
    var place = 0
    starts = headings.map { heading in
      let tag = Array("<h\(heading.level) id=\"\(HTMLEscape.text(heading.id))\"".utf8)
      guard let found = Self.find(tag, in: bytes, from: place) else { return nil }
      place = found + tag.count
      return found
    }
    self.html = bytes
    self.headings = headings
  }

  /// Returns the words below a heading down to the next of its level or above, or those above the
  /// first heading, without markup.
  mutating func words(below heading: Heading?) -> String {
    let index = index(of: heading)
    if let known = words[index] { return known }
    let found = PlainWords.of(html[range(below: index)])
    words[index] = found
    return found
  }

  /// The words of the whole page.
  var allWords: String { PlainWords.of(html) }

  /// Returns the sentence in bold that a part opens with, or `nil` where it opens otherwise.
  func verdict(below heading: Heading?) -> String? {
    let start = start(below: heading)
    let opening = Array("<p><strong>".utf8)
    let end = range(below: index(of: heading)).upperBound
    guard html[start..<end].starts(with: opening),
      let close = Self.find(Array("</strong></p>".utf8), in: html, from: start), close < end
    else { return nil }
    return PlainWords.of(html[start..<close])
  }

  /// Returns where the text below a heading begins; the start of the page for `nil`.
  func start(below heading: Heading?) -> Int {
    let index = index(of: heading)
    guard index >= 0, let start = starts[index] else { return 0 }
    guard let close = Self.find(Array("</h".utf8), in: html, from: start),
      let line = html[close...].firstIndex(of: UInt8(ascii: "\n"))
    else { return html.count }
    return line + 1
  }

  /// Returns the page with texts put in at places, which are in the order of the page.
  func inserting(_ texts: [(place: Int, text: String)]) -> String {
    var bytes: [UInt8] = []
    var place = 0
    for item in texts {
      bytes += html[place..<item.place]
      bytes += Array(item.text.utf8)
      place = item.place
    }
    return String(decoding: bytes + html[place...], as: UTF8.self)
  }

  /// The place of a heading in the list, or -1 for what stands above the first.
  private func index(of heading: Heading?) -> Int {
    heading.flatMap { heading in headings.firstIndex { $0.id == heading.id } } ?? -1
  }

  private func range(below index: Int) -> Range<Int> {
    guard index >= 0, let start = starts[index] else {
      return 0..<(starts.first.flatMap(\.self) ?? html.count)
    }
    let next = headings.indices[(index + 1)...].first {
      headings[$0].level <= headings[index].level && starts[$0] != nil
    }
    return start..<(next.flatMap { starts[$0] } ?? html.count)
  }

  private static func find(_ wanted: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    var place = start
    while let next = bytes[place...].firstIndex(of: wanted[0]) {
      if bytes[next...].starts(with: wanted) { return next }
      place = next + 1
    }
    return nil
  }
}

/// Words without markup, for comparing sentences.
enum PlainWords {
  /// Returns the text of HTML: tags are left out, references resolved, every stretch of white space is
  /// one space.
  static func of(_ html: some Sequence<UInt8>) -> String {
    var bytes: [UInt8] = []
    var isInTag = false
    for byte in html {
      switch byte {
      case UInt8(ascii: "<"): isInTag = true
      case UInt8(ascii: ">") where isInTag: isInTag = false
      default: if !isInTag { bytes.append(byte) }
      }
    }
    return single(CharacterReferences.decode(String(decoding: bytes, as: UTF8.self)))
  }

  /// Returns the text with every stretch of white space as one space, and none at its ends.
  static func single(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Returns the stretch of `text` that reads as `pattern`, in which `…` stands for up to 200
  /// characters; `nil` where none does.
  static func match(_ pattern: String, in text: String) -> String? {
    let parts = single(pattern).split(separator: "…", omittingEmptySubsequences: false)
    guard let first = parts.first, !first.isEmpty else { return nil }
    for start in text.ranges(of: first) {
      var end = start.upperBound
      let fits = parts.dropFirst().allSatisfy { part in
        guard !part.isEmpty else { return true }
        guard let next = text[end...].firstRange(of: part),
          text.distance(from: end, to: next.lowerBound) <= 200
        else { return false }
        end = next.upperBound
        return true
      }
      if fits { return String(text[start.lowerBound..<end]) }
    }
    return nil
  }
}
