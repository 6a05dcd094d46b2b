/// What one table of the catalog holds: its file, its columns and what each value must look like.
package struct TableSchema: Sendable {
  /// The SQL name, in the singular: `gpu`.
  package var name: String
  /// What one record is called in prose: "graphics card".
  package var noun: String
  /// The file below the catalog folder: `gpus.csv`.
  package var file: String
  /// The columns in the order of the file and of `select *`.
  package var columns: [ColumnSchema]
  /// How fast the table's numbers and flags stop being true, as far as their columns say nothing
  /// else; `nil` for records of what happened, which stays true.
  package var volatility: Volatility?

  package init(
    name: String, noun: String, file: String, volatility: Volatility? = nil,
    columns: [ColumnSchema]
  ) {
    self.name = name
    self.noun = noun
    self.file = file
    self.volatility = volatility
    self.columns = columns
  }

  /// Returns the index of the column called `name`.
  package func columnIndex(_ name: String) -> Int? { columns.firstIndex { $0.name == name } }

  /// The columns that are typed in the file.
  package var fileColumns: [ColumnSchema] { columns.filter { $0.origin == .file } }
}

/// One column: its type, unit, limits and meaning.
package struct ColumnSchema: Sendable {
  /// What a cell of the column may hold.
  package enum Kind: Hashable, Sendable {
    /// A permanent public name, unique over the whole catalog: letters, digits, `-`, `_` and `.`.
    case identifier
    case text
    case integer
    case decimal
    case flag
    /// `YYYY-MM-DD`, or `YYYY-MM` or `YYYY` where no more is known.
    case date
    /// One of a closed set of words.
    case choice([String])
    /// The id of a record of another table, or of several: see `CatalogSchema.targets`.
    case reference(table: String)
  }

  /// Where a cell's value comes from.
  package enum Origin: Hashable, Sendable {
    /// Typed in the catalog's file.
    case file
    /// Computed from other cells when the catalog is loaded; has no place in a file of its own.
    case computed
  }

  package var name: String
  /// The heading in tables, without its unit: "Memory bandwidth".
  package var label: String
  package var kind: Kind
  package var origin: Origin
  package var isRequired: Bool
  /// The smallest and largest plausible number.
  package var range: ClosedRange<Double>?
  /// The table, or the name for several of `CatalogSchema.targets`, whose ids the text lists,
  /// separated by `;`.
  package var listsIDsOf: String?
  /// What an empty cell stands for; `nil` means not stated.
  package var whenEmpty: Cell?
  /// How fast its facts stop being true, where that differs from the table.
  package var volatility: Volatility?
  /// What the value means, with its convention or source.
  package var meaning: String
  /// How the values of a computed column come about.
  package var derivation: ColumnDerivation?

  package init(
    _ name: String, _ kind: Kind, label: String, origin: Origin = .file,
    isRequired: Bool = false, range: ClosedRange<Double>? = nil, listsIDsOf: String? = nil,
    whenEmpty: Cell? = nil, volatility: Volatility? = nil, meaning: String,
    derivation: ColumnDerivation? = nil
  ) {
    self.name = name
    self.label = label
    self.kind = kind
    self.origin = origin
    self.isRequired = isRequired
    self.range = range
    self.listsIDsOf = listsIDsOf
    self.whenEmpty = whenEmpty
    self.volatility = volatility
    self.meaning = meaning
    self.derivation = derivation
  }

  /// The unit that the column's name ends in.
  package var unit: Unit? { Unit(columnName: name) }

  /// Whether the column holds figures that are computed when the catalog is loaded: numbers, or
  /// texts that are made of them.
  package var holdsFigures: Bool {
    guard origin == .computed else { return false }
    return switch kind {
    case .integer, .decimal: true
    case .text: listsIDsOf == nil && derivation?.isFigure == true
    case .identifier, .flag, .date, .choice, .reference: false
    }
  }
}
