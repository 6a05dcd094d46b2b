import Foundation

/// Reading of files and folders, as values: the disk in a build, a dictionary in a test.
package struct FileAccess: Sendable {
  /// What a name in a folder stands for.
  package enum Kind: Hashable, Sendable {
    case file
    case folder
    /// Nothing that a build reads.
    case unreadable(Obstacle)
  }

  /// Why a name in a folder is not read.
  package enum Obstacle: Hashable, Sendable {
    /// It could lead back up.
    case linkToFolder
    case linkToNothing
    /// It could publish what is no part of the site.
    case linkOutside
    /// A socket, a device, a pipe.
    case notAFile
    /// The name is shown with marks in the place of what cannot be read.
    case nameNotUTF8
  }

  /// Returns the names in a folder with their kinds, or `nil` when there is no such folder. Links
  /// may lead to files below `site` only.
  package var list:
    @Sendable (_ path: String, _ site: String) throws -> [(name: String, kind: Kind)]?
  /// Returns the bytes of a file.
  package var read: @Sendable (_ path: String) throws -> [UInt8]
  /// Returns the stamp of a file, or `nil` where there is none; missing where files have no stamps.
  package var stamp: (@Sendable (_ path: String) -> FileStamp?)?
  /// Returns what a path stands for, without a look at the folder it is in; missing where that takes
  /// as long. Links may lead to files below `site` only.
  package var kind: (@Sendable (_ path: String, _ site: String) throws -> Kind)?

  package init(
    list: @escaping @Sendable (String, String) throws -> [(name: String, kind: Kind)]?,
    read: @escaping @Sendable (String) throws -> [UInt8],
    stamp: (@Sendable (String) -> FileStamp?)? = nil,
    kind: (@Sendable (String, String) throws -> Kind)? = nil
  ) {
    self.list = list
    self.read = read
    self.stamp = stamp
    self.kind = kind
  }
}

extension FileAccess {
  /// The real file system.
  package static let disk = FileAccess(
    list: { path, site in
      try FolderListing.entries(in: path)?.map { name, kind in
        guard let name = String(validating: name, as: UTF8.self) else {
          return (String(decoding: name, as: UTF8.self), .unreadable(.nameNotUTF8))
        }
        return (name, try kind ?? FolderListing.kind(ofItemAt: path + "/" + name, site: site))
      }
    },
    read: { try FileReader.bytes(of: $0) },
    stamp: { FileStamp(ofFileAt: $0) },
    kind: { try FolderListing.kind(ofItemAt: $0, site: $1) })

  /// Files in memory, by path; folders are implied.
  package static func memory(_ files: [String: String]) -> FileAccess {
    let bytes = files.mapValues { Array($0.utf8) }
    return FileAccess(
      list: { folder, _ in
        var names: [String: Kind] = [:]
        for path in bytes.keys where path.hasPrefix(folder + "/") {
          let rest = path.dropFirst(folder.utf8.count + 1)
          let name = String(rest.prefix { $0 != "/" })
          names[name] = name.utf8.count == rest.utf8.count ? .file : .folder
        }
        return names.isEmpty ? nil : names.map { (name: $0.key, kind: $0.value) }
      },
      read: { path in
        guard let file = bytes[path] else { throw CocoaError(.fileReadNoSuchFile) }
        return file
      })
  }
}
