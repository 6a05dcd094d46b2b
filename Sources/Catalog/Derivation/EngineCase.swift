/// A use of a model that the engine was asked about: what one `rigbook size` answers.
package struct EngineCase: Hashable, Sendable {
  package var model: String
  package var quantization: String?
  /// Tokens for each user.
  package var contextTokens: Int64?
  package var users: Int64
  /// The device, where the question is about one.
  package var gpu: String?
  package var count: Int64

  /// Returns the use that a call asked about, or `nil` for one that is about no model.
  ///
  /// A search for the longest context or the least number of cards stands for what it found.
  package init?(_ call: EngineCall) {
    guard let model = call.argument("model")?.text else { return nil }
    self.model = model
    quantization = call.argument("quantization")?.text
    users = call.argument("users")?.whole ?? 1
    gpu = call.argument("gpu")?.text
    count = call.argument("count")?.whole ?? 1
    contextTokens = call.argument("context")?.whole
    if call.function == "largest_context" { contextTokens = max(call.result.whole ?? 1, 1) }
    if call.function == "gpus_needed" { count = call.result.whole ?? 1 }
  }

  private init(model: String, quantization: String, contextTokens: Int64) {
    self.model = model
    self.quantization = quantization
    self.contextTokens = contextTokens
    users = 1
    count = 1
  }

  /// The case that a model's page works out in full: the model's usual quantization, one user, 8,192
  /// tokens or the model's own limit.
  package static func worked(
    model: String, quantization: String, limit: Int64
  ) -> EngineCase {
    EngineCase(
      model: model, quantization: quantization, contextTokens: min(workedContext, limit))
  }

  static let workedContext: Int64 = 8192

  /// Whether the case says no more than `worked` does: what it leaves open does not matter.
  package func isPart(of worked: EngineCase) -> Bool {
    model == worked.model && quantization ?? worked.quantization == worked.quantization
      && contextTokens ?? worked.contextTokens == worked.contextTokens && users == worked.users
      && gpu == nil
  }

  /// The command that prints every step; `limit` is the longest context of the model.
  package func command(limit: Int64?) -> String {
    // The command's own default must not exceed what the model was made for.
    let usual = limit.flatMap { $0 < Self.workedContext ? $0 : nil }
    return RepeatCommand.size(
      model, quantization: quantization, context: contextTokens ?? usual, users: users,
      card: gpu.map { ($0, count) })
  }

  /// The case in words, without the model: "Q4_K_M, 8,192 tokens, 2 × GeForce RTX 3090".
  package func words(nameOfCard: (String) -> String) -> String {
    var parts: [String] = []
    if let quantization { parts.append(quantization) }
    if let contextTokens {
      parts.append(ValueFormat.text(.integer(contextTokens), unit: .tokens, style: .prose))
    }
    if users != 1 { parts.append("\(users) users") }
    if let gpu { parts.append((count == 1 ? "" : "\(count) × ") + nameOfCard(gpu)) }
    return parts.joined(separator: ", ")
  }
}

extension Cell {
  /// The number, where it is whole.
  fileprivate var whole: Int64? { number.flatMap { Int64(exactly: $0) } }
}
