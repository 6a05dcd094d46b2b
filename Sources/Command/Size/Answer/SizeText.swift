import Catalog
import Sizing

/// Writes the answer of `rigbook size` for a terminal.
struct SizeText: AnswerText, Sendable {
  let answer: SizeAnswer
  /// The smallest cards that hold it, when no card was asked for.
  var alternatives: [SizeAnswer] = []
  /// The smallest of all on which it fits with room to spare.
  var comfortable: SizeAnswer?
  let colors: Bool

  func render() -> String {
    var text = heading + "\n" + ledger
    if !answer.cards.isEmpty { text += bars }
    text += "\n" + summary
    if answer.cards.isEmpty {
      text += "\n" + (answer.needsNoCard ? Self.withoutCard : alternativesTable)
    }
    return text
  }

  // MARK: Heading

  private var heading: String {
    let prepared = answer.model.prepared
    var weights = [
      answer.model.quantization,
      prose(prepared.bitsPerWeight, .bitsPerWeight),
      "file of \(MemoryText.gibibytes(prepared.fileBytes))",
    ]
    if prepared.hasImportanceMatrix { weights.insert("importance matrix", at: 1) }
    var use = ["\(prose(answer.settings.contextTokens, .tokens)) of context"]
    if answer.settings.slots > 1 {
      use.append(
        "\(answer.settings.slots) slots of \(prose(answer.settings.contextPerSlot, .tokens))")
    }
    use.append("KV cache \(cacheTypes)")
    use += settingsBesideDefaults
    return line([TextStyle.bold.paint(answer.model.name, colors)] + weights) + line(use)
      + AddedText(answer: answer, colors: colors).heading + lines(of: answer.cards)
      + processor
  }

  /// The processor with its memory, and the disk, where they were named.
  private var processor: String {
    let machine = answer.machine
    var lines = ""
    var memory = machine.memoryGibibytes.map { "\(prose($0, .gibibytes)) of memory" }
    if let named = machine.processor {
      let speed = named.megatransfers.map {
        "memory at \(ValueFormat.number(Double($0), unit: nil)) MT/s"
          + (named.assumesFastestMemory ? " (assumed)" : "")
      }
      lines += line(
        [
          named.sockets == 1 ? named.name : "\(named.sockets) × \(named.name)", memory, speed,
          named.processor.map { prose($0.bandwidthGBPerSecond, .gigabytesPerSecond) },
        ].compactMap(\.self))
      memory = nil
    }
    if let memory { lines += line([memory]) }
    guard let disk = machine.disk else { return lines }
    let rate = disk.gigabytesPerSecond.map {
      prose($0, .gigabytesPerSecond) + (disk.isRated ? " by its data sheet" : "")
    }
    return lines + line([disk.name ?? "Disk", rate ?? ValueFormat.notStated])
  }

  private var cacheTypes: String {
    cacheTypes(answer.settings.cacheTypeK, answer.settings.cacheTypeV)
  }

  /// What was asked for beside context and cache, as far as it is not what everybody has.
  private var settingsBesideDefaults: [String] {
    let settings = answer.settings
    let placement = answer.plan.placement
    var words: [String] = []
    if settings.microBatch != LoadSettings.assumedMicroBatch {
      words.append("micro-batch of \(prose(settings.microBatch, .tokens))")
    }
    if !settings.flashAttention { words.append("no flash attention") }
    if settings.logits == .all { words.append("logits of every token") }
    let layers = answer.model.prepared.model.layers
    if placement.hostLayers > 0 {
      words.append("\(placement.hostLayers) of \(layers) layers in host memory")
    } else if placement.outputHome == placement.host {
      words.append("output matrix in host memory")
    }
    if placement.layersWithHostExperts > placement.hostLayers {
      words.append("experts of \(placement.layersWithHostExperts) layers in host memory")
    }
    if settings.hostExpertLayers > 0, answer.model.prepared.model.experts == nil {
      words.append("no experts to keep in host memory")
    }
    return words
  }

  // MARK: Ledger

  /// The bytes of each device, in several tables one below the other where one would be too wide.
  private var ledger: String {
    tables(of: LedgerColumns(answer.plan).columns) { columns, areLast in
      ledger(columns, host: areLast ? answer.plan.host : nil)
    }
  }

  private func ledger(
    _ columns: ArraySlice<LedgerColumns<CardLedger>.Column>, host: HostLedger?
  ) -> TextTable {
    var table = TextTable([.left] + columns.map { _ in .right } + (host == nil ? [] : [.right]))
    func add(
      _ label: String, _ style: TextStyle = .plain, card cell: (CardLedger) -> TextTable.Cell,
      host hostCell: (HostLedger) -> TextTable.Cell
    ) {
      let hostCells = host.map { [hostCell($0)] } ?? []
      table.add([.init(label, style)] + columns.map { cell($0.ledger) } + hostCells)
    }
    let isOnlyCard = answer.plan.cards.count == 1
    table.add(
      [TextTable.Cell("MiB", .dim)]
        + columns.map { .init(isOnlyCard ? "card" : $0.title, .bold) }
        + (host == nil ? [] : [.init("host", .bold)]))
    table.addRule()
    let rows: [LedgerRow] =
      [
        ("Weights", \.weights, \.weights), ("KV cache", \.cache, \.cache),
        ("Compute buffers", \.compute, \.compute),
      ] + AddedText(answer: answer, colors: colors).rows
      + [("Runtime overhead", \.overhead.mid, { _ in 0 })]
    for (label, bytes, hostBytes) in rows {
      add(label, card: { amount(bytes($0)) }, host: { amount(hostBytes($0)) })
    }
    table.addRule()
    add(
      "Need", .bold, card: { .init(MemoryText.mebibytes($0.need), .bold) },
      host: { .init(MemoryText.mebibytes($0.need), .bold) })
    guard !answer.cards.isEmpty else { return table }
    add("Addressable", card: { amount($0.card.usableBytes) }, host: { _ in amount(0) })
    add(
      "Left", card: { .init(MemoryText.mebibytes($0.room), $0.verdict.style) },
      host: { _ in amount(0) })
    return table
  }

  private func amount(_ bytes: Int64) -> TextTable.Cell {
    bytes == 0
      ? TextTable.Cell(ValueFormat.notApplicable, .dim)
      : TextTable.Cell(MemoryText.mebibytes(bytes))
  }

  private var bars: String {
    let columns = LedgerColumns(answer.plan).columns
    let widest = columns.map(\.title.displayWidth).max() ?? 0
    var text = "\n"
    for column in columns {
      let bar = MemoryBar(column.ledger)
      let space = String(repeating: " ", count: widest - column.title.displayWidth)
      let label = answer.plan.cards.count == 1 ? "" : column.title + space + "  "
      text += label + bar.render(colors: colors) + "  \(bar.percent) %\n"
    }
    return text + MemoryBar.legend(colors: colors) + "\n"
  }

  // MARK: Summary

  private var summary: String {
    var rows: [(title: String, text: String)] = []
    if !answer.cards.isEmpty {
      let verdict = answer.plan.verdict
      rows.append(("Verdict", "\(verdict.style.paint("\(verdict.name)", colors)), \(margin)"))
    }
    rows.append(
      ("Host memory", "\(MemoryText.gibibytes(answer.plan.host.need)) for \(hostContents)"))
    if !answer.cards.isEmpty || answer.speed != nil {
      let speed = SpeedText(answer: answer, colors: colors)
      rows.append(("Decode", speed.decode))
      if let all = speed.allAtOnce { rows.append(("All at once", all)) }
      if let users = speed.users { rows.append(users) }
      rows.append(("Prefill", speed.prefill))
      if let loading = speed.loading { rows.append(("Loading", loading)) }
    }
    return summary(rows)
  }

  private var hostContents: String {
    let placement = answer.plan.placement
    var parts = ["the input embedding"]
    if answer.plan.draft != nil { parts.append("the draft model's share") }
    if placement.hostLayers > 0 { parts.append("layers") }
    if placement.layersWithHostExperts > placement.hostLayers { parts.append("experts") }
    return parts.joined(separator: ", ") + " and buffers"
  }

  private var margin: String {
    let plan = answer.plan
    let place = plan.cards.count == 1 ? "" : " on card \(plan.bindingCard + 1)"
    let amount = MemoryText.gibibytes(Int64(plan.margin.magnitude))
    switch plan.verdict {
    case .fits: return "\(amount) left\(place)"
    case .tight: return "only \(amount) left\(place)"
    case .doesNotFit where plan.margin < 0: return "\(amount) too little\(place)"
    case .doesNotFit: return "\(amount) left\(place), less than it takes to run safely"
    }
  }
}
