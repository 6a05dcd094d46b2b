import Diagnostics
import Foundation

/// Files that a command makes where there are none yet: all of them, or none.
struct FreshFiles: Sendable {
  /// The folder that the paths count from.
  var folder: String
  /// What each file holds, by its path below the folder.
  var files: [(path: String, bytes: [UInt8])]

  /// Writes the files and the folders that they need; what is there is never written over.
  ///
  /// - Throws: `DiagnosticError` with every file that is there already, or with the first that the
  ///   system refuses; then nothing of this call stays.
  func write() throws(DiagnosticError) {
    let taken = files.filter { Self.isTaken(place(of: $0.path)) }
    guard taken.isEmpty else {
      throw DiagnosticError(
        taken.map { file in
          Diagnostic(
            "file-exists", "'\(place(of: file.path))' is there already, expected no such file",
            at: nil, help: ["move it away, or name another folder"])
        })
    }
    var made: [String] = []
    do {
      for file in files {
        let target = place(of: file.path)
        for folder in Self.missingFolders(above: target) {
          try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false)
          made.append(folder)
        }
        try Data(file.bytes).write(to: URL(filePath: target), options: .withoutOverwriting)
        made.append(target)
      }
    } catch {
      for place in made.reversed() { remove(place) }
      throw DiagnosticError(
        "output-failed", "cannot write into '\(folder)': \(error.localizedDescription)")
    }
  }

  /// The path of a file from the current folder.
  func place(of path: String) -> String { folder == "." ? path : folder + "/" + path }

  private static func isTaken(_ path: String) -> Bool {
    // A link that leads nowhere counts too: writing would follow it.
    do {
      _ = try FileManager.default.attributesOfItem(atPath: path)
      return true
    } catch {
      return false
    }
  }

  /// The folders that a file needs and that are not there, the outermost first.
  private static func missingFolders(above path: String) -> [String] {
    var missing: [String] = []
    var rest = path[...]
    while let slash = rest.lastIndex(of: "/"), slash > rest.startIndex {
      rest = rest[..<slash]
      guard !FileManager.default.fileExists(atPath: String(rest)) else { break }
      missing.append(String(rest))
    }
    return missing.reversed()
  }

  /// Takes back what was made: a file, or a folder that holds nothing else.
  private func remove(_ path: String) {
    if unlink(path) != 0 { rmdir(path) }
  }
}
