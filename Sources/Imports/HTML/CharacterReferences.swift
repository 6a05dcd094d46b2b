/// The references to characters of HTML, such as `&hellip;` and `&#8217;`.
///
/// Source: the HTML Standard, "Named character references" (those of Latin-1 and of common
/// punctuation) and the table for numbers from 0x80 to 0x9F.
enum CharacterReferences {
  /// Returns the text with references replaced by what they stand for; what is none stays.
  static func decode(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    var result = ""
    var rest = text[...]
    while let ampersand = rest.firstIndex(of: "&") {
      result += rest[..<ampersand]
      let behind = rest[rest.index(after: ampersand)...]
      let word = behind.prefix(10).prefix {
        $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "#")
      }
      if let scalar = scalar(of: word) {
        result.unicodeScalars.append(scalar)
        rest = behind[word.endIndex...]
        if rest.first == ";" { rest = rest.dropFirst() }
      } else {
        result += "&"
        rest = behind
      }
    }
    return result + rest
  }

  private static func scalar(of word: Substring) -> Unicode.Scalar? {
    guard word.hasPrefix("#") else { return named[String(word)] }
    let digits = word.dropFirst()
    let isHex = digits.hasPrefix("x") || digits.hasPrefix("X")
    guard let value = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits) else {
      return nil
    }
    if (0x80...0x9F).contains(value) { return windows[Int(value - 0x80)] }
    return value == 0 ? "\u{FFFD}" : Unicode.Scalar(value) ?? "\u{FFFD}"
  }

  /// What numbers from 0x80 to 0x9F stand for: the characters of Windows-1252.
  private static let windows = Array(
    ("€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}" + "\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ").unicodeScalars)

  private static let latin = """
    nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 \
    sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc \
    Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve \
    Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute \
    acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde \
    ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml
    """

  private static let named: [String: Unicode.Scalar] = {
    var named: [String: Unicode.Scalar] = [
      "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "ndash": "–", "mdash": "—",
      "lsquo": "‘", "rsquo": "’", "sbquo": "‚", "ldquo": "“", "rdquo": "”", "bdquo": "„",
      "hellip": "…", "bull": "•", "euro": "€", "trade": "™", "minus": "−", "le": "≤", "ge": "≥",
      "ne": "≠", "asymp": "≈", "infin": "∞", "larr": "←", "rarr": "→", "lsaquo": "‹",
      "rsaquo": "›", "dagger": "†", "permil": "‰", "thinsp": "\u{2009}", "ensp": "\u{2002}",
      "emsp": "\u{2003}", "zwj": "\u{200D}", "zwnj": "\u{200C}", "check": "✓", "star": "☆",
    ]
    for (name, value) in zip(latin.split(separator: " "), UInt32(0xA0)...0xFF) {
      named[String(name)] = Unicode.Scalar(value)
    }
    return named
  }()
}
