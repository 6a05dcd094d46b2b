/// Columns that many tables share.
extension ColumnSchema {
  static let id = ColumnSchema(
    "id", .identifier, label: "Id", isRequired: true,
    meaning: "Permanent public name, unique over the whole catalog.")

  static let name = ColumnSchema(
    "name", .text, label: "Name", isRequired: true, meaning: "Name as sold or published.")

  static let confidence = ColumnSchema(
    "confidence", .choice(["high", "medium", "low"]), label: "Confidence", isRequired: true,
    meaning: "high: two sources agree, or vendor data; medium: one good source or a stated doubt; "
      + "low: rough.")

  /// Who made a model.
  static let releasedBy = ColumnSchema(
    "vendor", .text, label: "Vendor", isRequired: true, meaning: "Who released the weights.")

  static let license = ColumnSchema(
    "license", .text, label: "Licence", isRequired: true,
    meaning: "Identifier of the model hub or the vendor’s name for it.")

  static let repository = ColumnSchema(
    "hf_repo", .text, label: "Repository", isRequired: true,
    meaning: "Repository of the weights.")

  /// What a score of speed is about.
  static let measuredClass = ColumnSchema(
    "what",
    .choice([
      "dense decode", "sparse decode", "split-layer decode", "tensor-parallel decode",
      "decode for several users", "processor decode", "hybrid decode", "prefill",
      "split-layer prefill",
    ]), label: "What", isRequired: true,
    meaning: "Class of measurements: phase, and kind of model or placement.")

  static let scoredOn = ColumnSchema(
    "scored_on", .date, label: "Scored", isRequired: true, meaning: "Day of the score.")

  static let notes = ColumnSchema(
    "notes", .text, label: "Notes", meaning: "Doubts and conditions, in words.")

  static let source = ColumnSchema(
    "source", .text, label: "Source", isRequired: true, listsIDsOf: "source",
    meaning: "Ids of the register of sources, separated by semicolons.")

  static let sourceDetail = ColumnSchema(
    "source_detail", .text, label: "Place in the source",
    meaning: "The exact place in each source, in the same order, separated by semicolons.")

  static let waiver = ColumnSchema(
    "waiver", .text, label: "Waiver", whenEmpty: .notStated,
    meaning: "Rules that the record may break, each with its reason: `rule: reason`, separated by "
      + "semicolons.")

  /// A column that is computed when the catalog is loaded.
  ///
  /// `formula` is the formula in words, where the meaning does not say it already; `inputs` and
  /// `conditions` are all cells that the value changes with. A text is no figure unless it is made
  /// of numbers.
  static func computed(
    _ name: String, _ kind: Kind, _ label: String, _ meaning: String, formula: String? = nil,
    listsIDsOf: String? = nil, isFigure: Bool = true, from inputs: [ColumnInput],
    given conditions: [ColumnInput] = []
  ) -> ColumnSchema {
    ColumnSchema(
      name, kind, label: label, origin: .computed, listsIDsOf: listsIDsOf, meaning: meaning,
      derivation: ColumnDerivation(
        formula ?? meaning, from: inputs, given: conditions, isFigure: isFigure))
  }
}
