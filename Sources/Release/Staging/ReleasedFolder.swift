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
  func foreign(in output: String) throws -> [String] {
    var foreign: [String] = []
    var level = [""]
    while !level.isEmpty {
      let found = ParallelReading.map(level) { folder in
        Result { try look(into: folder, of: output) }
      }
      level = []
      for result in found {
        let (folders, others) = try result.get()
        level += folders
        foreign += others
      }
    }
    return foreign.sorted()
  }

  /// Returns the same of a folder in which all files of the release stand, without looking into folders
  /// that nothing was put into since it was written.
  ///
  /// - Parameters:
  ///   - output: The folder of the release.
  ///   - written: When the last file of the release was written, by the clock of the file system. A folder
  ///     that changed at that moment is looked into: clocks are coarse.
  /// - Returns: The paths of what is no part of the release, sorted.
  /// - Throws: What the system says of a folder that cannot be listed.
  func foreign(in output: String, since written: Int64) throws -> [String] {
    let found = ParallelReading.map([""] + folders) { folder in
      Result {
        let stamp = folder.isEmpty ? nil : FileStamp(ofFileAt: output + "/" + folder)
        if let stamp, stamp.changed < written { return [] as [String] }
        return try look(into: folder, of: output).foreign
      }
    }
    return try found.flatMap { try $0.get() }.sorted()
  }

  /// Returns what is in a folder: the folders that hold parts of the release, and what is no part of
  /// it.
  private func look(
    into folder: String, of output: String
  ) throws -> (folders: [String], foreign: [String]) {
    var found: (folders: [String], foreign: [String]) = ([], [])
    for bytes in try FolderListing.names(in: output + "/" + folder) ?? []
    where !(folder.isEmpty && bytes.first == UInt8(ascii: ".")) {
      let name = String(decoding: bytes, as: UTF8.self)
      let path = folder.isEmpty ? name : folder + "/" + name
      if files.contains(path) { continue }
      if folders.contains(path) { found.folders.append(path) } else { found.foreign.append(path) }
    }
    return found
  }
}
