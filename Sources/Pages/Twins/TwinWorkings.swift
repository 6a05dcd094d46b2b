import Catalog
import Prose

/// How the figures of a page come about, in its JSON twin.
///
/// `derivations` are the parts of a record's page; `queries` and `answers` its workings, by the
/// anchors that they have in the page. An answer is one use of a model with what the functions of
/// the engine gave for it, by their names.
struct TwinWorkings {
  let prose: RenderedProse
  let words: WorkingsWords

  func write(into json: inout JSONWriter) {
    if !prose.derivations.isEmpty {
      json.key("derivations")
      json.array { json in
        for derivation in prose.derivations {
          for figure in derivation.figures { write(figure, of: derivation, into: &json) }
        }
      }
      json.key("sources")
      json.array { json in
        for origin in prose.derivations.flatMap(\.origins) { write(origin, into: &json) }
      }
    }
    guard !prose.workings.isEmpty else { return }
    json.key("queries")
    json.array { json in for query in prose.workings.queries { write(query, into: &json) } }
    json.key("answers")
    json.array { json in for answer in prose.workings.answers { write(answer, into: &json) } }
  }

  private func write(
    _ figure: FigureDerivation, of derivation: RecordDerivation, into json: inout JSONWriter
  ) {
    json.object { json in
      json.member("id", DerivationBlock.anchor(figure.figure))
      json.member("title", figure.title)
      json.key("value")
      json.literal(ValueFormat.json(figure.cell))
      if let unit = figure.unit { json.member("unit", unit.symbol) }
      json.member("text", figure.text)
      if let formula = figure.formula {
        json.member("formula", figure.symbol.isEmpty ? formula : figure.symbol + " = " + formula)
      }
      if let basis = figure.basis { json.member("basis", basis) }
      json.key("inputs")
      json.array { json in
        for input in figure.inputs { json.line { write(input, into: &$0) } }
      }
      json.member("rounding", figure.rounding)
      json.member("command", figure.command)
    }
  }

  private func write(_ input: FigureDerivation.Input, into json: inout JSONWriter) {
    if !input.symbol.isEmpty { json.member("symbol", input.symbol) }
    json.member("label", input.label)
    if let record = input.record {
      json.member("record_table", record.table)
      json.member("record_id", record.id)
    }
    if let cell = input.cell {
      json.key("value")
      json.literal(ValueFormat.json(cell))
      if !input.unit.isEmpty { json.member("unit", input.unit) }
    }
    json.member("text", input.text)
    if let formula = input.formula { json.member("formula", formula) }
    if let basis = input.basis { json.member("basis", basis) }
    if let figure = input.figure { json.member("derivation", DerivationBlock.anchor(figure)) }
  }

  private func write(_ origin: RecordDerivation.Origin, into json: inout JSONWriter) {
    json.object { json in
      json.member("record_table", origin.record.table)
      json.member("record_id", origin.record.id)
      json.key("sources")
      json.array { json in
        for source in origin.sources {
          json.line { json in
            json.member("id", source.id)
            json.member("title", source.title)
            if let date = source.accessed { json.member("read", date.description) }
          }
        }
      }
    }
  }

  private func write(_ query: Workings.Query, into json: inout JSONWriter) {
    json.object { json in
      json.member("id", query.id)
      json.member("title", query.title)
      if let target = query.target { json.member("table", target) }
      json.member("sql", query.question.sql)
      json.member("reads", query.question.reads)
      let functions = query.question.functions
      if !functions.isEmpty { json.member("functions", functions.joined(separator: ", ")) }
    }
  }

  private func write(_ answer: Workings.Answer, into json: inout JSONWriter) {
    json.line { json in
      json.member("id", answer.id)
      json.member("model", answer.subject.model)
      if let quantization = answer.subject.quantization {
        json.member("quantization", quantization)
      }
      if let tokens = answer.subject.contextTokens {
        json.member("context_tokens", count: Int(tokens))
      }
      json.member("users", count: Int(answer.subject.users))
      if let gpu = answer.subject.gpu {
        json.member("gpu", gpu)
        json.member("count", count: Int(answer.subject.count))
      }
      for call in answer.calls {
        json.key(call.function)
        json.literal(ValueFormat.json(call.result))
      }
      json.member("command", words.command(for: answer))
    }
  }
}
