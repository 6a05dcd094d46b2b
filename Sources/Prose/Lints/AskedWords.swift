/// The numbers and the words that a query is made of.
///
/// What is printed around the rows may say these again: a caption of 8,192 tokens over a query that
/// asks for 4,096 is told.
struct AskedWords: Sendable {
  private let numbers: Set<Double>
  private let words: Set<String>

  init(_ sql: String) {
    var numbers: Set<Double> = []
    var words: Set<String> = []
    for line in sql.split(separator: "\n") {
      // A comment asks nothing.
      let asked = line.firstRange(of: "--").map { line[..<$0.lowerBound] } ?? line
      for token in asked.split(whereSeparator: { !Self.isPartOfWord($0) }) {
        let word = token.lowercased()
        if let number = Double(word), number.isFinite { numbers.insert(number.magnitude) }
        words.insert(word)
        for part in word.split(whereSeparator: { $0 == "_" || $0 == "." }) {
          words.insert(String(part))
        }
      }
    }
    self.numbers = numbers
    self.words = words
  }

  private static func isPartOfWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || "_.-+".contains(character)
  }

  /// Whether a word, a part of a column's name or the id of a record stands in the query.
  func has(word: String) -> Bool { words.contains(word.lowercased()) }

  /// Whether all numbers of a quantity stand in the query.
  func has(quantity: String) -> Bool {
    if has(word: quantity.filter { !$0.isWhitespace }) { return true }
    let typed = quantity.split { !($0.isNumber || $0 == "." || $0 == ",") }
      .compactMap { number in Double(number.filter { $0 != "," }) }
    return !typed.isEmpty && typed.allSatisfy(numbers.contains)
  }
}
