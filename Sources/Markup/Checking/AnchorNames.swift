/// Makes the ids of headings: readable, stable, each once in a document.
struct AnchorNames {
  private var taken: Set<String>
  /// The number to try next for a name that is taken.
  private var nextNumber: [String: Int] = [:]

  init(reserved: Set<String>) { taken = reserved }

  /// Takes an id the author wrote; returns whether it was free.
  mutating func take(_ id: String) -> Bool { taken.insert(id).inserted }

  /// Returns a free id for a heading with this text and takes it.
  mutating func make(for text: String) -> String {
    let base = AnchorNames.slug(of: text)
    if taken.insert(base).inserted { return base }
    var number = nextNumber[base] ?? 2
    while !taken.insert("\(base)-\(number)").inserted { number += 1 }
    nextNumber[base] = number + 1
    return "\(base)-\(number)"
  }

  /// Returns the text in lower case with letters, digits and single hyphens only.
  ///
  /// Letters outside ASCII stay; apostrophes vanish, so that "card's" becomes `cards`; whatever
  /// else stands between words becomes one hyphen.
  static func slug(of text: String) -> String {
    var slug = ""
    var needsHyphen = false
    for scalar in text.unicodeScalars {
      guard let name = letters(for: scalar) else {
        needsHyphen = needsHyphen || !(scalar == "'" || scalar == "\u{2019}")
        continue
      }
      if needsHyphen, !slug.isEmpty { slug += "-" }
      needsHyphen = false
      slug += name
    }
    return slug.isEmpty ? "section" : slug
  }

  /// Whether an id an author wrote can stand in a URL fragment as it is.
  static func isValid(_ id: String) -> Bool {
    !id.isEmpty && id.unicodeScalars.allSatisfy { letters(for: $0) != nil || joiners.contains($0) }
  }

  private static let joiners: Set<Unicode.Scalar> = ["-", "_", "."]

  private static func letters(for scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "a"..."z", "0"..."9": return String(scalar)
    case "A"..."Z": return scalar.properties.lowercaseMapping
    case "\0"..."\u{7F}": return nil
    default:
      let properties = scalar.properties
      let isPart = properties.isAlphabetic || properties.numericType != nil
      return isPart || isMark(properties.generalCategory) ? properties.lowercaseMapping : nil
    }
  }

  /// Whether a scalar belongs to the letter before it.
  private static func isMark(_ category: Unicode.GeneralCategory) -> Bool {
    category == .nonspacingMark || category == .spacingMark
  }
}
