import Diagnostics

/// Holds the paths of a site's pages and files against each other and against what file systems
/// take, before anything is written.
struct PathCheck {
  /// The longest name that every file system takes is 255 bytes; room is left for what is put after
  /// it.
  static let longestStep = 200

  /// One path of the output with where it comes from.
  private struct Entry {
    var path: String
    var span: SourceSpan
  }

  private let pages: [Entry]

  /// Takes the pages of a site.
  init(entries: [PageEntry], of markdown: [MarkdownPage]) {
    pages = entries.map { entry in
      Entry(
        path: entry.path.outputFile,
        span: SourceSpan(file: markdown[entry.markdown].file, line: 1))
    }
  }

  /// Returns what is wrong with the paths of the pages and of files that are copied.
  func diagnostics(assets: [SiteFiles.Asset]) -> [Diagnostic] {
    let copied = assets.map { asset in
      Entry(path: asset.path, span: SourceSpan(file: asset.origin, line: 1))
    }
    let all = pages + copied
    return all.compactMap(Self.tooLong) + Self.clashes(all)
  }

  private static func tooLong(_ entry: Entry) -> Diagnostic? {
    guard entry.path.utf8.count > longestStep else { return nil }
    let step = entry.path.split(separator: "/").first { $0.utf8.count > longestStep }
    guard let step else { return nil }
    return Diagnostic(
      "name-too-long",
      "'\(step.prefix(40))…' has \(step.utf8.count) bytes, more than \(longestStep)",
      at: entry.span, help: ["shorten the name of the file or the record's id"])
  }

  /// Reports paths that differ in their case alone, which is one file on many disks, and files
  /// where others need a folder.
  private static func clashes(_ entries: [Entry]) -> [Diagnostic] {
    var first: [String: Entry] = [:]
    var folders: [String: Entry] = [:]
    var diagnostics: [Diagnostic] = []
    let keys = entries.map { $0.path.lowercased() }
    for (entry, key) in zip(entries, keys) {
      if let other = first[key], other.path != entry.path {
        diagnostics.append(clash(entry, other, "differs from '\(other.path)' in its case alone"))
      } else {
        first[key] = entry
      }
      var folder = key[...]
      while let slash = folder.utf8.lastIndex(of: UInt8(ascii: "/")) {
        folder = folder[..<slash]
        // What stands above has been entered with it.
        if folders.updateValue(entry, forKey: String(folder)) != nil { break }
      }
    }
    return diagnostics
      + zip(entries, keys).compactMap { entry, key in
        folders[key].map { other in
          clash(entry, other, "would be a file where '\(other.path)' needs a folder")
        }
      }
  }

  private static func clash(_ entry: Entry, _ other: Entry, _ what: String) -> Diagnostic {
    Diagnostic(
      "path-clash", "'\(entry.path)' \(what)", at: entry.span,
      notes: [Diagnostic.Note("the other is made here", at: other.span)],
      help: ["rename one of them"])
  }
}
