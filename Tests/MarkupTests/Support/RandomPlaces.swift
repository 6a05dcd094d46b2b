/// Makes Markdown in which every link, form and tag can be told by its number, so that its place in
/// the source is known without parsing: links are `[tN](dN)`, forms `` `=fN` ``, tags `<xN>`.
struct RandomPlaces {
  private var numbers: SeededNumbers
  private var count = 0

  init(seed: UInt64) { numbers = SeededNumbers(seed: seed) }

  private static let texts = [
    "word ", "Ünï ", "漢字 ", "\\* ", "&amp; ", "`` ", "`x` ", "``a ` b`` ", "*em* ", "**st** ",
    "_a b_ ", "\\[ ",
    "a\\\\ ", "[ ", "] ", "! ", "<http://a.b/c> ", "\\` ", "*", "_", "~ ", "(", ") ", "`c\nd` ",
    "\\\n", "  \n",
    "\n", "\n", "&copy; ", "'", "\" ",
  ]
  private static let starts = [
    "", "", "> ", ">", "> > ", "- ", "1. ", "10) ", "- - ", "> - ", "-\t", ">\t", "1.\t- ", "  ",
    "   > ",
    "## ", "- ## ", "[def]: /u\n", "[def]: </u> 't\nu'\n", "- [def]: u \"x\"\n  ",
  ]
  /// What a line after the first begins with: the right prefix now and then, nothing otherwise.
  private static let continuations = [
    "", "", "", "> ", ">", "  ", "    ", " ", "\t", ">  ", "> \t", "   ",
  ]

  /// Returns the next document; it may be read in more than one way, which is the point.
  mutating func next() -> String {
    var text = ""
    for _ in 0..<Int.random(in: 1...4, using: &numbers) {
      if Int.random(in: 0..<5, using: &numbers) == 0 {
        text += table() + "\n"
        continue
      }
      var block = element(Self.starts)
      for _ in 0..<Int.random(in: 1...8, using: &numbers) { block += piece() }
      block = block.split(separator: "\n", omittingEmptySubsequences: true).enumerated().map {
        $0.offset == 0 ? String($0.element) : element(Self.continuations) + $0.element
      }.joined(separator: "\n")
      text += block + (Bool.random(using: &numbers) ? "\n\n" : "\n")
    }
    return Int.random(in: 0..<5, using: &numbers) == 0 ? text.replacing("\n", with: "\r\n") : text
  }

  /// A table with three columns, perhaps in a list or quote, perhaps below text.
  private mutating func table() -> String {
    let (first, later) = [("", ""), ("> ", "> "), ("- ", "  "), ("> 1. ", ">    "), ("-\t", "\t")][
      Int.random(in: 0..<5, using: &numbers)]
    var lines = Bool.random(using: &numbers) ? [cell()] : []
    lines += [row(), "| --- |:-:| --: |"]
    for _ in 0..<Int.random(in: 0...3, using: &numbers) { lines.append(row()) }
    return lines.enumerated().map { ($0.offset == 0 ? first : later) + $0.element + "\n" }.joined()
  }

  private mutating func row() -> String { "| \(cell()) |\(cell())|\t\(cell())" }

  private mutating func cell() -> String {
    var cell = "c "
    for _ in 0..<Int.random(in: 0...3, using: &numbers) {
      let piece = piece()
      let isPlain =
        !piece.contains("\n") && !piece.contains("a ` b") && piece != "_" && piece != "*"
      cell += isPlain ? piece : "\\| "
    }
    return cell
  }

  private mutating func piece() -> String {
    count += 1
    switch Int.random(in: 0..<12, using: &numbers) {
    case 0: return "[t\(count)](d\(count)) "
    case 1: return "[t\(count)](d\(count)\n'x') "
    case 2: return "[t\(count) *a\nb*](d\(count) \"y\nz\") "
    case 3: return "`=f\(count)` "
    case 4: return "`` =f\(count) `` "
    case 5: return "`=f\(count)\nx` "
    case 6: return "<x\(count)> "
    case 7: return "<x\(count)\na='b'> "
    case 8: return "![i `c` \(count)](d\(count)) "
    default: return element(Self.texts)
    }
  }

  private mutating func element(_ list: [String]) -> String {
    list[Int.random(in: 0..<list.count, using: &numbers)]
  }
}
