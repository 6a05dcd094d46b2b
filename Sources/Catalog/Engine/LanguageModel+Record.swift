internal import Sizing

extension LanguageModel {
  /// Reads the shape of a model from its record.
  ///
  /// The context limit is the extended one where the record states it.
  init(_ record: RecordReader) throws(SizingFault) {
    let id = record.row.id
    guard let name = record["gguf_architecture"].text,
      let architecture = Architecture.allCases.first(where: { "\($0.name)" == name })
    else {
      throw .unsupported(
        table: "model", id: id,
        reason: "the engine does not know the architecture "
          + "'\(record["gguf_architecture"].text ?? ValueFormat.notStated)'",
        help: ["the column 'is_sized' of the table 'model' tells which models are covered"])
    }
    let experts = Self.experts(record)
    let isDense = experts.map { $0.leadingDenseLayers > 0 } ?? true
    let head = record.count("head_dim")
    do throws(ModelFault) {
      try self.init(
        architecture: architecture, block: Self.block(id, architecture),
        layers: Int(record.count("layers")), hiddenSize: record.count("hidden_size"),
        feedForwardSize: isDense ? record.count("intermediate_size") : 0,
        queryHeads: record.count("attention_heads"), kvHeads: record.count("kv_heads"),
        keyHeadSize: head, valueHeadSize: head, vocabularySize: record.count("vocab_size"),
        tiesEmbeddings: record["tied_embeddings"].flag ?? false, experts: experts,
        contextLimit: record["max_context_extended_tokens"].integer
          ?? record["max_context_tokens"].integer)
    } catch {
      throw SizingFault(error, id: id)
    }
  }

  private static func experts(_ record: RecordReader) -> Experts? {
    guard let count = record["moe_experts"].integer else { return nil }
    return Experts(
      count: count, used: record.count("moe_active_experts"),
      feedForwardSize: record.count("moe_intermediate_size"),
      leadingDenseLayers: Int(record.count("first_dense_layers")))
  }

  /// The tensors of a block, where a model differs from its family.
  ///
  /// Command R+ normalises queries and keys of each head; Command R does not, and GGUF calls both
  /// `command-r`.
  private static func block(_ id: String, _ architecture: Architecture) -> BlockLayout? {
    guard architecture == .commandR, id.hasPrefix("command-r-plus") else { return nil }
    var block = architecture.block
    block.queryKeyNorm = .eachHead
    return block
  }
}
