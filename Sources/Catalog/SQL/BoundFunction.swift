internal import GRDB
internal import GRDBSQLite

/// A function of the engine as a connection has it: SQLite calls it with the values of a row.
///
/// Tables of what runs on a card make dozens of calls, and most of them were made before. GRDB's
/// functions would make a value of every argument of each.
final class BoundFunction {
  private let function: SQLFunction
  /// The place of the function among those of the database.
  private let place: Int
  private let work: QueryWork

  private init(_ function: SQLFunction, at place: Int, work: QueryWork) {
    self.function = function
    self.place = place
    self.work = work
  }

  /// Gives a connection a function with a number of arguments.
  /// The corresponding C function is `sqlite3_create_function_v2`.
  static func add(
    _ function: SQLFunction, at place: Int, argumentCount: Int, to database: Database,
    work: QueryWork
  ) throws {
    let bound = BoundFunction(function, at: place, work: work)
    // SQLite owns the object until it calls the last closure, which it also does when it fails here.
    let code = unsafe sqlite3_create_function_v2(
      database.sqliteConnection, function.name, CInt(argumentCount),
      SQLITE_UTF8 | SQLITE_DETERMINISTIC, Unmanaged.passRetained(bound).toOpaque(),
      { context, count, values in
        guard let context = unsafe context, let owned = unsafe sqlite3_user_data(context) else {
          return
        }
        let bound = unsafe Unmanaged<BoundFunction>.fromOpaque(owned).takeUnretainedValue()
        // The values live through this call, which nothing outlives that is made of them here.
        unsafe bound.answer(
          UnsafeBufferPointer(start: values, count: Int(count)), in: context)
      }, nil, nil,
      { owned in
        if let owned = unsafe owned { unsafe Unmanaged<BoundFunction>.fromOpaque(owned).release() }
      })
    guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
  }

  /// Answers a call in `context`.
  private func answer(
    _ values: UnsafeBufferPointer<OpaquePointer?>, in context: OpaquePointer
  ) {
    do throws(QueryError) {
      if let known = try work.known(callAt: place, { unsafe Self.key(of: values, &$0) }) {
        unsafe Self.give(known.result, to: context)
      } else {
        unsafe Self.give(try work.answer(function, unsafe arguments(values)), to: context)
      }
    } catch {
      unsafe sqlite3_result_error(context, error.message, -1)
    }
  }

  /// Writes the arguments as they are; `false` where one is bytes, which no function takes.
  /// The corresponding C functions are `sqlite3_value_type` and those that return a value.
  private static func key(
    of values: UnsafeBufferPointer<OpaquePointer?>, _ key: inout [UInt8]
  ) -> Bool {
    for index in values.indices {
      let value = unsafe values[index]
      let kind = unsafe sqlite3_value_type(value)
      key.append(UInt8(truncatingIfNeeded: kind))
      switch kind {
      case SQLITE_NULL: break
      case SQLITE_INTEGER: append(UInt64(bitPattern: unsafe sqlite3_value_int64(value)), to: &key)
      case SQLITE_FLOAT: append(unsafe sqlite3_value_double(value).bitPattern, to: &key)
      case SQLITE_TEXT:
        guard let start = unsafe sqlite3_value_text(value) else { return false }
        let count = unsafe Int(sqlite3_value_bytes(value))
        append(UInt64(count), to: &key)
        unsafe key.append(contentsOf: UnsafeBufferPointer(start: start, count: count))
      default: return false
      }
    }
    return true
  }

  private static func append(_ number: UInt64, to key: inout [UInt8]) {
    unsafe withUnsafeBytes(of: number) { unsafe key.append(contentsOf: $0) }
  }

  private func arguments(
    _ values: UnsafeBufferPointer<OpaquePointer?>
  ) throws(QueryError) -> [Cell] {
    var cells: [Cell] = []
    for index in values.indices {
      let value = unsafe values[index]
      do throws(CellStorage.Unprintable) {
        cells.append(try unsafe Self.cell(value))
      } catch {
        throw work.noting(
          QueryError("the function '\(function.name)' is given \(error.words)"), of: function.name)
      }
    }
    return cells
  }

  private static func cell(_ value: OpaquePointer?) throws(CellStorage.Unprintable) -> Cell {
    switch unsafe sqlite3_value_type(value) {
    case SQLITE_NULL: return .notStated
    case SQLITE_INTEGER:
      return CellStorage.cell(of: unsafe sqlite3_value_int64(value), kind: nil)
    case SQLITE_FLOAT: return try CellStorage.cell(of: unsafe sqlite3_value_double(value))
    case SQLITE_TEXT:
      guard let start = unsafe sqlite3_value_text(value) else { return .text("") }
      let count = unsafe Int(sqlite3_value_bytes(value))
      let text = unsafe String(
        decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
      return try CellStorage.cell(of: text, kind: nil)
    default: throw .bytes
    }
  }

  /// Gives SQLite a cell as it stores it.
  /// The corresponding C functions begin with `sqlite3_result_`.
  private static func give(_ cell: Cell, to context: OpaquePointer) {
    switch CellStorage.value(of: cell).storage {
    case .null: unsafe sqlite3_result_null(context)
    case .int64(let number): unsafe sqlite3_result_int64(context, number)
    case .double(let number): unsafe sqlite3_result_double(context, number)
    case .string(let text):
      var text = text
      text.withUTF8 { bytes in
        // SQLite copies the text.
        let copying = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
          unsafe sqlite3_result_text(
            context, characters.baseAddress, CInt(characters.count), copying)
        }
      }
    case .blob: unsafe sqlite3_result_null(context)
    }
  }
}
