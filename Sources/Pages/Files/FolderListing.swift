import Foundation

/// The names in a folder of the disk, and what each stands for.
///
/// Foundation's own listing gives up on the whole folder where one name is not UTF-8.
package enum FolderListing {
  /// Returns the names in a folder as bytes, or `nil` when there is no such folder.
  package static func names(in path: String) throws(SystemFailure) -> [[UInt8]]? {
    try entries(in: path)?.map(\.name)
  }

  /// Returns the names in a folder as bytes, with their kinds where the listing tells these, or `nil`
  /// when there is no such folder.
  ///
  /// The corresponding C functions are `opendir`, `readdir` and `closedir`.
  package static func entries(
    in path: String
  ) throws(SystemFailure) -> [(name: [UInt8], kind: FileAccess.Kind?)]? {
    guard let folder = opendir(path) else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw SystemFailure(code: errno)
    }
    defer { closedir(folder) }
    var entries: [(name: [UInt8], kind: FileAccess.Kind?)] = []
    errno = 0
    // An entry is the system's until the next call, so its name is copied at once.
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        let name = bytes.prefix { $0 != 0 }
        return name.count <= 2 && name.allSatisfy { $0 == UInt8(ascii: ".") } ? nil : Array(name)
      }
      if let name { entries.append((name, kind(ofType: Int32(entry.pointee.d_type)))) }
      errno = 0
    }
    guard errno == 0 else { throw SystemFailure(code: errno) }
    return entries
  }

  /// Returns the kind that a listing tells; it leaves open what a link leads to, and some file systems
  /// tell nothing.
  private static func kind(ofType type: Int32) -> FileAccess.Kind? {
    switch type {
    case Int32(DT_REG): .file
    case Int32(DT_DIR): .folder
    default: nil
    }
  }

  /// Returns what a path stands for; a link to a file below `site` is that file.
  ///
  /// The corresponding C functions are `lstat`, `stat` and `realpath`.
  static func kind(ofItemAt path: String, site: String) throws(SystemFailure) -> FileAccess.Kind {
    var status = stat()
    guard lstat(path, &status) == 0 else { throw SystemFailure(code: errno) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    case S_IFLNK: break
    default: return .unreadable(.notAFile)
    }
    guard stat(path, &status) == 0 else { return .unreadable(.linkToNothing) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: return .unreadable(.linkToFolder)
    default: return .unreadable(.notAFile)
    }
    guard let target = resolved(path), let root = resolved(site) else {
      return .unreadable(.linkToNothing)
    }
    return target.starts(with: root + [UInt8(ascii: "/")]) ? .file : .unreadable(.linkOutside)
  }

  /// Returns the path without any link in it.
  private static func resolved(_ path: String) -> [UInt8]? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return Array(UnsafeRawBufferPointer(start: resolved, count: strlen(resolved)))
  }
}
