import Markup

/// The HTML of a page's text, cut at its headings, to find the sentences that are claimed.
struct AnswerHTML {
  private let html: String.UTF8View
  private let headings: [Heading]

  init(_ html: String, headings: [Heading]) {
    self.html = html.utf8
    self.headings = headings
  }

  typealias Place = String.UTF8View.Index

  /// Returns the words below a heading down to the next of its level or above, or those above the
  /// first heading, without markup.
  func words(below heading: Heading?) -> String {
    PlainWords.of(html[range(below: heading)])
  }

  /// The words of the whole page.
  var allWords: String { PlainWords.of(html) }

  /// Returns the sentence in bold that a part opens with, or `nil` where it opens otherwise.
  func verdict(below heading: Heading?) -> String? {
    let part = html[range(below: heading)]
    let opening = part[(start(ofTextIn: part) ?? part.startIndex)...]
    guard opening.starts(with: "<p><strong>".utf8),
      let end = opening.firstRange(of: "</strong></p>".utf8)
    else { return nil }
    return PlainWords.of(opening[..<end.lowerBound])
  }

  /// Returns where the text below a heading begins; the start of the page for `nil`.
  func start(below heading: Heading?) -> Place {
    guard let heading else { return html.startIndex }
    let part = html[range(below: heading)]
    return start(ofTextIn: part) ?? part.endIndex
  }

  private func start(ofTextIn part: String.UTF8View.SubSequence) -> Place? {
    guard part.starts(with: "<h".utf8), let end = part.firstRange(of: "</h".utf8) else {
      return nil
    }
    guard let line = part[end.upperBound...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    return part.index(after: line)
  }

  private func range(below heading: Heading?) -> Range<Place> {
    guard let heading, let index = headings.firstIndex(where: { $0.id == heading.id }),
      let start = place(of: heading)
    else {
      return html.startIndex..<(headings.first.flatMap(place) ?? html.endIndex)
    }
    let next = headings[(index + 1)...].first { $0.level <= heading.level }
    return start..<(next.flatMap(place) ?? html.endIndex)
  }

  private func place(of heading: Heading) -> Place? {
    html.firstRange(of: "<h\(heading.level) id=\"\(HTMLEscape.text(heading.id))\"".utf8)?.lowerBound
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
    var text = String(decoding: bytes, as: UTF8.self)
    for (reference, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")] {
      text = text.replacing(reference, with: character)
    }
    return single(text)
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
