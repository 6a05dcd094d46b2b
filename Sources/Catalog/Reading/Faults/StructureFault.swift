import Diagnostics

/// What can be wrong with the shape of a catalog file, before any value is looked at.
enum StructureFault {
  case utf16
  /// How many more places of the file there are like the first.
  case invalidUTF8(more: Int)
  case controlCharacter(Unicode.Scalar, more: Int)
  case unclosedQuote
  case strayQuote
  case textAfterQuote
  case loneReturn(more: Int)
  case noHeader(columns: [String])
  case unknownColumn(String, known: [String])
  case computedColumn(String)
  case duplicateColumn(String, first: SourceSpan)
  case missingColumns([String])
  /// What stands between the columns in the place of commas.
  case foreignDelimiter(String)
  case cellCount(found: Int, expected: Int)
  case unknownFile(String, name: String, known: [String])
  case secondFile(String, table: String, first: String)
  case fileTooLarge(String)
  case tooManyColumns(Int)
  case longName(bytes: Int)
  case tooManyRecords(Int)
  /// Where faults end to be told.
  case tooManyFaults(told: Int)
  case notAList(noun: String)
  case notARecord(noun: String)
  case notAText(field: String)
  case badParts
  case badPart(String)
  case unknownPart(String, known: [String])

  /// Sums up what is wrong with a text: the first place of each kind, and how many more there are.
  static func of(
    _ findings: [(finding: TextCheck.Finding, range: Range<Int>)]
  ) -> [(fault: StructureFault, range: Range<Int>)] {
    let badBytes = findings.filter { $0.finding == .invalidUTF8 }
    var controls: [(scalar: Unicode.Scalar, range: Range<Int>)] = []
    var faults: [(fault: StructureFault, range: Range<Int>)] = []
    for (finding, range) in findings {
      switch finding {
      case .utf16: faults.append((.utf16, range))
      case .controlCharacter(let scalar): controls.append((scalar, range))
      case .invalidUTF8: break
      }
    }
    if let first = badBytes.first {
      faults.append((.invalidUTF8(more: badBytes.count - 1), first.range))
    }
    if let first = controls.first {
      faults.append((.controlCharacter(first.scalar, more: controls.count - 1), first.range))
    }
    return faults
  }
}

extension StructureFault: CatalogFault {
  func diagnostic(at span: SourceSpan?) -> Diagnostic {
    let wording = self.wording
    return Diagnostic(
      wording.id, wording.summary, at: span, notes: wording.notes, help: wording.help)
  }

  private var wording: Wording {
    switch self {
    case .utf16, .invalidUTF8, .controlCharacter, .loneReturn: textWording
    case .unclosedQuote, .strayQuote, .textAfterQuote: quoteWording
    case .noHeader(let columns):
      Wording(
        "missing-header", "the file has no header row",
        help: ["begin with '\(columns.joined(separator: ","))'"])
    case .unknownColumn, .computedColumn, .duplicateColumn, .missingColumns, .cellCount,
      .foreignDelimiter:
      columnWording
    case .unknownFile, .secondFile, .fileTooLarge: fileWording
    case .tooManyColumns, .longName, .tooManyRecords, .tooManyFaults: sizeWording
    case .notAList, .notARecord, .notAText, .badParts, .badPart, .unknownPart: listWording
    }
  }

  private var textWording: Wording {
    switch self {
    case .utf16:
      Wording(
        "invalid-utf8", "the file is UTF-16, expected UTF-8", help: ["save the file as UTF-8"])
    case .controlCharacter(let scalar, let more):
      Wording(
        "control-character", "found the control character \(TextCheck.codePoint(scalar))",
        notes: Self.notes(more), help: ["remove it"])
    case .invalidUTF8(let more):
      Wording(
        "invalid-utf8", "found a byte that is not UTF-8", notes: Self.notes(more),
        help: ["save the file as UTF-8"])
    case .loneReturn(let more):
      Wording(
        "lone-return", "found a carriage return that ends no line", notes: Self.notes(more),
        help: ["save the file with lines that end in LF or CRLF"])
    default: Wording("invalid-utf8", "the text cannot be read")
    }
  }

  private static func notes(_ more: Int) -> [Diagnostic.Note] {
    guard more > 0 else { return [] }
    return [.init("the file holds \(more) more like it")]
  }

  private var quoteWording: Wording {
    switch self {
    case .unclosedQuote:
      Wording(
        "unclosed-quote", "the quote that opens here is never closed",
        help: ["close the cell with '\"'; a quote inside it is written '\"\"'"])
    case .strayQuote:
      Wording(
        "stray-quote", "found a quote inside a cell that does not begin with one",
        help: ["put the whole cell in quotes and double the quotes inside it"])
    default:
      Wording(
        "text-after-quote", "found text between the closing quote and the end of the cell",
        help: ["a quote inside a quoted cell is written '\"\"'"])
    }
  }

  private var columnWording: Wording {
    switch self {
    case .unknownColumn(let name, let known):
      Wording(
        "unknown-column", "unknown column '\(name)'",
        help: NearestName.help(for: name, among: known).orElse([
          "known columns are \(known.joined(separator: ", "))"
        ]))
    case .computedColumn(let name):
      Wording(
        "computed-column", "column '\(name)' is computed and cannot be typed",
        help: ["remove it; pages and queries find the computed one"])
    case .duplicateColumn(let name, let first):
      Wording(
        "duplicate-column", "column '\(name)' is there twice", notes: [.init("first", at: first)],
        help: ["remove one"])
    case .missingColumns(let names):
      Wording(
        "missing-column",
        names.count == 1
          ? "the column '\(names[0])' is missing"
          : "\(names.count) columns are missing: \(names.map { "'\($0)'" }.joined(separator: ", "))",
        help: ["add '\(names.joined(separator: ","))' to the header"])
    case .foreignDelimiter(let mark):
      Wording(
        "wrong-delimiter",
        "found \(mark == "\t" ? "a tab" : "'\(mark)'") between the columns, expected commas",
        help: ["save the file with commas between its cells"])
    case .cellCount(let found, let expected):
      Wording(
        "wrong-cell-count",
        "found \(found) \(found == 1 ? "cell" : "cells"), expected \(expected) as in the header",
        help: [
          found < expected
            ? "add the missing commas" : "put a cell that holds a comma in quotes"
        ])
    default: Wording("unknown-column", "the column is wrong")
    }
  }

  private var fileWording: Wording {
    switch self {
    case .unknownFile(let path, let name, let known):
      Wording(
        "unknown-file", "the catalog has no table for the file '\(path)'",
        help: NearestName.help(for: name, among: known).orElse([
          "known files are \(known.joined(separator: ", "))"
        ]))
    case .secondFile(let path, let table, let first):
      Wording(
        "second-file", "'\(path)' holds the table '\(table)', which is read from '\(first)'",
        help: ["keep one of the two files"])
    case .fileTooLarge(let path):
      Wording(
        "file-too-large", "the file '\(path)' is larger than 4 GiB", help: ["split the catalog"])
    default: Wording("unknown-file", "the file is wrong")
    }
  }

  private var sizeWording: Wording {
    switch self {
    case .tooManyColumns(let count):
      Wording(
        "catalog-too-large",
        "the header has \(count) columns, more than \(CatalogLimits.columns)",
        help: ["begin the file with the columns of its table"])
    case .longName(let bytes):
      Wording(
        "cell-too-large",
        "the name of a column has \(bytes) bytes, more than \(CatalogLimits.cellBytes)",
        help: ["begin the file with the columns of its table"])
    case .tooManyRecords(let count):
      Wording(
        "catalog-too-large",
        "the table has \(count) records, more than \(CatalogLimits.records)",
        help: ["keep in the catalog what pages are made from"])
    case .tooManyFaults(let told):
      Wording(
        "too-many-faults", "found more than \(told) faults; those from here on are not told",
        help: ["mend those before, many of which may have one cause"])
    default: Wording("catalog-too-large", "the table is too large")
    }
  }

  private var listWording: Wording {
    switch self {
    case .notAList(let noun):
      Wording(
        "wrong-type", "expected a list of records",
        help: ["begin each \(noun) with '- id: …', or write '[]' for none"])
    case .notARecord(let noun):
      Wording(
        "wrong-type", "expected a \(noun) as a mapping of fields to values",
        help: ["write '- id: …' and its fields below it"])
    case .notAText(let field):
      Wording(
        "wrong-type", "expected a single value for '\(field)'",
        help: ["write one value; a list of ids is a text with ';' between them"])
    case .badParts:
      Wording(
        "wrong-type", "expected a mapping of kinds to parts",
        help: ["write one part a line, such as 'gpu: 2 x some-card'"])
    case .badPart(let text):
      Wording(
        "wrong-part", "expected a part such as 'some-id' or '2 x some-id', found '\(text)'",
        help: ["write the id of a record, and before it how many there are and ' x '"])
    case .unknownPart(let name, let known):
      Wording(
        "unknown-field", "unknown kind of part '\(name)'",
        help: NearestName.help(for: name, among: known).orElse([
          "known kinds are \(known.joined(separator: ", "))"
        ]))
    default: Wording("wrong-type", "the value has the wrong shape")
    }
  }
}
