import Catalog
import Diagnostics
import Markup

/// A `=fit` block: whether a language model fits cards.
package struct FitBlock: Sendable {
  package var model: Located<String>
  package var gpu: Located<String>
  /// How many of the card there are.
  var count: Int
  /// The model's usual one unless stated.
  var quantization: Located<String>?
  /// Tokens of context for each user.
  var context: Int
  var users: Int
  var span: SourceSpan

  private static let counts = 1...16
}

extension FitBlock {
  static func read(_ form: Form, in page: SourceFile) -> (block: FitBlock?, faults: [Diagnostic]) {
    let content = FormText(form, in: page)
    let (value, yamlFaults) = YAMLReader.read(content.source.file, range: content.source.range)
    guard yamlFaults.isEmpty else { return (nil, yamlFaults) }
    var fields = Fields(value, of: "the question", at: form.span)
    let model = fields.requiredText("model")
    let card = fields.requiredText("gpu")
    let quantization = fields.text("quantization")
    let context = number("context", in: &fields)
    let users = number("users", in: &fields)
    if fields.text("context") == nil {
      fields.report(
        missing: "context", help: "say for how many tokens: 'context: 32768'")
    }
    guard let model, let card, let (count, gpu) = cards(card, in: &fields), let context else {
      return (nil, fields.finish())
    }
    let block = FitBlock(
      model: model, gpu: gpu, count: count, quantization: quantization, context: context,
      users: users ?? 1, span: form.span)
    return (block, fields.finish())
  }

  private static func number(_ key: String, in fields: inout Fields) -> Int? {
    guard let number = fields.integer(key), let text = fields.text(key) else { return nil }
    guard number > 0 else {
      fields.report(wrong: text, "'\(key)' must be 1 or more, found '\(text.value)'")
      return nil
    }
    return number
  }

  /// Splits `2 x some-card` or `some-card`.
  private static func cards(
    _ text: Located<String>, in fields: inout Fields
  ) -> (count: Int, gpu: Located<String>)? {
    let words = text.value.split(separator: " ")
    if words.count == 1 { return (1, text) }
    guard words.count == 3, words[1] == "x", let count = Int(words[0]), counts.contains(count)
    else {
      fields.report(
        wrong: text,
        "'gpu' must be a card such as 'some-id' or '2 x some-id', found '\(text.value)'")
      return nil
    }
    return (count, Located(String(words[2]), at: text.span))
  }
}
