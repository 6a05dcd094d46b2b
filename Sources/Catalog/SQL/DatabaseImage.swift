internal import GRDB
internal import GRDBSQLite

/// The bytes of a SQLite database, shared by all connections and never changed.
///
/// Each connection reads the same memory through SQLite's memory file system, so opening one costs
/// no copy and reading needs no lock.
///
/// `@unchecked Sendable`: the bytes are written once, in `init`, before anyone else can see them.
@safe final class DatabaseImage: @unchecked Sendable {
  private let start: UnsafeMutablePointer<UInt8>
  let count: Int

  /// Copies the main database of a connection.
  /// The corresponding C function is `sqlite3_serialize`.
  init(copying database: Database) throws {
    var size: sqlite3_int64 = 0
    // The connection is open for the length of this call; SQLite allocates the copy.
    let copy = unsafe sqlite3_serialize(database.sqliteConnection, "main", &size, 0)
    guard let copy = unsafe copy else {
      throw QueryError("the catalog does not fit in memory as a database")
    }
    unsafe start = copy
    count = Int(size)
  }

  deinit {
    // Connections hold this object, so none is left when it goes.
    unsafe sqlite3_free(start)
  }

  /// Makes a connection read this image. The caller keeps the image as long as the connection.
  /// The corresponding C function is `sqlite3_deserialize`.
  func open(in database: Database) throws {
    let size = sqlite3_int64(count)
    // READONLY without FREEONCLOSE: SQLite neither writes to nor frees what belongs to this object.
    let code = unsafe sqlite3_deserialize(
      database.sqliteConnection, "main", start, size, size,
      CUnsignedInt(SQLITE_DESERIALIZE_READONLY))
    guard code == SQLITE_OK else { throw QueryError("the catalog's database cannot be opened") }
    database.clearSchemaCache()
  }

  /// Makes a connection begin with a copy of this image, to be changed.
  /// The corresponding C function is `sqlite3_deserialize`.
  func copy(into database: Database) throws {
    guard let copy = unsafe sqlite3_malloc64(sqlite3_uint64(count)) else {
      throw QueryError("the catalog does not fit in memory as a database")
    }
    unsafe copy.copyMemory(from: start, byteCount: count)
    let size = sqlite3_int64(count)
    // With FREEONCLOSE the copy is SQLite's, also where this fails.
    let code = unsafe sqlite3_deserialize(
      database.sqliteConnection, "main", copy.assumingMemoryBound(to: UInt8.self), size, size,
      CUnsignedInt(SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE))
    guard code == SQLITE_OK else { throw QueryError("the catalog's database cannot be changed") }
    database.clearSchemaCache()
  }

  /// A copy of the bytes: a complete SQLite file.
  var bytes: [UInt8] {
    unsafe Array(UnsafeBufferPointer(start: start, count: count))
  }
}
