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
    var slug: [UInt8] = []
    slug.reserveCapacity(text.utf8.count)
    var needsHyphen = false
    for scalar in text.unicodeScalars {
      guard isPart(scalar) else {
        needsHyphen = needsHyphen || !(scalar == "'" || scalar == "\u{2019}")
        continue
      }
      if needsHyphen, !slug.isEmpty { slug.append(UInt8(ascii: "-")) }
      needsHyphen = false
      if scalar.isASCII {
        let isUpper = ("A"..."Z").contains(scalar)
        slug.append(UInt8(truncatingIfNeeded: scalar.value) | (isUpper ? 0x20 : 0))
      } else {
        slug += scalar.properties.lowercaseMapping.utf8
      }
    }
    return slug.isEmpty ? "section" : String(decoding: slug, as: UTF8.self)
  }

  /// Whether an id an author wrote can stand in a URL fragment as it is.
  static func isValid(_ id: String) -> Bool {
    !id.isEmpty && id.unicodeScalars.allSatisfy { isPart($0) || joiners.contains($0) }
  }

  private static let joiners: Set<Unicode.Scalar> = ["-", "_", "."]

  /// Whether a scalar is a letter, a digit or a mark that belongs to the letter before it.
  private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9": return true
    case "\0"..."\u{7F}": return false
    default:
      let properties = scalar.properties
      if properties.isAlphabetic || properties.numericType != nil { return true }
      let category = properties.generalCategory
      return category == .nonspacingMark || category == .spacingMark
    }
  }
}
