import Foundation

/// Reading of files and folders, as values: the disk in a build, a dictionary in a test.
package struct FileAccess: Sendable {
  /// What a name in a folder stands for.
  package enum Kind: Sendable {
    case file
    case folder
    /// A link to a folder, a socket, a device: not followed.
    case other
  }

  /// Returns the names in a folder with their kinds, or `nil` when there is no such folder.
  package var list: @Sendable (_ path: String) throws -> [(name: String, kind: Kind)]?
  /// Returns the bytes of a file.
  package var read: @Sendable (_ path: String) throws -> [UInt8]

  package init(
    list: @escaping @Sendable (String) throws -> [(name: String, kind: Kind)]?,
    read: @escaping @Sendable (String) throws -> [UInt8]
  ) {
    self.list = list
    self.read = read
  }
}

extension FileAccess {
  /// The real file system.
  package static let disk = FileAccess(
    list: { path in
      let manager = FileManager.default
      var isFolder: ObjCBool = false
      guard manager.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
        return nil
      }
      return try manager.contentsOfDirectory(atPath: path).map { name in
        (name, try kind(ofItemAt: path + "/" + name))
      }
    },
    read: { path in
      let data = try Data(contentsOf: URL(fileURLWithPath: path))
      return [UInt8](data)
    })

  private static func kind(ofItemAt path: String) throws -> Kind {
    let type = try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
    switch type {
    case .typeRegular: return .file
    case .typeDirectory: return .folder
    case .typeSymbolicLink:
      // A link to a file is that file; a link to a folder could lead back up.
      var isFolder: ObjCBool = false
      let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      return exists && !isFolder.boolValue ? .file : .other
    default: return .other
    }
  }

  /// Files in memory, by path; folders are implied.
  package static func memory(_ files: [String: String]) -> FileAccess {
    let bytes = files.mapValues { Array($0.utf8) }
    return FileAccess(
      list: { folder in
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
