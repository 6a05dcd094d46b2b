internal import Sizing

/// What the engine says of a language model before anything is known of its use.
enum ModelFigures {
  static let columns = [
    ColumnSchema(
      "is_sized", .flag, label: "Covered by the engine", origin: .computed,
      meaning: "Whether the sizing engine covers the model's architecture."),
    ColumnSchema(
      "kv_per_token_bytes", .integer, label: "KV cache per token", origin: .computed,
      meaning: "Bytes of keys and values in 16 bits for one token: 2 × layers × KV heads × head "
        + "size × 2."),
  ]

  static func cells(of record: RecordReader) -> [Cell] {
    let isSized: Bool
    do throws(SizingFault) {
      _ = try LanguageModel(record)
      isSized = true
    } catch {
      isSized = false
    }
    let elements = record.count("layers") * record.count("kv_heads") * record.count("head_dim")
    return [.flag(isSized), elements > 0 ? .integer(elements * 4) : .notStated]
  }
}
