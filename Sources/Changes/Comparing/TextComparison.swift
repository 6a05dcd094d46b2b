/// Compares the words of a page in two builds, by its Markdown.
struct TextComparison {
  /// A paragraph that is another; `nil` for one that came or went.
  struct Difference: Equatable {
    var before: String?
    var after: String?
  }

  /// The paragraphs that differ, in the order of the page.
  let differences: [Difference]

  /// What follows is how figures were made and where the page is from.
  private static let ends = ["## How the figures on this page are made", "---"]

  init(_ before: String, _ after: String) {
    let (old, new) = (Self.paragraphs(before), Self.paragraphs(after))
    let steps = new.difference(from: old)
    var removed: [Int: String] = [:]
    var added: [Int: String] = [:]
    for step in steps {
      switch step {
      case .remove(let offset, let element, _): removed[offset] = element
      case .insert(let offset, let element, _): added[offset] = element
      }
    }
    differences = Self.pairs(old.count, new.count, removed, added)
  }

  /// Puts together what was taken out and put in at the same place.
  private static func pairs(
    _ oldCount: Int, _ newCount: Int, _ removed: [Int: String], _ added: [Int: String]
  ) -> [Difference] {
    var result: [Difference] = []
    var (old, new) = (0, 0)
    while old < oldCount || new < newCount {
      let difference = Difference(before: removed[old], after: added[new])
      if difference.before != nil || difference.after != nil { result.append(difference) }
      if difference.before != nil || difference.after == nil { old += 1 }
      if difference.after != nil || difference.before == nil { new += 1 }
    }
    return result
  }

  /// The paragraphs without tables, headings and lines that say when a fact was read: all that is
  /// compared elsewhere.
  private static func paragraphs(_ markdown: String) -> [String] {
    var result: [String] = []
    var lines: [Substring] = []
    var fence: Substring?
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      if let open = fence {
        if line == open { fence = nil }
      } else if line.hasPrefix("```") {
        fence = line.prefix { $0 == "`" }
      } else if ends.contains(String(line)), lines.isEmpty {
        break
      }
      if line.isEmpty, fence == nil {
        close(&lines, into: &result)
      } else {
        lines.append(line)
      }
    }
    close(&lines, into: &result)
    return result
  }

  private static func close(_ lines: inout [Substring], into result: inout [String]) {
    defer { lines = [] }
    guard let first = lines.first,
      !["|", "#", "> **Under review.**"].contains(where: first.hasPrefix),
      // The steps of a figure, each with the command that repeats it.
      !lines.contains(where: { $0.hasPrefix("  - `rigbook ") })
    else { return }
    result.append(lines.joined(separator: " "))
  }
}

extension TextComparison.Difference {
  /// Whether the paragraph differs only in words of figures that are compared by themselves.
  func isExplained(by figures: [(before: String, after: String)]) -> Bool {
    guard let before, let after else { return false }
    let (old, new) = (Self.words(before), Self.words(after))
    let known = Set(figures.flatMap { Self.words($0.before) })
    let next = Set(figures.flatMap { Self.words($0.after) })
    return new.difference(from: old).allSatisfy { step in
      switch step {
      case .remove(_, let word, _): known.contains(word)
      case .insert(_, let word, _): next.contains(word)
      }
    }
  }

  /// The words without marks around them.
  private static func words(_ text: String) -> [Substring] {
    text.split(whereSeparator: \.isWhitespace).map { word in
      let start = word.drop { !$0.isLetter && !$0.isNumber }
      let end = start.lastIndex { $0.isLetter || $0.isNumber || $0 == "%" }
      return end.map { start[...$0] } ?? word
    }
  }
}
