import Pages

/// The names in a folder that a release was put into.
struct ReleasedFolder {
  private let files: Set<String>
  private let folders: Set<String>

  /// Takes the paths of the files of the release.
  init(files: Set<String>) {
    self.files = files
    var folders: Set<String> = []
    for file in files {
      var rest = file[...]
      while let slash = rest.lastIndex(of: "/") {
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
    var pending = [""]
    while let folder = pending.popLast() {
      for bytes in try FolderListing.names(in: output + "/" + folder) ?? []
      where !(folder.isEmpty && bytes.first == UInt8(ascii: ".")) {
        let name = String(decoding: bytes, as: UTF8.self)
        let path = folder.isEmpty ? name : folder + "/" + name
        if folders.contains(path) {
          pending.append(path)
        } else if !files.contains(path) {
          foreign.append(path)
        }
      }
    }
    return foreign.sorted()
  }
}
