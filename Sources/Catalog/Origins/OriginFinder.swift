/// Finds for the cells of a result where each was computed.
///
/// Facts have no origin: they stand in the catalog as they were read, with their source. A verdict
/// is told by its word.
struct OriginFinder {
  private let columns: [QueryResult.Column]
  private let sources: [ColumnOrigins.Source]
  private let names: CatalogNames
  private let arguments: [Cell]
  private let calls: () -> [EngineCall]
  private lazy var matcher = CallMatcher(calls(), names: names, arguments: arguments)

  /// Makes a finder for the result of one query; `calls` returns what it asked of the engine.
  init(
    columns: [QueryResult.Column], sources: [ColumnOrigins.Source], names: CatalogNames,
    arguments: [Cell], calls: @escaping () -> [EngineCall]
  ) {
    self.columns = columns
    self.sources = sources
    self.names = names
    self.arguments = arguments
    self.calls = calls
  }

  /// Returns the origins, a row for each row of the result; empty where all cells are facts.
  mutating func origins(of rows: [[Cell]]) -> [[FigureOrigin?]] {
    let candidates = sources.indices.filter { sources[$0] != .fact }
    guard !candidates.isEmpty else { return [] }
    return rows.map { row in
      var origins = [FigureOrigin?](repeating: nil, count: row.count)
      for index in candidates { origins[index] = origin(ofColumn: index, in: row) }
      return origins
    }
  }

  private mutating func origin(ofColumn index: Int, in row: [Cell]) -> FigureOrigin? {
    let cell = row[index]
    let isNumber = cell.number != nil
    guard isNumber || cell.text != nil else { return nil }
    switch sources[index] {
    case .fact: return nil
    case .computed(let place):
      return record(holding: cell, at: place, namedIn: row) ?? .query
    case .expression(let all):
      if case .text(let text) = cell, quotesFact(text, from: all, namedIn: row) { return nil }
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
      return matcher.call(giving: cell, in: name, of: row).map(FigureOrigin.call) ?? .query
    }
  }

  /// Returns the record that the row or a parameter names and whose own cell is the same.
  private func record(
    holding cell: Cell, at place: ColumnOrigins.Place, namedIn row: [Cell]
  ) -> FigureOrigin? {
    func id(in cells: [Cell]) -> String? {
      for case .text(let id) in cells
      where names.cell(place.column, of: id, in: place.table) == cell {
        return id
      }
      return nil
    }
    return (id(in: row) ?? id(in: arguments)).map {
      .column(table: place.table, column: place.column, id: $0)
    }
  }

  /// Tells whether a text has a fact of its record in it, word for word, and no other figure: words
  /// around a fact compute nothing.
  private func quotesFact(
    _ text: String, from places: [ColumnOrigins.Place], namedIn row: [Cell]
  ) -> Bool {
    guard text.holdsNumber else { return false }
    return places.contains { place in
      !place.isComputed
        && (row + arguments).compactMap(\.text).contains { id in
          guard let fact = names.cell(place.column, of: id, in: place.table)?.text,
            let quoted = text.firstRange(of: fact)
          else { return false }
          return !text[..<quoted.lowerBound].contains(where: \.isNumber)
            && !text[quoted.upperBound...].contains(where: \.isNumber)
        }
    }
  }
}
