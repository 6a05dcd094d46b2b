/// Each how many layers one differs from the others.
enum LayerPeriod {
  /// Each how many layers one sees the whole context, the last of them; zero when none does, `nil`
  /// when the layers follow no period.
  static func of(_ seesAll: [Bool]) -> Int? {
    guard let first = seesAll.firstIndex(of: true) else { return 0 }
    let period = first + 1
    for (layer, isFull) in seesAll.enumerated() where isFull != ((layer + 1) % period == 0) {
      return nil
    }
    return period
  }
}
