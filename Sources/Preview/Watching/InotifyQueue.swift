#if os(Linux)
  import Foundation
  import Glibc
  import Pages

  /// Linux's queue of file events.
  final class InotifyQueue: Sendable {
    /// What happened to a name in a watched folder, or to the folder itself.
    struct Event {
      var watch: Int32
      var mask: UInt32
      /// Empty where the event is about the folder itself, or where the name is not UTF-8.
      var name: String

      func has(_ flag: some BinaryInteger) -> Bool { mask & UInt32(truncatingIfNeeded: flag) != 0 }
    }

    /// What is asked of a folder of which only the names matter.
    static let names = mask([
      IN_CREATE, IN_DELETE, IN_MOVED_FROM, IN_MOVED_TO, IN_DELETE_SELF, IN_MOVE_SELF,
    ])
    /// What is asked of a folder whose files are read.
    static let all = names | mask([IN_MODIFY, IN_CLOSE_WRITE, IN_ATTRIB])

    let file: Int32

    init() throws(WatchFault) {
      file = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
      guard file >= 0 else { throw Self.fault() }
    }

    deinit { close(file) }

    /// Watches a folder; asked twice for one folder, the watch is the same. Returns `nil` where there
    /// is no such folder or it cannot be read.
    ///
    /// The corresponding C function is `inotify_add_watch`.
    func watch(_ folder: String, mask: UInt32) throws(WatchFault) -> Int32? {
      let watch = inotify_add_watch(file, folder, mask | Self.mask([IN_ONLYDIR]))
      if watch >= 0 { return watch }
      if errno == ENOSPC || errno == ENOMEM { throw Self.fault() }
      return nil
    }

    func forget(_ watch: Int32) { inotify_rm_watch(file, watch) }

    /// Returns all events that are there, without waiting for more.
    func read() -> [Event] {
      var events: [Event] = []
      var buffer = [UInt8](repeating: 0, count: 65_536)
      while events.count < Self.mostAtOnce {
        let count = buffer.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress, $0.count) }
        guard count > 0 else { break }
        Self.parse(buffer[..<count], into: &events)
      }
      return events
    }

    /// Enough to empty the queue soon, few enough to let others in between.
    private static let mostAtOnce = 10_000

    /// Reads the records as `inotify(7)` describes them: watch, mask, cookie, length of the name, name.
    private static func parse(_ bytes: ArraySlice<UInt8>, into events: inout [Event]) {
      var rest = bytes
      while rest.count >= headSize {
        let (watch, mask, length) = rest.withUnsafeBytes { bytes in
          (
            bytes.loadUnaligned(as: Int32.self),
            bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self),
            Int(bytes.loadUnaligned(fromByteOffset: 12, as: UInt32.self))
          )
        }
        rest = rest.dropFirst(headSize)
        let name = rest.prefix(length).prefix { $0 != 0 }
        rest = rest.dropFirst(length)
        let text = String(validating: name, as: UTF8.self) ?? ""
        events.append(Event(watch: watch, mask: mask, name: text))
      }
    }

    private static let headSize = 16

    private static func mask(_ flags: [Int32]) -> UInt32 {
      flags.reduce(0) { $0 | UInt32(bitPattern: $1) }
    }

    private static func fault() -> WatchFault {
      WatchFault(reason: SystemFailure(code: errno).localizedDescription)
    }
  }
#endif
