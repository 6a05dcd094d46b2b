import Dispatch
import Synchronization

/// A database that is being filled while others go on. Whoever needs it waits for it.
final class PendingImage: Sendable {
  private let work = DispatchGroup()
  private let made = Mutex<Result<DatabaseImage, any Error>?>(nil)

  /// Begins to make the image.
  init(_ make: @escaping @Sendable () throws -> DatabaseImage) {
    DispatchQueue.global().async(group: work) {
      let image = Result(catching: make)
      self.made.withLock { $0 = image }
    }
  }

  /// The image, once it is made.
  ///
  /// - Throws: what making it threw.
  var image: DatabaseImage {
    get throws {
      work.wait()
      return try made.withLock { made in
        guard let made else { throw QueryError("the catalog's database was not made") }
        return try made.get()
      }
    }
  }
}
