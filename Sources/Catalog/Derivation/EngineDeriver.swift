internal import Sizing

/// Derives what the engine works out for a model or a card.
///
/// A model is worked out in one case: ``EngineCase/worked(model:limit:)``, on one CUDA card for the
/// memory, and for margin and speed on the device with the least memory that should hold it.
struct EngineDeriver {
  private let record: RecordReader
  private let kind: Kind
  private let log: ReadLog?

  private enum Kind {
    case card(SizedCard)
    case model(EngineCase, memory: Plan, onCard: SizingAnswer?)
  }

  /// Makes a deriver, or returns `nil` for a record that the engine does not cover.
  init?(_ record: RecordReader, engine: SizingEngine, log: ReadLog?) {
    self.record = record
    self.log = log
    // What the engine does not cover has no figures of it; the reason stands in the catalog.
    do throws(SizingFault) {
      switch record.table.schema.name {
      case "gpu": kind = .card(try engine.card(record.row.id, log: log))
      case "model":
        guard record["is_sized"].flag == true, let limit = record["max_context_tokens"].integer,
          let quantization = record["default_quantization"].text
        else { return nil }
        let worked = EngineCase.worked(
          model: record.row.id, quantization: quantization, limit: limit)
        let question = SizingQuestion(
          model: worked.model, quantization: quantization,
          contextTokens: worked.contextTokens ?? EngineCase.workedContext)
        let plan = try engine.need(question, log: log)
        log?.note(.table("gpu"))
        let card = Self.smallestCard(for: plan, of: engine)
        kind = .model(
          worked, memory: plan,
          onCard: try card.map { card throws(SizingFault) in
            try engine.answer(question, on: card.id, log: log)
          })
      default: return nil
      }
    } catch {
      return nil
    }
  }

  /// The card with the least usable memory above the need and its reserve; the largest where none
  /// is large enough.
  private static func smallestCard(for plan: Plan, of engine: SizingEngine) -> SizedCard? {
    let cards = engine.cardsBySize
    return cards.first { card in
      card.card.usableBytes - plan.need >= max(1 << 30, card.card.usableBytes / 20)
    } ?? cards.last
  }

  /// The case that a model is worked out for.
  var worked: RecordDerivation.Worked? {
    guard case .model(let worked, _, _) = kind else { return nil }
    return RecordDerivation.Worked(
      words: worked.words { $0 } + ", one user, 16-bit cache, on one CUDA card",
      others: "Another quantization changes the weights alone. Another context, or more users, "
        + "changes the cache and the working buffers. A card changes the overhead, and with the "
        + "need the margin and the speed.",
      command:
        "rigbook size \(worked.model) --quantization MIX --context TOKENS --gpu CARD --explain"
    )
  }

  /// Returns how a figure comes about, or `nil` where there is none: no speed where nothing fits.
  func figure(_ figure: EngineFigure) -> FigureDerivation? {
    switch kind {
    case .card(let card): figure == .overhead ? overhead(of: card) : nil
    case .model(let worked, let plan, let answer):
      switch figure {
      case .margin: answer.flatMap { margin($0, worked) }
      case .speed: answer.flatMap { speed($0, worked) }
      default:
        step(figure, in: plan.derivation).map { step in
          derivation(
            figure, step, unit: .gibibytes, cell: Self.gib(step.value), in: plan.derivation,
            command: command(worked))
        }
      }
    }
  }

  private func command(_ worked: EngineCase, on card: SizedCard? = nil) -> String {
    RepeatCommand.size(
      worked.model, quantization: worked.quantization, context: worked.contextTokens,
      card: card.map { ($0.id, 1) })
  }

  private func step(_ figure: EngineFigure, in derivation: Derivation) -> Term? {
    derivation.term(figure.quantity) ?? derivation.term(figure.quantity, card: 0)
  }

  private func derivation(
    _ figure: EngineFigure, _ step: Term, unit: Unit, cell: Cell, in derivation: Derivation,
    on card: SizedCard? = nil, command: String
  ) -> FigureDerivation {
    FigureDerivation(
      figure: figure.rawValue, title: figure.title + (card.map { " on \($0.name)" } ?? ""),
      cell: cell, unit: unit,
      text: ValueFormat.text(cell, unit: unit, style: .prose),
      exact: step.unit == .bytes
        ? ValueFormat.text(.integer(Int64(step.value)), unit: .bytes, style: .prose) : nil,
      symbol: "\(step.quantity.symbol)", formula: step.formula.map(DerivationText.text),
      basis: step.source == .arithmetic ? nil : DerivationText.title(of: step.source),
      inputs: StepInputs(derivation, of: figure, on: card).list,
      rounding: RoundingText.words(for: cell, unit: unit), command: command)
  }

  private func margin(_ answer: SizingAnswer, _ worked: EngineCase) -> FigureDerivation? {
    let steps = answer.plan.derivation
    guard let step = step(.margin, in: steps) else { return nil }
    return derivation(
      .margin, step, unit: .gibibytes, cell: Self.gib(step.value), in: steps, on: answer.card,
      command: command(worked, on: answer.card))
  }

  private func speed(_ answer: SizingAnswer, _ worked: EngineCase) -> FigureDerivation? {
    guard answer.plan.verdict != .doesNotFit, let decode = answer.speed.knownDecode else {
      return nil
    }
    let steps = decode.derivation
    guard let step = step(.speed, in: steps) else { return nil }
    var result = derivation(
      .speed, step, unit: .tokensPerSecond, cell: .decimal(step.value), in: steps,
      on: answer.card, command: command(worked, on: answer.card))
    let rate = decode.tokensPerSecond
    result.text =
      ValueFormat.number(rate.low, unit: .tokensPerSecond) + " to "
      + ValueFormat.text(.decimal(rate.high), unit: .tokensPerSecond, style: .prose)
      + " (\(rate.basis.name))"
    return result
  }

  /// A constant of the class of device, which vendor and architecture decide.
  private func overhead(of card: SizedCard) -> FigureDerivation {
    let cell = Self.gib(Double(card.overhead))
    let columns = ["vendor", "architecture"] + (card.devices > 1 ? ["driver_devices"] : [])
    let inputs = columns.compactMap { name -> FigureDerivation.Input? in
      guard let index = record.table.schema.columnIndex(name) else { return nil }
      log?.note(.cell(table: record.table.schema.name, id: record.row.id, column: name))
      let cell = record.row.cells[index]
      return FigureDerivation.Input(
        label: record.table.schema.columns[index].label, cell: cell, unit: "",
        text: ValueFormat.text(cell, unit: nil, style: .prose))
    }
    return FigureDerivation(
      figure: EngineFigure.overhead.rawValue, title: EngineFigure.overhead.title, cell: cell,
      unit: .gibibytes, text: ValueFormat.text(cell, unit: .gibibytes, style: .prose),
      exact: ValueFormat.text(.integer(card.overhead), unit: .bytes, style: .prose),
      symbol: "\(Quantity.overhead.symbol)",
      formula: "A constant of the class of device, by vendor and architecture"
        + (card.devices > 1 ? ", for each device that the driver sees" : ""),
      basis: DerivationText.title(of: TermSource.observedOverhead), inputs: inputs,
      rounding: RoundingText.words(for: cell, unit: .gibibytes),
      command: RepeatCommand.query(
        "select overhead_gib(\(SQLText.literal(.text(card.id)))) as overhead_gib"))
  }

  private static func gib(_ bytes: Double) -> Cell { .decimal(bytes / 1_073_741_824) }
}

/// The operands of a figure's last step, each followed by what it is made from, down to inputs and
/// to other figures.
private struct StepInputs {
  private(set) var list: [FigureDerivation.Input] = []
  private let terms: [Term]
  private let steps: [DerivationText.Step]
  private let card: SizedCard?
  private var seen: Set<Int> = []

  /// Takes the steps of a derivation; the record of `card` gives some of them.
  init(_ derivation: Derivation, of figure: EngineFigure, on card: SizedCard?) {
    self.card = card
    terms = derivation.terms
    steps = DerivationText.steps(derivation)
    let last = terms.lastIndex { $0.quantity == figure.quantity }
    for operand in last.map({ terms[$0].operands }) ?? [] { add(operand) }
  }

  private mutating func add(_ index: Int) {
    guard seen.insert(index).inserted else { return }
    let (term, step) = (terms[index], steps[index])
    let figure = EngineFigure.allCases.first { $0.quantity == term.quantity }
    let device = term.source == .deviceRecord ? card : nil
    list.append(
      FigureDerivation.Input(
        symbol: step.symbol, label: step.title,
        record: device.map { RecordName(table: "gpu", id: $0.id) },
        recordName: device?.name ?? "", cell: .decimal(step.value), unit: step.unit,
        text: step.text, formula: figure == nil ? step.formula : nil,
        basis: figure == nil && step.formula == nil ? step.source : nil,
        figure: figure?.rawValue))
    guard figure == nil else { return }
    for operand in term.operands { add(operand) }
  }
}
