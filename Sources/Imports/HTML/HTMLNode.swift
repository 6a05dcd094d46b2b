/// A piece of an HTML text.
indirect enum HTMLNode: Sendable, Equatable {
  case text(String)
  case element(HTMLElement)
}

/// An element with what stands in it.
struct HTMLElement: Sendable, Equatable {
  /// The name in small letters.
  var name: String
  /// The attributes by their names in small letters; of two with one name the first counts.
  var attributes: [String: String] = [:]
  var children: [HTMLNode] = []

  /// The value of an attribute, without white space around it; `nil` where it is empty.
  subscript(attribute: String) -> String? {
    guard let value = attributes[attribute] else { return nil }
    let words = value.trimmed
    return words.isEmpty ? nil : words
  }

  /// The names in the attribute `class`.
  var classes: [Substring] {
    attributes["class", default: ""].split(whereSeparator: \.isWhitespace)
  }

  /// All text inside, as it is written.
  var text: String { children.map(\.text).joined() }

  /// The elements among the children.
  var elements: [HTMLElement] {
    children.compactMap { if case .element(let element) = $0 { element } else { nil } }
  }

  /// The first element of a name anywhere inside.
  func first(_ name: String) -> HTMLElement? {
    for element in elements {
      if element.name == name { return element }
      if let found = element.first(name) { return found }
    }
    return nil
  }
}

extension HTMLNode {
  /// All text inside, as it is written.
  var text: String {
    switch self {
    case .text(let text): text
    case .element(let element) where element.name == "br": "\n"
    case .element(let element): element.text
    }
  }
}

extension String {
  /// The text without white space at its ends; a no-break space is none.
  var trimmed: String {
    guard let first = unicodeScalars.firstIndex(where: { !$0.isHTMLSpace }),
      let last = unicodeScalars.lastIndex(where: { !$0.isHTMLSpace })
    else { return "" }
    return String(unicodeScalars[first...last])
  }

  /// The text with each run of white space as one space, and none at its ends.
  var collapsed: String {
    unicodeScalars.split(whereSeparator: \.isHTMLSpace).map(String.init).joined(separator: " ")
  }
}

extension Unicode.Scalar {
  /// Whether HTML counts the scalar as white space.
  var isHTMLSpace: Bool { self == " " || ("\t"..."\r").contains(self) }
}
