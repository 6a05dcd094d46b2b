import Foundation

/// Debian's `cmark` program, which the output is compared with.
enum CMarkProgram {
  /// Why the program's output could not be had.
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// Returns what the program prints for each document.
  ///
  /// One shell runs the program once per document, which takes a fraction of the time that a
  /// process of ours per document would take.
  static func html(for documents: [[UInt8]]) throws -> [String] {
    let files = FileManager.default
    let folder = files.temporaryDirectory.appending(path: "rigbook-parity-\(UUID().uuidString)")
    try files.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? files.removeItem(at: folder) }
    for (index, document) in documents.enumerated() {
      try Data(document).write(to: folder.appending(path: "\(index).md"))
    }
    let script = """
      command -v cmark >/dev/null || exit 127
      cd "$1" || exit 1
      for file in *.md; do cmark "$file" >"$file.html" || exit 1; done
      """
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", script, "sh", folder.path]
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(
        description: process.terminationStatus == 127
          ? "the 'cmark' program is missing: 'make test' installs it (Debian package 'cmark')"
          : "the 'cmark' program failed with status \(process.terminationStatus)")
    }
    return try documents.indices.map { index in
      let data = try Data(contentsOf: folder.appending(path: "\(index).md.html"))
      return String(decoding: data, as: UTF8.self)
    }
  }
}
