/// Numbers with their nouns.
enum Counted {
  /// Returns `1 page` or `2 pages`.
  static func text(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }

  /// Returns a size in the decimal units that file managers and web hosts use.
  static func bytes(_ count: Int) -> String {
    switch count {
    case ..<1000: return "\(count) B"
    case ..<1_000_000: return "\((count + 500) / 1000) kB"
    default:
      let tenths = (count + 50_000) / 100_000
      return "\(tenths / 10).\(tenths % 10) MB"
    }
  }
}
