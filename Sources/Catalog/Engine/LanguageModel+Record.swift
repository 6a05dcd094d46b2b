internal import Sizing

extension LanguageModel {
  /// Reads the shape of a model from its record.
  ///
  /// The context limit is the extended one where the record states it.
  init(_ record: RecordReader) throws(SizingFault) {
    let id = record.row.id
    if let feature = UnsizedFeature.first(of: record) {
      throw .unsupported(table: "model", id: id, reason: feature.reason, help: [])
    }
    guard let name = record["gguf_architecture"].text,
      let architecture = Architecture.allCases.first(where: { "\($0.name)" == name })
    else {
      throw .unsupported(
        table: "model", id: id,
        reason: record["gguf_architecture"].text.map { "its architecture '\($0)' is not covered" }
          ?? "it has no GGUF architecture",
        help: ["the column 'is_sized' of the table 'model' tells which models are covered"])
    }
    let experts = Self.experts(record)
    let isDense = experts.map { $0.leadingDenseLayers > 0 } ?? true
    let head = record.count("head_dim")
    do throws(ModelFault) {
      try self.init(
        architecture: architecture, block: Self.block(record, architecture),
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

  /// The tensors of a block, where a model differs from its family: GLM-4 has models with and
  /// without biases under one name.
  private static func block(_ record: RecordReader, _ architecture: Architecture) -> BlockLayout? {
    var block = architecture.block
    guard let hasBias = record["attention_bias"].flag, hasBias != block.hasQueryKeyValueBias
    else { return nil }
    block.hasQueryKeyValueBias = hasBias
    return block
  }
}
