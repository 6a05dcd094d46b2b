import Catalog
import Pages

/// One read as it stands in a record.
///
/// Texts are numbers of names; `digest` is what the thing read was worth when the page was rendered.
enum RecordedRead {
  case cell(column: Int, id: Int, digest: UInt64)
  case record(RecordedName)
  case table(Int)
  case query(sql: Int, columns: [Int], records: [RecordedName], digest: UInt64)
  /// A read that is known by its kind and one or two names.
  case other(Kind, Int, Int, digest: UInt64)

  /// The name of a record, or of a whole table where the id is `*`.
  struct RecordedName: Hashable {
    var table: Int
    var id: Int
  }

  enum Kind: UInt8, Hashable {
    case template, asset, breadcrumbs, place, related, neighbours, address, figure, link
    case navigation, topNavigation, wholeNavigation, pages, dataDate, asOf, names
  }

  /// Whether it is of what other pages say.
  var isOfOthers: Bool {
    if case .other(.related, _, _, _) = self { return true }
    if case .other(.neighbours, _, _, _) = self { return true }
    return false
  }

  fileprivate enum Tag: Int {
    case cell, record, table, query, other
  }
}

extension RecordWriter {
  /// Writes one of the things that a page read, with what that is worth now.
  mutating func write(_ read: Read, _ state: SiteReads) {
    switch read {
    case .cell(let table, let id, let column):
      write(RecordedRead.Tag.cell.rawValue)
      write(name: "\(table).\(column)")
      write(name: id)
      write(bits: state.digest(of: read))
    case .record(let table, let id):
      write(RecordedRead.Tag.record.rawValue)
      write(name: table)
      write(name: id)
    case .table(let name):
      write(RecordedRead.Tag.table.rawValue)
      write(name: name)
    case .query(let query):
      write(RecordedRead.Tag.query.rawValue)
      let numbers = names.numbers(ofQuery: query.sql, reading: query.columns)
      write(numbers[0])
      write(numbers.dropFirst()) { $0.write($1) }
      write(query.records) { writer, record in
        writer.write(name: record.table)
        writer.write(name: record.id)
      }
      write(bits: state.digest(of: read))
    default:
      guard let (kind, first, second) = RecordedRead.Kind.of(read) else { return }
      write(RecordedRead.Tag.other.rawValue)
      write(Int(kind.rawValue))
      write(name: first)
      write(name: second)
      write(bits: state.digest(of: read))
    }
  }
}

extension RecordReader {
  /// Reads one of the reads of a page.
  mutating func read() throws(DamagedRecord) -> RecordedRead {
    switch RecordedRead.Tag(rawValue: try number()) {
    case .cell:
      return .cell(column: try nameNumber(), id: try nameNumber(), digest: try bits())
    case .record: return .record(try recordName())
    case .table: return .table(try nameNumber())
    case .query:
      return .query(
        sql: try nameNumber(),
        columns: try list { reader throws(DamagedRecord) in try reader.nameNumber() },
        records: try list { reader throws(DamagedRecord) in try reader.recordName() },
        digest: try bits())
    case .other:
      guard let kind = UInt8(exactly: try number()).flatMap(RecordedRead.Kind.init) else {
        throw DamagedRecord()
      }
      return .other(kind, try nameNumber(), try nameNumber(), digest: try bits())
    case nil: throw DamagedRecord()
    }
  }

  private mutating func recordName() throws(DamagedRecord) -> RecordedRead.RecordedName {
    RecordedRead.RecordedName(table: try nameNumber(), id: try nameNumber())
  }
}

extension RecordedRead.Kind {
  /// Returns a read's kind and names; `nil` for those that have a form of their own.
  static func of(_ read: Read) -> (Self, String, String)? {
    switch read {
    case .template(let name): (.template, name, "")
    case .asset(let path): (.asset, path, "")
    case .page(let path, .breadcrumbs): (.breadcrumbs, path, "")
    case .page(let path, .place): (.place, path, "")
    case .page(let path, .related): (.related, path, "")
    case .page(let path, .neighbours): (.neighbours, path, "")
    case .address(let table, let id): (.address, table, id)
    case .figure(let table, let name): (.figure, table, name)
    case .link(let destination, let source): (.link, destination, source)
    case .fragment(.navigation(let path?)): (.navigation, path, "")
    case .fragment(.navigation(nil)): (.topNavigation, "", "")
    case .fragment(.wholeNavigation): (.wholeNavigation, "", "")
    case .fragment(.pages(let path)): (.pages, path, "")
    case .fragment(.dataDate): (.dataDate, "", "")
    case .fragment(.names): (.names, "", "")
    case .asOf: (.asOf, "", "")
    case .cell, .record, .table, .query: nil
    }
  }

  /// Returns the read that the names make with this kind.
  func read(_ first: String, _ second: String) -> Read {
    switch self {
    case .template: .template(first)
    case .asset: .asset(first)
    case .breadcrumbs: .page(path: first, field: .breadcrumbs)
    case .place: .page(path: first, field: .place)
    case .related: .page(path: first, field: .related)
    case .neighbours: .page(path: first, field: .neighbours)
    case .address: .address(table: first, id: second)
    case .figure: .figure(table: first, name: second)
    case .link: .link(destination: first, source: second)
    case .navigation: .fragment(.navigation(below: first))
    case .topNavigation: .fragment(.navigation(below: nil))
    case .wholeNavigation: .fragment(.wholeNavigation)
    case .pages: .fragment(.pages(below: first))
    case .dataDate: .fragment(.dataDate)
    case .names: .fragment(.names)
    case .asOf: .asOf
    }
  }
}
