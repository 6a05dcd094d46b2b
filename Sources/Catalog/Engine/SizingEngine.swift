internal import Diagnostics
package import Sizing
import Synchronization

/// The sizing engine over the catalog: ids in, results out.
///
/// Every model in every quantization is prepared once and then shared by all connections.
package final class SizingEngine: Sendable {
  private struct Key: Hashable {
    let model: String
    let quantization: String
    let hasImportanceMatrix: Bool
  }

  private let models: Table?
  private let quantizations: Table?
  private let cardsByID: [String: SizedCard]
  private let gpus: Table?
  let cpus: Table?
  let drives: Table?
  /// Whether the catalog has constants of speed, and with them factors of single cards.
  let hasCardFactors: Bool
  private let prepared = Mutex<[Key: SizedModel]>([:])
  let buffers: BufferMemo
  /// The tables that it is made of.
  private let inputs: [Table]

  /// All devices whose usable memory is known, in the order of the file.
  package let cards: [SizedCard]
  /// The same by the memory of a whole card, the least first; of equal ones the slowest.
  package let cardsBySize: [SizedCard]

  /// Makes an engine over a catalog with its computed columns. What was worked out for models that are
  /// those of the engine of a state before is taken over.
  package init(_ catalog: Catalog, after known: SizingEngine? = nil) {
    let models = catalog.table("model")
    self.models = models
    quantizations = catalog.table("quantization")
    if let known, let models, let others = known.models,
      let quantizations, let mixes = known.quantizations, quantizations.isCopy(of: mixes)
    {
      let same = models.idsOfRecords(alsoIn: others)
      buffers = BufferMemo(known.buffers, of: same)
      let taken = known.prepared.withLock { $0.filter { same.contains($0.key.model) } }
      prepared.withLock { $0 = taken }
    } else {
      buffers = BufferMemo()
    }
    gpus = catalog.table("gpu")
    cpus = catalog.table("cpu")
    drives = catalog.table("storage")
    hasCardFactors = catalog.table("speed_constant") != nil
    let lookups = TableLookups()
    let tables = TableIndex(catalog, lookups)
    let factors = CardFactors(tables)
    cards = tables.records(of: "gpu").compactMap { SizedCard($0, factors) }
    cardsBySize = cards.sorted { $0.isSmaller(than: $1) }
    cardsByID = Dictionary(cards.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    inputs = (["model", "quantization", "cpu", "storage"] + lookups.names).compactMap(catalog.table)
  }

  /// Whether another catalog, with its computed columns, would give the same engine.
  func isMade(of catalog: Catalog) -> Bool {
    inputs.allSatisfy { catalog.table($0.schema.name)?.isCopy(of: $0) == true }
  }

  /// The ids of the quantizations that the engine sizes: those of GGUF files.
  package var quantizationIDs: [String] {
    (quantizations?.rows ?? []).map(\.id).filter { QuantizationMix(id: $0) != nil }
  }

  /// Returns a model in a quantization, made without an importance matrix unless asked for.
  ///
  /// - Throws: `SizingFault` for an unknown id or a shape that the engine does not cover.
  package func model(
    _ id: String, quantization: String, hasImportanceMatrix: Bool = false, log: ReadLog? = nil
  ) throws(SizingFault) -> SizedModel {
    log?.note(.record(table: "model", id: id))
    log?.note(.record(table: "quantization", id: quantization))
    let key = Key(
      model: id, quantization: quantization, hasImportanceMatrix: hasImportanceMatrix)
    if let known = prepared.withLock({ $0[key] }) { return known }
    let record = try record(ofModel: id)
    let mix = try mix(quantization)
    let sized = SizedModel(
      id: id, name: record["name"].text ?? id, quantization: quantization,
      prepared: PreparedModel(
        try LanguageModel(record), mix, hasImportanceMatrix: hasImportanceMatrix),
      nativeContext: record["max_context_tokens"].integer)
    prepared.withLock { $0[key] = sized }
    return sized
  }

  /// A model of the catalog, before it is known what its weights are stored in.
  package struct Shape: Sendable {
    package let name: String
    package let model: LanguageModel
    /// The context the model was made for, in tokens, without ways to stretch it.
    package let nativeContext: Int64?
    /// Parameters of towers for pictures and sound, with their projectors; `nil` when not stated.
    package let towerParameters: Int64?
    /// What the published weights are in; `nil` when not stated.
    package let precision: PublishedPrecision?
  }

  /// Returns a model's shape.
  ///
  /// - Throws: `SizingFault` for an unknown id or a shape that the engine does not cover.
  package func shape(_ id: String) throws(SizingFault) -> Shape {
    let record = try record(ofModel: id)
    return Shape(
      name: record["name"].text ?? id, model: try LanguageModel(record),
      nativeContext: record["max_context_tokens"].integer,
      towerParameters: record["params_vision"].integer,
      precision: record["native_dtype"].text.flatMap { PublishedPrecision(rawValue: $0) })
  }

  /// The mix that a model is sized in where none is named (`default_quantization`); `nil` for an unknown id,
  /// and in a catalog without computed columns.
  package func usualMix(ofModel id: String) -> String? {
    guard let models, let row = models.row(id: id) else { return nil }
    return RecordReader(tables: TableIndex([models]), table: models, row: row)[
      "default_quantization"
    ].text
  }

  private func record(ofModel id: String) throws(SizingFault) -> RecordReader {
    guard let models, let row = models.row(id: id) else {
      throw unknown(id, in: models, table: "model", noun: "language model")
    }
    return RecordReader(tables: TableIndex([models]), table: models, row: row)
  }

  /// Returns the mix of formats that a quantization of the catalog stands for.
  ///
  /// - Throws: `SizingFault` for an unknown id or a quantization of other files than GGUF.
  package func mix(_ id: String) throws(SizingFault) -> QuantizationMix {
    guard quantizations?.row(id: id) != nil else {
      throw .unknownRecord(
        table: "quantization", noun: quantizations?.schema.noun ?? "quantization", id: id,
        help: NearestName.help(for: id, among: quantizationIDs))
    }
    guard let mix = QuantizationMix(id: id) else {
      throw .unsupported(
        table: "quantization", id: id, reason: "the engine covers GGUF files only",
        help: ["GGUF quantizations are \(quantizationIDs.joined(separator: ", "))"])
    }
    return mix
  }

  /// Returns a device.
  ///
  /// - Throws: `SizingFault` for an unknown id or a device whose memory is not stated.
  package func card(_ id: String, log: ReadLog? = nil) throws(SizingFault) -> SizedCard {
    log?.note(.record(table: "gpu", id: id))
    if let card = cardsByID[id] { return card }
    guard gpus?.row(id: id) == nil else {
      throw .unsupported(table: "gpu", id: id, reason: "its memory is not stated", help: [])
    }
    throw unknown(id, in: gpus, table: "gpu", noun: "graphics card")
  }

  func unknown(
    _ id: String, in table: Table?, table name: String, noun: String
  ) -> SizingFault {
    .unknownRecord(
      table: name, noun: table?.schema.noun ?? noun, id: id,
      help: NearestName.help(for: id, among: table?.rows.map(\.id) ?? []))
  }
}

extension QuantizationMix {
  /// Finds the mix by its id in the catalog, which is llama.cpp's name but for plain formats.
  init?(id: String) {
    let plain = ["f32": "F32", "bf16": "BF16"]
    self.init(named: plain[id] ?? id)
  }
}
