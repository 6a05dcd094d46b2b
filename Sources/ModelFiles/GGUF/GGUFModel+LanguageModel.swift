package import Diagnostics
package import Sizing

extension GGUFModel {
  /// The shape for the engine, from the metadata and the tensors that are there.
  ///
  /// - Returns: The shape, or `nil` with errors that have the place of the metadata entry.
  package func languageModel() -> (model: LanguageModel?, diagnostics: [Diagnostic]) {
    guard let first = files.first else { return (nil, []) }
    var reading = GGUFShapeReading(file: first, tensors: tensors)
    let model = reading.read()
    let diagnostics = reading.diagnostics.sortedForReport()
    return (diagnostics.containsErrors ? nil : model, diagnostics)
  }
}
