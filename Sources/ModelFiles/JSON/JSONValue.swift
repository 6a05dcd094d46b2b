/// A value of a JSON text with its place.
package struct JSONValue: Sendable, Equatable {
  /// What the value is.
  package enum Kind: Sendable, Equatable {
    case null
    case flag(Bool)
    case number(JSONNumber)
    case text(String)
    case list([JSONValue])
    case object([JSONMember])
  }

  /// What the value is.
  package var kind: Kind
  /// The bytes it takes in the text.
  package var range: Range<Int>

  package init(_ kind: Kind, _ range: Range<Int>) {
    self.kind = kind
    self.range = range
  }

  /// The kind in words, for messages: 'a number', 'a list'.
  package var kindName: String {
    switch kind {
    case .null: "null"
    case .flag: "true or false"
    case .number: "a number"
    case .text: "a text"
    case .list: "a list"
    case .object: "an object"
    }
  }
}

/// A key of an object with its value.
package struct JSONMember: Sendable, Equatable {
  /// The key, escapes resolved.
  package var key: String
  /// The bytes of the key in the text, with its quotation marks.
  package var keyRange: Range<Int>
  /// The value.
  package var value: JSONValue

  package init(key: String, keyRange: Range<Int>, value: JSONValue) {
    self.key = key
    self.keyRange = keyRange
    self.value = value
  }
}
