import Catalog
import Pages

/// Which pages of the last build used a record of the catalog, or a file.
package struct RecordUses: Sendable {
  /// How a page used the record.
  package enum Use: Int, Comparable, Sendable {
    /// It is a file that the page is made with.
    case file
    /// A cell of it, or the whole of it, was looked up by its id.
    case lookup
    /// A query or a search went over its table; the page may show something of it.
    case search

    package static func < (one: Use, other: Use) -> Bool { one.rawValue < other.rawValue }
  }

  /// One page, with the columns it read where it read cells.
  package struct Page: Sendable {
    package var path: String
    package var use: Use
    package var columns: [String]
  }

  package var pages: [Page]

  /// Looks through the record of a build.
  init(of name: RecordName, column: String?, in record: BuildRecord) throws(DamagedRecord) {
    let prefix = name.table + "."
    var pages: [Page] = []
    for (path, part) in record.pages.sorted(by: { $0.key < $1.key }) {
      var reader = RecordReader(part, names: record.names)
      let page = try reader.page()
      var uses: Set<Use> = []
      var columns: Set<String> = []
      for read in try record.reads(of: page) {
        let (use, names) = Self.use(
          read, of: name, column: column, prefix: prefix, names: record.names)
        if let use { uses.insert(use) }
        columns.formUnion(names)
      }
      if let use = uses.min() {
        pages.append(Page(path: path, use: use, columns: columns.sorted()))
      }
    }
    self.pages = pages
  }

  /// Looks for the pages that a file of the site is part of: their text, or a named query.
  init(ofFile path: String, in record: BuildRecord) throws(DamagedRecord) {
    var pages: [Page] = []
    for (page, part) in record.pages.sorted(by: { $0.key < $1.key }) {
      var reader = RecordReader(part, names: record.names)
      let reads = try record.reads(of: try reader.page())
      let isUsed = reads.contains { read in
        guard case .other(.asset, let file, _, _) = read else { return false }
        return record.names[file] == path
      }
      if isUsed { pages.append(Page(path: page, use: .file, columns: [])) }
    }
    self.pages = pages
  }

  /// Returns how a read used the record, with the columns it names.
  private static func use(
    _ read: RecordedRead, of name: RecordName, column: String?, prefix: String, names: [String]
  ) -> (Use?, [String]) {
    switch read {
    case .cell(let place, let id, _):
      guard names[id] == name.id, names[place].hasPrefix(prefix) else { return (nil, []) }
      let found = String(names[place].dropFirst(prefix.count))
      return column == nil || column == found ? (.lookup, [found]) : (nil, [])
    case .record(let other):
      return names[other.table] == name.table && names[other.id] == name.id
        ? (.lookup, []) : (nil, [])
    case .table(let table): return (names[table] == name.table ? .search : nil, [])
    case .query(_, let places, let records, _):
      if records.contains(where: { names[$0.table] == name.table && names[$0.id] == name.id }) {
        return (.lookup, [])
      }
      let isAsked = places.contains { place in
        column.map { names[place] == prefix + $0 } ?? names[place].hasPrefix(prefix)
      }
      return (isAsked ? .search : nil, [])
    case .other: return (nil, [])
    }
  }
}
