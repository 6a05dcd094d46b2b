/// A pattern for the names of modules.
struct ModulePattern: Sendable {
  /// What stands for one or more characters of a name.
  private enum Piece: Equatable {
    case character(UInt8)
    /// Any characters, none included.
    case anything
    /// One digit or more.
    case digits
  }

  private var pieces: [Piece] = []
  /// The layer that the pattern names, where it names one.
  private(set) var layer: Int?

  /// Reads a pattern, each of its choices (`(gate|up)_proj`) as one of its own; `nil` where it is a regular
  /// expression of a kind that is not understood, or has too many choices.
  static func all(of text: String) -> [ModulePattern]? {
    var texts = [text]
    while text.hasPrefix("re:"), let first = texts.first, let choice = Choice(in: first) {
      texts = texts.flatMap { text in Choice(in: text)?.texts ?? [text] }
      guard texts.count <= 64, choice.texts.count <= 64 else { return nil }
    }
    var patterns: [ModulePattern] = []
    for text in texts {
      guard let pattern = ModulePattern(text) else { return nil }
      patterns.append(pattern)
    }
    return patterns
  }

  /// The first choice in a pattern between plain words.
  private struct Choice {
    /// The pattern with each of the words.
    let texts: [String]

    init?(in text: String) {
      guard let open = text.firstIndex(of: "("), let close = text[open...].firstIndex(of: ")")
      else { return nil }
      let inner = text[text.index(after: open)..<close]
      let rest = text[text.index(after: close)...]
      guard text[..<open].last != "\\", !inner.contains(where: { "(?*+[\\".contains($0) }),
        !rest.hasPrefix("?"), !rest.hasPrefix("*"), !rest.hasPrefix("+"), !rest.hasPrefix("{")
      else { return nil }
      texts = inner.split(separator: "|", omittingEmptySubsequences: false).map {
        String(text[..<open]) + String($0) + String(rest)
      }
    }
  }

  /// Reads a pattern; `nil` where it is a regular expression of a kind that is not understood.
  ///
  /// However a pattern is built, it is matched in steps as many as it and a name are long, multiplied.
  init?(_ text: String) {
    guard text.utf8.count <= 512 else { return nil }
    if text.hasPrefix("re:") {
      guard readExpression(text.dropFirst(3)) else { return nil }
    } else {
      // A name stands for all modules in it and for those that end in it.
      let name = text.split(separator: ".").joined(separator: ".")
      guard !name.isEmpty else { return nil }
      pieces = [.anything, .character(UInt8(ascii: "."))] + name.utf8.map(Self.piece)
      pieces += [.character(UInt8(ascii: ".")), .anything]
      if case .layer(let number) = TensorPart(ofTensor: name) { layer = number }
      narrow(to: name)
    }
  }

  /// Leaves of a name with layers what begins with `layers.`: models differ in what stands before.
  private mutating func narrow(to name: String) {
    guard let start = name.firstRange(of: "layers.")?.lowerBound else { return }
    pieces = [.anything] + name[start...].utf8.map(Self.piece)
    pieces += [.character(UInt8(ascii: ".")), .anything]
  }

  private static func piece(_ byte: UInt8) -> Piece {
    byte == UInt8(ascii: "*") ? .anything : .character(byte)
  }

  /// Reads `.*`, `.+`, `\d+`, `[0-9]+`, escaped characters and plain ones, with `^` and `$` at the ends.
  private mutating func readExpression(_ text: Substring) -> Bool {
    var rest = Array(text.utf8)[...]
    // Matches begin at the start of a name, which is written behind a point here.
    if rest.first == UInt8(ascii: "^") { rest.removeFirst() }
    pieces = [.anything, .character(UInt8(ascii: "."))]
    if rest.starts(with: Array(".*".utf8)) { pieces.removeLast() }
    var isClosed = false
    while let byte = rest.popFirst() {
      if isClosed { return false }
      let next = rest.first
      switch byte {
      case UInt8(ascii: "."):
        if next == UInt8(ascii: "*") || next == UInt8(ascii: "+") {
          rest.removeFirst()
          pieces.append(.anything)
        } else {
          // An unescaped point nearly always means itself.
          pieces.append(.character(byte))
        }
      case UInt8(ascii: "\\"):
        guard let next else { return false }
        rest.removeFirst()
        if next == UInt8(ascii: "d") {
          guard rest.popFirst() == UInt8(ascii: "+") else { return false }
          pieces.append(.digits)
        } else {
          pieces.append(.character(next))
        }
      case UInt8(ascii: "["):
        guard rest.starts(with: Array("0-9]+".utf8)) else { return false }
        rest = rest.dropFirst(5)
        pieces.append(.digits)
      case UInt8(ascii: "$"): isClosed = true
      case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "|"), UInt8(ascii: "?"),
        UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "{"), UInt8(ascii: "^"):
        return false
      default: pieces.append(.character(byte))
      }
    }
    if isClosed { pieces.append(.character(UInt8(ascii: "."))) } else { pieces.append(.anything) }
    return true
  }

  /// Whether the pattern matches a name that stands between two points.
  ///
  /// - Parameters:
  ///   - name: The bytes of the name.
  ///   - steps: What may be done still, less what was done.
  /// - Returns: Whether it does.
  func matches(_ name: [UInt8], _ steps: inout Int) -> Bool {
    // Where the characters read so far can end.
    var ends = [Bool](repeating: false, count: name.count + 1)
    ends[0] = true
    for piece in pieces {
      steps -= name.count
      switch piece {
      case .character(let byte):
        var reaches = false
        for index in name.indices.reversed() {
          ends[index + 1] = ends[index] && name[index] == byte
          reaches = reaches || ends[index + 1]
        }
        ends[0] = false
        if !reaches { return false }
      case .anything:
        guard let first = ends.firstIndex(of: true) else { return false }
        for index in first..<ends.count { ends[index] = true }
      case .digits:
        // Whether a run of digits from one of the ends goes on.
        var isOpen = false
        for index in name.indices {
          let isRun = isOpen
          let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(name[index])
          isOpen = (isOpen || ends[index]) && isDigit
          ends[index] = isRun
        }
        ends[name.count] = isOpen
      }
    }
    return ends[name.count]
  }
}
