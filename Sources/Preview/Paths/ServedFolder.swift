import Foundation

/// The folder that is served, as the server sees it.
///
/// Closures stand for the disk, so that tests can answer from memory.
package struct ServedFolder: Sendable {
  /// What can lie at a path.
  package enum Kind: Hashable, Sendable {
    case file
    case folder
  }

  /// A file that is ready to be sent.
  package struct File: Hashable, Sendable {
    /// Where its bytes are, with every symbolic link resolved.
    package var location: String
    /// Its size in bytes.
    package var byteCount: Int
    /// Changes whenever the file is replaced or written to: the ETag's text.
    package var version: String

    package init(location: String, byteCount: Int, version: String) {
      self.location = location
      self.byteCount = byteCount
      self.version = version
    }
  }

  /// Returns what lies at a path below the root, or `nil` for nothing that may be served.
  package var kind: @Sendable (_ path: String) -> Kind?
  /// Returns the file at a path below the root, or `nil` when it is not there any more.
  package var file: @Sendable (_ path: String) -> File?
  /// Returns the bytes of a file, or `nil` when it cannot be read any more.
  package var bytes: @Sendable (_ file: File) -> [UInt8]?

  package init(
    kind: @escaping @Sendable (_ path: String) -> Kind?,
    file: @escaping @Sendable (_ path: String) -> File?,
    bytes: @escaping @Sendable (_ file: File) -> [UInt8]? = { file in
      FileManager.default.contents(atPath: file.location).map { [UInt8]($0) }
    }
  ) {
    self.kind = kind
    self.file = file
    self.bytes = bytes
  }

  /// The folder at `root` on disk.
  ///
  /// The root is resolved at each request, because a build may replace it by another folder.
  /// What a symbolic link points to outside the root does not exist for the server.
  package static func onDisk(_ root: String) -> ServedFolder {
    ServedFolder(
      kind: { path in
        guard let entry = DiskEntry(path, below: root) else { return nil }
        return entry.kind
      },
      file: { path in DiskEntry(path, below: root)?.file })
  }
}

/// One existing thing below the root, links resolved.
private struct DiskEntry {
  let location: String
  let attributes: [FileAttributeKey: Any]

  /// Looks at `path` below `root`; `nil` when there is nothing or when it lies outside.
  init?(_ path: String, below root: String) {
    guard let realRoot = Self.resolved(root),
      let real = path.isEmpty ? realRoot : Self.resolved(realRoot + "/" + path),
      real == realRoot || real.hasPrefix(realRoot == "/" ? "/" : realRoot + "/")
    else { return nil }
    do {
      attributes = try FileManager.default.attributesOfItem(atPath: real)
    } catch {
      // It went away after it was resolved: for the reader it is not there.
      return nil
    }
    location = real
  }

  var kind: ServedFolder.Kind? {
    switch attributes[.type] as? FileAttributeType {
    case .typeRegular: .file
    case .typeDirectory: .folder
    default: nil
    }
  }

  var file: ServedFolder.File? {
    guard kind == .file, let size = attributes[.size] as? NSNumber else { return nil }
    let changed = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
    let inode = (attributes[.systemFileNumber] as? NSNumber)?.uint64Value ?? 0
    let version = [UInt64(size.intValue), inode, changed.bitPattern]
      .map { String($0, radix: 36) }.joined(separator: "-")
    return ServedFolder.File(location: location, byteCount: size.intValue, version: version)
  }

  /// The absolute path with every symbolic link resolved, or `nil` when nothing is there.
  private static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
