/// Finds for the cells of a result where each computed figure came from.
///
/// Facts have no origin: they stand in the catalog as they were read, with their source. A verdict
/// is told by its word.
struct OriginFinder {
  private let columns: [QueryResult.Column]
  private let sources: [ColumnOrigins.Source]
  private let names: CatalogNames
  private let arguments: [Cell]
  private let matcher: CallMatcher

  init(
    columns: [QueryResult.Column], sources: [ColumnOrigins.Source], names: CatalogNames,
    calls: [EngineCall], arguments: [Cell]
  ) {
    self.columns = columns
    self.sources = sources
    self.names = names
    self.arguments = arguments
    matcher = CallMatcher(calls, names: names, arguments: arguments)
  }

  /// Returns the origins, a row for each row of the result; empty where all cells are facts.
  func origins(of rows: [[Cell]]) -> [[FigureOrigin?]] {
    let candidates = sources.indices.filter { sources[$0] != .fact }
    guard !candidates.isEmpty else { return [] }
    return rows.map { row in
      var origins = [FigureOrigin?](repeating: nil, count: row.count)
      for index in candidates { origins[index] = origin(ofColumn: index, in: row) }
      return origins
    }
  }

  private func origin(ofColumn index: Int, in row: [Cell]) -> FigureOrigin? {
    let cell = row[index]
    let isNumber = cell.number != nil
    guard isNumber || cell.text != nil else { return nil }
    switch sources[index] {
    case .fact: return nil
    case .computed(let place):
      return record(holding: cell, at: place, namedIn: row) ?? (isNumber ? .query : nil)
    case .expression(let all):
      let name = columns[index].name
      // A text is a figure only where a computed column says so.
      let places = isNumber ? all : all.filter(\.isComputed)
      if case .decimal = cell, let call = matcher.call(giving: cell, in: name, of: row) {
        return .call(call)
      }
      for place in places {
        guard let found = record(holding: cell, at: place, namedIn: row) else { continue }
        return place.isComputed ? found : nil
      }
      if let call = matcher.call(giving: cell, in: name, of: row) { return .call(call) }
      return isNumber ? .query : nil
    }
  }

  /// Returns the record that the row or a parameter names and whose own cell is the same.
  private func record(
    holding cell: Cell, at place: ColumnOrigins.Place, namedIn row: [Cell]
  ) -> FigureOrigin? {
    for case .text(let id) in row + arguments
    where names.cell(place.column, of: id, in: place.table) == cell {
      return .column(table: place.table, column: place.column, id: id)
    }
    return nil
  }
}
