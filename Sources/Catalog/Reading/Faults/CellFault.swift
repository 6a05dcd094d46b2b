import Diagnostics

/// A fault of one cell: what the author wrote and what is wrong with it.
struct CellFault {
  var problem: CellParser.Problem
  var column: ColumnSchema
  /// The author's own text.
  var text: String
}

extension CellFault: CatalogFault {
  func diagnostic(at span: SourceSpan?) -> Diagnostic {
    let wording = self.wording
    return Diagnostic(wording.id, wording.summary, at: span, help: wording.help)
  }

  private var wording: Wording {
    let name = column.name
    switch problem {
    case .missing:
      return Wording(
        "missing-value", "'\(name)' is required and has no value", help: [column.meaning])
    case .notApplicable:
      return Wording(
        "missing-value", "'\(name)' is required and cannot be '\(text)'", help: [column.meaning])
    case .surroundingSpace:
      return Wording(
        "surrounding-space", "'\(name)' begins or ends with a space", help: ["remove the space"])
    case .identifier:
      return Wording(
        "wrong-id", "'\(text)' is not an id",
        help: ["use letters, digits, '-', '_' and '.', beginning with a letter or digit"])
    case .wholeNumber, .number, .range: return numberWording
    case .tooLong(let bytes):
      return Wording(
        "cell-too-large",
        "'\(name)' has \(bytes) bytes, more than \(CatalogLimits.cellBytes)",
        help: ["write what the column is for: \(column.meaning)"])
    case .recordTooLong:
      return Wording(
        "cell-too-large",
        "with '\(name)' the record has more than \(CatalogLimits.recordBytes) bytes",
        help: ["write what the columns are for: \(column.meaning)"])
    case .flag:
      return Wording("wrong-flag", "'\(name)' must be yes or no, found '\(text)'")
    case .date:
      return Wording(
        "wrong-date", "'\(name)' must be a date, found '\(text)'",
        help: ["write YYYY-MM-DD, or YYYY-MM or YYYY where no more is known"])
    case .year(let years):
      return Wording(
        "implausible-value",
        "'\(name)' must be between \(years.lowerBound) and \(years.upperBound), found \(text)",
        help: ["correct the year"])
    case .character(let scalar):
      return Wording(
        "invisible-character",
        "'\(name)' holds the character \(TextCheck.codePoint(scalar)), which nobody sees",
        help: ["remove it"])
    case .choice(let words):
      return Wording(
        "unknown-value", "'\(text)' is not a value of '\(name)'",
        help: NearestName.help(for: text, among: words).orElse([
          "values are \(words.joined(separator: ", "))"
        ]))
    }
  }

  private var numberWording: Wording {
    let name = column.name
    let unit = column.unit.map { " (\($0.symbol))" } ?? ""
    switch problem {
    case .range(let range):
      let low = Wording.number(range.lowerBound)
      let high = Wording.number(range.upperBound)
      return Wording(
        "implausible-value",
        "'\(name)' must be between \(low) and \(high)\(unit), found \(text)",
        help: [column.meaning])
    case .wholeNumber:
      return Wording(
        "wrong-number", "'\(name)' must be a whole number\(unit), found '\(text)'",
        help: numberHelp)
    default:
      return Wording(
        "wrong-number", "'\(name)' must be a number\(unit), found '\(text)'", help: numberHelp)
    }
  }

  private var numberHelp: [String] {
    ["write digits without separators or unit; leave the cell empty where nobody states the value"]
  }
}
