/// Where the shape of a model comes from.
enum ModelSource: Hashable, Sendable {
  /// A record of the catalog, by its id.
  case record(String)
  /// A Hugging Face `config.json`.
  case config(path: String)
  /// A GGUF file, or any one of a split one.
  case gguf(path: String)
  /// A safetensors file or the index of several, with the `config.json` beside it.
  case safetensors(path: String)
}
