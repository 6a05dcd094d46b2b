extension PreparedProse {
  /// The claims of the text and of the notes in it, in order.
  package var claims: [ClaimBlock] {
    forms.flatMap { form -> [ClaimBlock] in
      switch form {
      case .claim(let claim): [claim]
      case .note(let note): note.body.claims
      case .table, .chart, .compare, .fit, .value, .pages, .derivation, .faulty: []
      }
    }
  }
}
