import Catalog
import Diagnostics
import Markup

extension ProseRenderer {
  /// Writes how the figures of the page's record come about.
  func derivation(_ block: DerivationBlock, into rendered: inout RenderedProse) -> String {
    guard let record, let schema = database.catalog.table(record.table)?.schema else {
      rendered.diagnostics.append(
        Diagnostic(
          "no-record", "'=derivation' has no meaning here: the page is not about one record",
          at: block.span, help: ["a page of records is a file such as 'gpus/[gpu].md'"]))
      return ""
    }
    let known = CatalogDatabase.figures(of: schema)
    var shown = Set(rendered.derivations.flatMap { $0.figures.map(\.figure) })
    var names: [String] = []
    for name in block.figures(of: schema) {
      if !known.contains(name) {
        rendered.diagnostics.append(unknown(name, known: known, schema, at: block))
      } else if !shown.insert(name).inserted {
        rendered.diagnostics.append(
          Diagnostic(
            "duplicate-figure", "the page derives '\(name)' twice", at: block.span,
            help: ["name the figure in one '=derivation' only"]))
      } else {
        names.append(name)
      }
    }
    guard let derivation = database.derivation(of: record, figures: names, log: log) else {
      return ""
    }
    rendered.blocks[block.span] = .derivation(rendered.derivations.count)
    rendered.derivations.append(derivation)
    return DerivationHTML(derivation: derivation, page: { recordPage($0) }).html
  }

  private func unknown(
    _ name: String, known: [String], _ schema: TableSchema, at block: DerivationBlock
  ) -> Diagnostic {
    let help = NearestName.help(for: name, among: known)
    return Diagnostic(
      "unknown-figure", "a \(schema.noun) has no computed figure '\(name)'", at: block.span,
      help: help.isEmpty && !known.isEmpty
        ? ["known figures are \(known.joined(separator: ", "))"] : help)
  }

  /// Returns the link to how a figure was computed: on the page of its record where that shows it,
  /// else among the workings of this page.
  func link(
    to origin: FigureOrigin, workings: String?, into list: inout Workings
  ) -> String? {
    switch origin {
    case .column(let table, let column, let id):
      if let href = derivationPage(RecordName(table: table, id: id), column) { return href }
    case .call(let call):
      if let href = derivationPage(of: call, in: &list) { return href }
      if let id = list.add(call) { return "#" + id }
    case .query: break
    }
    return workings.map { "#" + $0 }
  }

  /// Returns the link to the page that works a call out in full, if its case is the one shown there.
  private func derivationPage(of call: EngineCall, in list: inout Workings) -> String? {
    guard let figure = EngineFigure(function: call.function), !figure.isOnOneDevice else {
      return nil
    }
    if let asked = EngineCase(call) {
      guard let worked = list.workedCase(of: asked.model, find: workedCase),
        asked.isPart(of: worked)
      else { return nil }
      return derivationPage(RecordName(table: "model", id: asked.model), figure.rawValue)
    }
    guard let gpu = call.argument("gpu")?.text else { return nil }
    return derivationPage(RecordName(table: "gpu", id: gpu), figure.rawValue)
  }

  /// The case that the page of a model works out.
  private func workedCase(of model: String) -> EngineCase? {
    let catalog = database.catalog
    log.note(.record(table: "model", id: model))
    guard let limit = catalog.cell("max_context_tokens", of: model, in: "model")?.integer,
      let quantization = catalog.cell("default_quantization", of: model, in: "model")?.text
    else { return nil }
    return EngineCase.worked(model: model, quantization: quantization, limit: limit)
  }
}
