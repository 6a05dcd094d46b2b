package import Diagnostics
package import Markup

/// Markdown that has been read: static HTML between forms, each form parsed and checked as far as
/// it can be without the catalog.
package struct PreparedProse: Sendable {
  /// One form, ready to be evaluated.
  package enum PreparedForm: Sendable {
    case table(QuerySource)
    case chart(ChartBlock)
    /// Records side by side.
    case compare(CompareBlock)
    /// Whether a model fits cards.
    case fit(FitBlock)
    case value(ValueExpression)
    /// A sentence of the page and what makes it true.
    case claim(ClaimBlock)
    case note(NoteBlock)
    /// A list of the site's pages whose paths begin with `prefix`.
    case pages(prefix: String)
    /// How the figures of the page's record come about.
    case derivation(DerivationBlock)
    /// A form with a fault that has been reported.
    case faulty
  }

  package var document: MarkdownDocument
  /// The forms of the document, at the same indices.
  package var forms: [PreparedForm]

  /// The names that may follow `=` in an info string.
  package static let blockNames = [
    "chart", "claim", "compare", "derivation", "fit", "note", "pages", "table",
  ]

  private static let maximumDepth = 4
}

extension PreparedProse {
  /// Reads the bytes of a Markdown body.
  package static func read(
    _ source: SourceFile, range: Range<Int>
  ) -> (prose: PreparedProse, faults: [Diagnostic]) {
    let (document, faults) = MarkdownDocument.parse(source, range: range)
    let (prose, formFaults) = prepare(document, in: source, depth: 0)
    return (prose, faults + formFaults)
  }

  /// Reads the forms of a document that `depth` notes enclose.
  static func prepare(
    _ document: MarkdownDocument, in source: SourceFile, depth: Int
  ) -> (prose: PreparedProse, faults: [Diagnostic]) {
    let anchors = Set(document.headings.map(\.id))
    var faults: [Diagnostic] = []
    let forms = document.forms.map { form in
      let (prepared, formFaults) = prepare(form, in: source, anchors: anchors, depth: depth)
      faults += formFaults
      return prepared
    }
    return (PreparedProse(document: document, forms: forms), faults)
  }

  private static func prepare(
    _ form: Form, in source: SourceFile, anchors: Set<String>, depth: Int
  ) -> (PreparedForm, [Diagnostic]) {
    if form.shape == .inline {
      let (value, faults) = ValueExpression.read(form, in: source)
      return (value.map(PreparedForm.value) ?? .faulty, faults)
    }
    switch form.name {
    case "table":
      let (query, _, faults) = QuerySource.read(form, in: source) { _ in () }
      return (query.map(PreparedForm.table) ?? .faulty, faults)
    case "pages":
      return (.pages(prefix: form.argument.trimmingSpaces()), [])
    case "chart":
      let (block, faults) = ChartBlock.read(form, in: source)
      return (block.map(PreparedForm.chart) ?? .faulty, faults)
    case "claim":
      let (block, faults) = ClaimBlock.read(form, in: source)
      return (block.map(PreparedForm.claim) ?? .faulty, faults)
    case "compare":
      let (block, faults) = CompareBlock.read(form, in: source)
      return (block.map(PreparedForm.compare) ?? .faulty, faults)
    case "fit":
      let (block, faults) = FitBlock.read(form, in: source)
      return (block.map(PreparedForm.fit) ?? .faulty, faults)
    case "derivation":
      let (block, faults) = DerivationBlock.read(form, in: source)
      return (block.map(PreparedForm.derivation) ?? .faulty, faults)
    case "note" where depth < maximumDepth:
      let (block, faults) = NoteBlock.read(form, in: source, anchors: anchors, depth: depth)
      return (block.map(PreparedForm.note) ?? .faulty, faults)
    case "note":
      return (.faulty, [nestsTooDeep(form)])
    default:
      let help = NearestName.help(for: form.name, among: blockNames)
      let fault = Diagnostic(
        "unknown-form", "there is no form called '=\(form.name)'", at: form.span,
        help: help.isEmpty
          ? ["known forms are \(blockNames.map { "=" + $0 }.joined(separator: ", "))"] : help)
      return (.faulty, [fault])
    }
  }

  private static func nestsTooDeep(_ form: Form) -> Diagnostic {
    Diagnostic(
      "nesting-too-deep", "notes may nest up to \(maximumDepth) deep, this one nests deeper",
      at: form.span, help: ["take its text out of the note around it"])
  }

  /// The document and the documents inside its notes, outermost first.
  package var documents: [MarkdownDocument] {
    [document]
      + forms.flatMap { form in
        if case .note(let note) = form { note.body.documents } else { [] as [MarkdownDocument] }
      }
  }
}
