/// Where the shape of a model comes from.
enum ModelSource: Hashable, Sendable {
  /// A record of the catalog, by its id.
  case record(String)
  /// A Hugging Face `config.json`.
  case config(path: String)
}
