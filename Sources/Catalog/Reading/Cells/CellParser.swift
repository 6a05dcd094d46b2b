import Diagnostics

/// Turns the bytes of one cell into a value of its column's kind.
struct CellParser {
  /// What can be wrong with a single cell.
  enum Problem: Error, Hashable {
    case missing
    case notApplicable
    case surroundingSpace
    case identifier
    case wholeNumber
    case number
    case range(ClosedRange<Double>)
    case flag
    case date
    case choice([String])
    /// Nobody sees it.
    case character(Unicode.Scalar)
    case year(ClosedRange<Int>)
    /// How many bytes it has.
    case tooLong(Int)
    /// With it the record has too many bytes.
    case recordTooLong
  }

  /// Years that a date of the catalog can be in: computers for this work, and no slip of a digit.
  private static let years = 1970...2100

  /// `–` or `n/a`: the question does not apply.
  private static let notApplicableMarks: [[UInt8]] = [Array("–".utf8), Array("n/a".utf8)]

  /// Returns the value of a cell, or tells what is wrong with it.
  static func parse(
    _ bytes: ArraySlice<UInt8>, _ column: ColumnSchema
  ) -> Result<Cell, Problem> {
    guard let first = bytes.first, let last = bytes.last else {
      if let whenEmpty = column.whenEmpty { return .success(whenEmpty) }
      return column.isRequired ? .failure(.missing) : .success(.notStated)
    }
    if bytes.count <= 3, notApplicableMarks.contains(where: bytes.elementsEqual) {
      return column.isRequired ? .failure(.notApplicable) : .success(.notApplicable)
    }
    guard bytes.count <= CatalogLimits.cellBytes else { return .failure(.tooLong(bytes.count)) }
    if isSpace(first) || isSpace(last) { return .failure(.surroundingSpace) }
    return value(bytes, column)
  }

  private static func value(
    _ bytes: ArraySlice<UInt8>, _ column: ColumnSchema
  ) -> Result<Cell, Problem> {
    switch column.kind {
    case .text:
      let text = String(decoding: bytes, as: UTF8.self)
      if let scalar = TextCheck.invisibleCharacter(in: text) { return .failure(.character(scalar)) }
      return .success(.text(text))
    case .identifier, .reference:
      return isIdentifier(bytes)
        ? .success(.text(String(decoding: bytes, as: UTF8.self))) : .failure(.identifier)
    case .integer:
      guard let number = NumberParser.integer(bytes) else { return .failure(.wholeNumber) }
      return checked(.integer(number), Double(number), column)
    case .decimal:
      guard let number = NumberParser.decimal(bytes) else { return .failure(.number) }
      return checked(.decimal(number), number, column)
    case .flag:
      if bytes.elementsEqual("yes".utf8) { return .success(.flag(true)) }
      return bytes.elementsEqual("no".utf8) ? .success(.flag(false)) : .failure(.flag)
    case .date:
      guard let date = CalendarDate(String(decoding: bytes, as: UTF8.self)) else {
        return .failure(.date)
      }
      return years.contains(date.year) ? .success(.date(date)) : .failure(.year(years))
    case .choice(let words):
      // The word of the schema is taken, so that equal cells share one text.
      let word = words.first { bytes.elementsEqual($0.utf8) }
      return word.map { .success(.text($0)) } ?? .failure(.choice(words))
    }
  }

  private static func checked(
    _ cell: Cell, _ number: Double, _ column: ColumnSchema
  ) -> Result<Cell, Problem> {
    guard let range = column.range, !range.contains(number) else { return .success(cell) }
    return .failure(.range(range))
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  /// Whether the bytes are letters, digits, `-`, `_` and `.`, beginning with a letter or digit.
  static func isIdentifier(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.first, isLetterOrDigit(first) else { return false }
    return bytes.allSatisfy { isLetterOrDigit($0) || [0x2D, 0x2E, 0x5F].contains($0) }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }
}
