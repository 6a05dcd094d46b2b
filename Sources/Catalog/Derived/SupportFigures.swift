/// The systems of a program's row, each as a yes or no.
enum SupportFigures {
  private static let systems = [("linux", "Linux"), ("windows", "Windows"), ("macos", "macOS")]

  static let columns: [ColumnSchema] = systems.map { system, title in
    .computed(
      "on_\(system)", .flag, title,
      "Whether the systems of this row hold \(title); not stated where the document names none.",
      from: ["os"])
  }

  static func cells(_ row: RecordReader) -> [Cell] {
    guard let list = row["os"].text else { return systems.map { _ in .notStated } }
    let named = IDList.items(list).map(\.id)
    return systems.map { .flag(named.contains($0.0[...])) }
  }
}
