import Pages

/// The names in a folder that a release was put into.
struct ReleasedFolder: Sendable {
  private let files: Set<String>
  /// The paths of all folders above the files.
  let folders: Set<String>

  /// Takes the paths of the files of the release.
  init(files: Set<String>) {
    self.files = files
    var folders: Set<String> = []
    for file in files {
      var rest = file[...]
      while let slash = rest.utf8.lastIndex(of: UInt8(ascii: "/")) {
        rest = rest[..<slash]
        // What stands above has been entered with it.
        guard folders.insert(String(rest)).inserted else { break }
      }
    }
    self.folders = folders
  }

  /// Returns what is no part of the release, sorted: files, and folders as a whole. Hidden files at
  /// the top are left out.
  ///
  /// - Parameters:
  ///   - output: The folder of the release.
  ///   - written: When the last file of the release was written, by the clock of the file system, where that
  ///     is known and all of them stand. Then folders that nothing was put into since are not looked into;
  ///     one that changed at that moment is: clocks are coarse.
  /// - Returns: The paths of what is no part of the release.
  /// - Throws: What the system says of a folder that cannot be listed.
  func foreign(in output: String, since written: Int64? = nil) throws -> [String] {
    let found = ParallelReading.map([""] + folders) { folder in
      Result {
        if let written, !folder.isEmpty,
          let stamp = FileStamp(ofFileAt: output + "/" + folder), stamp.changed < written
        {
          return [] as [String]
        }
        return try foreign(in: folder, of: output)
      }
    }
    return try found.flatMap { try $0.get() }.sorted()
  }

  /// Returns what is no part of the release in one folder of it.
  private func foreign(in folder: String, of output: String) throws -> [String] {
    var foreign: [String] = []
    for bytes in try FolderListing.names(in: output + "/" + folder) ?? []
    where !(folder.isEmpty && bytes.first == UInt8(ascii: ".")) {
      let name = String(decoding: bytes, as: UTF8.self)
      let path = folder.isEmpty ? name : folder + "/" + name
      if !files.contains(path), !folders.contains(path) { foreign.append(path) }
    }
    return foreign
  }
}
