/// The value of `--draft`: a model's id, with the mix of its GGUF file or the format of its checkpoint
/// as `ID:FORMAT`.
struct DraftSelection: Hashable, Sendable {
  let id: String
  /// `nil` for what is assumed of a model: its usual mix, or the format that it was published in.
  let format: String?

  init?(argument: String) {
    let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let id = parts.first, !id.isEmpty, parts.last?.isEmpty == false else { return nil }
    self.id = String(id)
    format = parts.count == 2 ? String(parts[1]) : nil
  }
}
