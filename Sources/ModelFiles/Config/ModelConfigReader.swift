package import Diagnostics
internal import Sizing

/// Reads a Hugging Face `config.json` into a model for the engine, by its fields.
///
/// The fields decide: sizes, experts, biases, norms and attention classes. `model_type` only says
/// what fields leave out (see `ConfigFamily`); a model type that is not known is sized by its
/// fields when they describe a decoder that the engine covers.
package enum ModelConfigReader {
  /// Reads a configuration.
  ///
  /// - Returns: The model, or `nil` when a diagnostic is an error.
  package static func read(
    _ source: SourceFile
  ) -> (model: ConfiguredModel?, diagnostics: [Diagnostic]) {
    let (value, faults) = JSONReader.read(source)
    guard let value else { return (nil, faults) }
    guard let whole = ConfigObject(value) else {
      let found = "found \(value.kindName), expected an object with the fields of a model"
      return (nil, [Diagnostic("config-field-type", found, at: source.span(value.range))])
    }
    let text = languagePart(of: whole)
    var reading = ConfigReading(
      scope: ConfigScope(source: source, object: text ?? whole, outer: text == nil ? nil : whole))
    let model = reading.read()
    let diagnostics = reading.scope.diagnostics.sortedForReport()
    return (diagnostics.containsErrors ? nil : model, diagnostics)
  }

  /// The object of the language model in a configuration of several towers, or `nil` when the
  /// whole configuration describes it.
  private static func languagePart(of whole: ConfigObject) -> ConfigObject? {
    var place: ConfigObject?
    var search = whole
    let names = ["thinker_config", "text_config", "llm_config", "language_config"]
    while let name = names.first(where: { search.object($0) != nil }),
      let inner = search.object(name)
    {
      place = inner
      search = inner
    }
    return place
  }
}
