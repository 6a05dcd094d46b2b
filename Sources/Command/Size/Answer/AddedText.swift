import Catalog
import Sizing

/// Writes what is loaded beside a model for a terminal.
struct AddedText: AnswerText, Sendable {
  let answer: SizeAnswer
  let colors: Bool

  /// A line for each model beside.
  var heading: String {
    var text = ""
    if let draft = answer.added.draft, let model = answer.added.companions.draft {
      var words = [
        "draft model \(draft.name)", draft.quantization,
        "file of \(MemoryText.gibibytes(draft.prepared.fileBytes))",
        "KV cache \(cacheTypes(model.cacheTypeK, model.cacheTypeV))",
        "\(prose(model.tokens, .tokens)) guessed ahead",
      ]
      if let limit = answer.draftLimit { words.append("made for \(prose(limit, .tokens)) only") }
      text += line(words)
    }
    if let name = answer.added.projector, let projector = answer.added.companions.projector {
      let (title, basis) =
        switch projector {
        case .stored: ("projector \(name)", "of its file")
        case .parameters: ("\(name) with projector", "estimated: 16 bits for each parameter")
        }
      text += line([
        title, "weights of \(MemoryText.gibibytes(projector.bytes)) (\(basis))",
        "working buffer not stated, not counted",
      ])
    }
    return text
  }

  /// The rows of the ledger for what is loaded beside the model.
  var rows: [LedgerRow] {
    var rows: [LedgerRow] = []
    if answer.plan.draft != nil {
      rows += [
        ("Draft weights", \.added.draftWeights, \.added.draftWeights),
        ("Draft KV cache", \.added.draftCache, \.added.draftCache),
        ("Draft buffers", \.added.draftCompute, \.added.draftCompute),
      ]
    }
    if answer.added.projector != nil {
      rows.append(("Projector", \.added.projector, { _ in 0 }))
    }
    return rows
  }
}
