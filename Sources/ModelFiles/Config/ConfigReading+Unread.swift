internal import Diagnostics

extension ConfigReading {
  /// The most fields that a configuration is taken for one with; published ones have fewer than 300.
  static let fieldBound = 4096

  /// Notes a configuration with more fields than any has, since names are looked through many times.
  ///
  /// - Returns: Whether it has.
  mutating func reportTooManyFields() -> Bool {
    for object in [scope.object, scope.outer].compactMap(\.self)
    where object.count > Self.fieldBound {
      let start = object.range.lowerBound
      scope.report(
        Diagnostic(
          "json-size",
          "the object has \(object.count) fields, expected at most \(Self.fieldBound) in a configuration",
          at: scope.source.span(start..<start)))
      return true
    }
    return false
  }

  /// The fields of a family that is not known which nothing reads and which may change what a layer holds, in
  /// words; `nil` where there are none. A field that only tells how a model is trained, encoded or run is
  /// none of them.
  var unreadFields: String? {
    let names = scope.object.fields.filter { Self.mayShape($0) }.map { QuotedText.of($0.key) }
    guard !names.isEmpty else { return nil }
    let shown = names.prefix(Self.unreadShown).joined(separator: ", ")
    let more = names.count - Self.unreadShown
    return more > 0 ? "\(shown) and \(more) more" : shown
  }

  private static let unreadShown = 8

  /// Whether a field that nothing reads may change what a layer holds.
  static func mayShape(_ member: JSONMember) -> Bool {
    guard isInUse(member), isStructural(member), !ConfigFields.isKnown(member.key),
      !asideFields.contains(member.key)
    else { return false }
    return asideWords.isDisjoint(with: words(of: member.key))
  }

  /// Words of names that tell how a model is trained, encoded or run.
  static let asideWords: Set<String> = [
    // Tokens and texts.
    "bos", "eos", "label2id", "id2label", "mask", "pad", "prefix", "sep", "token", "tokens",
    // Training and its losses.
    "aux", "dropout", "gradient", "init", "initializer", "loss", "pdrop", "pretraining", "training",
    // Positions, norms' constants and what is multiplied.
    "clip", "eps", "epsilon", "multiplier", "mup", "nope", "original", "rope", "rotary", "scale",
    "scaling", "softcap", "softcapping", "theta",
    // How it is run.
    "backend", "dtype", "flash", "fused", "implementation", "kernel", "kernels", "version",
    // Towers beside the decoder, and layers that guess tokens.
    "audio", "image", "mtp", "nextn", "video", "vision",
  ]

  private static let asideFields: Set<String> = [
    "architectures", "auto_map", "custom_pipelines", "n_group", "norm_topk_prob", "num_beams",
    "output_attentions", "output_hidden_states", "return_dict", "rms_norm", "task_specific_params",
    "tensor_parallel_degree", "topk_group", "torchscript", "transformers_weights", "use_cache",
  ]

  /// What `attention_bias` is taken to say in a family that is not known, in words; `nil` where it is false or
  /// another field says of the projection behind attention whether it has a bias.
  ///
  /// Most classes of transformers that have the field read it so (Llama, Gemma, OLMo, Cohere, Qwen3,
  /// DeepSeek V3); Qwen2's has no such bias. Source: their modelling code, 2025-10.
  func outputBiasUnsaid(_ family: ConfigFamily) -> String? {
    guard family.biasesOutput, !family.covers.contains(.latentAttention),
      scope.object.flag("attention_bias") == true,
      scope.object["attention_out_bias"] == nil
    else { return nil }
    return "'attention_bias' is taken to put a bias behind attention too, as in most classes: add "
      + "'attention_out_bias': false where there is none, as in Qwen2's"
  }

  /// What a configuration that says nothing of the output matrix is taken to say, by the version that wrote
  /// it: classes of transformers 4 have true in common, and files that it writes leave out what is so; those
  /// of transformers 5 have no such value, and one that is absent stands for false.
  var tiesUnsaid: (value: Bool, words: String) {
    let name = "transformers_version"
    let text = scope.object.text(name) ?? scope.outer?.text(name)
    let major = text?.split(separator: ".").first.flatMap { Int($0) } ?? 4
    return major < 5
      ? (value: true, words: "as transformers 4 does: state false where")
      : (value: false, words: "as transformers 5 does: state true where")
  }
}
