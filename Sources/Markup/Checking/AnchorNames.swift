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
    // Most texts are ASCII, of which a byte tells all.
    for byte in text.utf8 {
      guard byte < 0x80 else { return unicodeSlug(of: text) }
      guard isPart(byte) else {
        needsHyphen = needsHyphen || byte != UInt8(ascii: "'")
        continue
      }
      if needsHyphen, !slug.isEmpty { slug.append(UInt8(ascii: "-")) }
      needsHyphen = false
      slug.append(lowercased(byte))
    }
    return slug.isEmpty ? emptySlug : String(decoding: slug, as: UTF8.self)
  }

  /// Does for any text what ``slug(of:)`` does by bytes.
  private static func unicodeSlug(of text: String) -> String {
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
        slug.append(lowercased(UInt8(truncatingIfNeeded: scalar.value)))
      } else {
        slug += scalar.properties.lowercaseMapping.utf8
      }
    }
    return slug.isEmpty ? emptySlug : String(decoding: slug, as: UTF8.self)
  }

  /// The anchor of a text without letters and digits.
  private static let emptySlug = "section"

  private static func lowercased(_ letter: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(letter) ? letter | 0x20 : letter
  }

  /// Whether an id an author wrote can stand in a URL fragment as it is.
  static func isValid(_ id: String) -> Bool {
    !id.isEmpty && id.unicodeScalars.allSatisfy { isPart($0) || joiners.contains($0) }
  }

  private static let joiners: Set<Unicode.Scalar> = ["-", "_", "."]

  /// Whether a scalar is a letter, a digit or a mark that belongs to the letter before it.
  private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return isPart(UInt8(truncatingIfNeeded: scalar.value)) }
    let properties = scalar.properties
    if properties.isAlphabetic || properties.numericType != nil { return true }
    let category = properties.generalCategory
    return category == .nonspacingMark || category == .spacingMark
  }

  /// Whether a byte of ASCII is a letter or a digit.
  private static func isPart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}
