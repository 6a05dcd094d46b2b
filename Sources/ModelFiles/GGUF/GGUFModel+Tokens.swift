extension GGUFModel {
  /// What llama.cpp would say of the tokens of this draft model beside another one, as words in front of
  /// "in … than in …"; `nil` where nothing that both files state keeps them apart.
  ///
  /// It compares the kinds of vocabularies, their sizes, and the tokens that are put around a text.
  /// Tokens themselves are not compared here.
  ///
  /// Source: `common_speculative_are_compatible` in llama.cpp's `common/speculative.cpp`.
  package func tokenFault(beside other: GGUFModel) -> String? {
    guard let own = files.first, let file = other.files.first else { return nil }
    if let one = Self.vocabulary(of: own), let two = Self.vocabulary(of: file), one != two {
      return "the vocabulary is of another kind"
    }
    for (flag, token, name) in [
      ("tokenizer.ggml.add_bos_token", "tokenizer.ggml.bos_token_id", "beginning"),
      ("tokenizer.ggml.add_eos_token", "tokenizer.ggml.eos_token_id", "end"),
    ] {
      guard case .flag(let adds)? = own.entry(flag)?.value,
        case .flag(let others)? = file.entry(flag)?.value
      else { continue }
      if adds != others { return "the \(name) of a text is marked otherwise" }
      if adds, let first = own.integer(token), let second = file.integer(token), first != second {
        return "the \(name) of a text is another token"
      }
    }
    return nil
  }

  /// The kind of a file's vocabulary: tokenizers of one kind have different names.
  private static func vocabulary(of file: GGUFFile) -> String? {
    switch file.text("tokenizer.ggml.model") {
    case "gpt2", "gemma4", "hybriddna", "whitespace": "pairs of bytes"
    case "no_vocab", "none": "none"
    case let name: name
    }
  }
}
