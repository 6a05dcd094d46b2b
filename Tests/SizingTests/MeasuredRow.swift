import Sizing
import Testing

/// A measured figure of a runtime other than llama.cpp, with what the engine says to it.
///
/// How a row is read depends on the names of its columns alone: none is treated by its id.
struct MeasuredRow: Sendable, CustomTestStringConvertible {
  /// A row that is scored, or why it is not.
  enum Reading: Sendable {
    /// The bytes that the engine expects.
    case scored(Double)
    /// Why the row says nothing about the engine.
    case left(String)
  }

  let cells: [String: String]

  var testDescription: String { text("row_id") }

  static let all: [MeasuredRow] = {
    do {
      return try Fixture.rows("runtimes").map { MeasuredRow(cells: $0) }
    } catch {
      Issue.record(error)
      return []
    }
  }()

  func text(_ column: String) -> String { cells[column] ?? "" }
  func integer(_ column: String) -> Int64? { Int64(text(column)) }

  /// The distance to the nearer end of the measured range, as a share of it; zero inside.
  func error(of bytes: Double) throws -> Double {
    let low = try #require(Double(text("vram_gib_lo")))
    let high = try #require(Double(text("vram_gib_hi")))
    let gib = bytes / 1_073_741_824
    if gib < low { return gib / low - 1 }
    return gib > high ? gib / high - 1 : 0
  }

  /// The model as the fixture of shapes names it, or `nil` when the engine has no such family.
  var modelID: String? {
    let name = text("model").split(separator: "/").last.map { $0.lowercased() } ?? ""
    let ids = [
      ("qwen2.5-", "qwen2.5-" + (name.split(separator: "-").dropFirst().first ?? "")),
      ("llama 2 70", "llama-2-70b"), ("llama-2 70", "llama-2-70b"),
      ("llama-2-70b", "llama-2-70b"), ("llama 2 13", "llama-2-13b"),
      ("llama-2-13b", "llama-2-13b"), ("llama 2 7", "llama-2-7b"), ("llama-2-7b", "llama-2-7b"),
      ("llama-3-8b", "llama-3-8b"), ("meta-llama-3-8b", "llama-3-8b"),
      ("llama-3.1-8b", "llama-3.1-8b"), ("meta-llama-3.1-8b", "llama-3.1-8b"),
      ("meta-llama-3.1-70b", "llama-3.1-70b"), ("llama-3.2-1b", "llama-3.2-1b"),
      ("llama-3.2-3b", "llama-3.2-3b"), ("mistral", "mistral-7b-v0.3"),
      ("tinyllama", "tinyllama-1.1b"), ("deepseek-r1-0528-qwen3-8b", "qwen3-8b"),
      ("deepseek", "deepseek-coder-33b"), ("codellama 34", "codellama-34b"),
      ("phind codellama", "codellama-34b"),
    ]
    return ids.first { name.hasPrefix($0.0) }?.1
  }

  /// The format, or `nil` when it is none of a checkpoint's.
  var format: CheckpointFormat? {
    let name = text("quant").lowercased()
    let is32 = name.contains("32g") || name.contains("g32")
    let formats: [(String, CheckpointFormat)] = [
      ("bf16", .bf16), ("bfloat16", .bf16), ("gptq-int8", .gptq8Group128),
      ("gptq", is32 ? .gptqGroup32 : .gptqGroup128), ("awq-hqq", .int4ZeroGroup64),
      ("awq-uint4", .int4ZeroGroup64), ("int4wo", .int4ZeroGroup64),
      ("awq", is32 ? .awqGroup32 : .awqGroup128), ("bnb.nf4-dq", .nf4Double),
      ("bnb.nf4", .nf4), ("bnb 4-bit", .nf4Double), ("(load_in_4bit)", .nf4),
      ("fp8", .fp8Block128), ("w8a8", .int8),
    ]
    return formats.first { name.hasPrefix($0.0) }?.1
  }

  /// A card of the measured kind that holds anything.
  func card() throws -> Card {
    let name = text("gpu")
    let backend: Backend =
      name.contains("4090") ? .cudaAda : name.contains("H100") ? .cudaHopper : .cudaAmpere
    return try #require(Card(usableBytes: 1 << 42, backend: backend))
  }
}
