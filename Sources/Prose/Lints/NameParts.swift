/// The letters and the numbers of a text apart, in small letters: `RTX 4090`, `RTX-4090` and `rtx4090`
/// have the same.
enum NameParts {
  private enum Kind { case letters, number, other }

  static func of(_ text: String) -> [String] {
    var parts: [String] = []
    var last = Kind.other
    let characters = Array(text.lowercased())
    for (index, character) in characters.enumerated() {
      var kind = Self.kind(of: character)
      // The point of a version, `3.1`.
      if character == ".", last == .number, index + 1 < characters.count,
        characters[index + 1].isNumber
      {
        kind = .number
      }
      if kind == .other {
        last = .other
        continue
      }
      if kind == last {
        parts[parts.count - 1].append(character)
      } else {
        parts.append(String(character))
      }
      last = kind
    }
    return parts
  }

  private static func kind(of character: Character) -> Kind {
    if character.isNumber { return .number }
    return character.isLetter || character == "+" ? .letters : .other
  }
}
