import Catalog
import Pages

extension JSONWriter {
  /// Writes a member that is a derivation: its steps in order, inputs first.
  mutating func steps(_ name: String, _ steps: [DerivationText.Step]) {
    key(name)
    array { writer in
      for step in steps { writer.object { $0.members(of: step) } }
    }
  }

  private mutating func members(of step: DerivationText.Step) {
    member("symbol", step.symbol)
    member("title", step.title)
    number("value", step.value)
    member("unit", step.unit)
    if let card = step.card { number("card", Int64(card)) }
    if let formula = step.formula { member("formula", formula) }
    member("source", step.source)
    key("operands")
    array { writer in
      for operand in step.operands { writer.string(operand) }
    }
  }
}
