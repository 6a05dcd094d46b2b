import Foundation
import Pages
import Release

/// The pages of the last release, which a review compares with.
package struct Baseline: Sendable {
  /// Where they are.
  package let folder: String
  /// Whether this run of the server has put them there.
  private let isOwn: Bool

  /// Takes a folder that somebody keeps.
  package init(keptIn folder: String) {
    self.folder = folder
    isOwn = false
  }

  /// Keeps the pages of `output` as they are now, below the site folder: further names of the same
  /// files, or copies where the file system has no such names.
  package init(of output: String, in site: String) throws {
    let process = ProcessInfo.processInfo.processIdentifier
    let parent = site + "/.rigbook"
    folder = "\(parent)/\(Self.prefix)\(process)"
    isOwn = true
    AbandonedFolders.remove(in: parent, prefix: Self.prefix)
    let manager = FileManager.default
    try? manager.removeItem(atPath: folder)
    try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
    guard let names = manager.enumerator(atPath: output) else { return }
    var known: Set<String> = []
    for case let name as String in names
    where name.hasSuffix(".html") || name == ReleasedPages.manifest {
      let target = folder + "/" + name
      let parent = (target as NSString).deletingLastPathComponent
      if known.insert(parent).inserted {
        try manager.createDirectory(atPath: parent, withIntermediateDirectories: true)
      }
      try FileWriter.share(output + "/" + name, as: target)
    }
  }

  /// Removes what this run of the server has kept.
  package func remove() {
    // What stays is removed by the next run.
    if isOwn { try? FileManager.default.removeItem(atPath: folder) }
  }

  private static let prefix = "last-"
}
