package import Diagnostics
import Foundation

/// Everything a site folder holds, read once and sorted by what it is for.
package struct SiteFiles: Sendable {
  /// A file that is copied to the output as it is.
  package struct Asset: Sendable {
    /// The path below the output folder.
    package var path: String
    /// The path below the site folder.
    package var origin: String
    package var bytes: [UInt8]
  }

  /// `Content/site.yaml`.
  package var settings: SourceFile?
  /// `Content/**/*.md`.
  package var pages: [SourceFile] = []
  /// `Content/Catalog/**`.
  package var catalog: [SourceFile] = []
  /// `Templates/**/*.mustache`.
  package var templates: [SourceFile] = []
  /// `Templates/Assets/**`, and files in `Content/` that are none of the above.
  package var assets: [Asset] = []
  package var diagnostics: [Diagnostic] = []

  package init() {}

  /// All files that were read.
  package var all: [(path: String, bytes: [UInt8])] {
    let sources = [settings].compactMap(\.self) + pages + catalog + templates
    return sources.map { ($0.path, $0.bytes) } + assets.map { ($0.origin, $0.bytes) }
  }

  /// Returns the text of a file that was read, for excerpts in reports.
  package func source(_ path: String) -> SourceFile? {
    if settings?.path == path { return settings }
    return [pages, catalog, templates].lazy.joined().first { $0.path == path }
  }
}

extension SiteFiles {
  /// Reads a site folder. What cannot be read is reported; the rest is still returned.
  package static func read(_ folder: String, access: FileAccess = .disk) -> SiteFiles {
    var walker = Walker(folder: folder, access: access)
    walker.walk("Content") { files, path, bytes in
      if path == "Content/site.yaml" {
        files.settings = SourceFile(path: path, bytes: bytes)
      } else if path.hasPrefix("Content/Catalog/") {
        files.catalog.append(SourceFile(path: path, bytes: bytes))
      } else if path.hasSuffix(".md") {
        files.pages.append(SourceFile(path: path, bytes: bytes))
      } else {
        let target = String(path.dropFirst("Content/".utf8.count))
        files.assets.append(Asset(path: target, origin: path, bytes: bytes))
      }
    }
    walker.walk("Templates") { files, path, bytes in
      if path.hasSuffix(".mustache") {
        files.templates.append(SourceFile(path: path, bytes: bytes))
      } else if path.hasPrefix("Templates/Assets/") {
        let target = "assets/" + path.dropFirst("Templates/Assets/".utf8.count)
        files.assets.append(Asset(path: target, origin: path, bytes: bytes))
      }
    }
    var files = walker.files
    if files.settings == nil {
      files.diagnostics.append(
        Diagnostic(
          "no-site", "'\(folder)' holds no Content/site.yaml", at: nil,
          help: ["name the site's folder with --site"]))
    }
    return files
  }

  /// Reads only the catalog, for commands that render no page.
  package static func readCatalog(_ folder: String, access: FileAccess = .disk) -> SiteFiles {
    var walker = Walker(folder: folder, access: access)
    walker.walk("Content/Catalog") { files, path, bytes in
      files.catalog.append(SourceFile(path: path, bytes: bytes))
    }
    return walker.files
  }
}

/// Walks folders in the order of their names, so that nothing depends on the file system's order.
private struct Walker {
  let folder: String
  let access: FileAccess
  var files = SiteFiles()

  mutating func walk(
    _ start: String, visit: (inout SiteFiles, _ path: String, _ bytes: [UInt8]) -> Void
  ) {
    var pending = [start]
    while let path = pending.popLast() {
      do {
        guard let entries = try access.list(folder + "/" + path, folder) else { continue }
        var folders: [String] = []
        for entry in entries.sorted(by: { $0.name < $1.name }) where !isIgnored(entry.name) {
          let child = path + "/" + entry.name
          switch entry.kind {
          case .folder:
            if let fault = UnreadFile.folder(child) { files.diagnostics.append(fault) }
            folders.append(child)
          case .file: read(child, visit: visit)
          case .unreadable(let obstacle):
            files.diagnostics.append(UnreadFile.diagnostic(child, obstacle))
          }
        }
        pending += folders.reversed()
      } catch {
        report(path, error)
      }
    }
  }

  private mutating func read(
    _ path: String, visit: (inout SiteFiles, _ path: String, _ bytes: [UInt8]) -> Void
  ) {
    do {
      visit(&files, path, try access.read(folder + "/" + path))
    } catch {
      report(path, error)
    }
  }

  private mutating func report(_ path: String, _ error: any Error) {
    files.diagnostics.append(
      Diagnostic(
        "unreadable-file", "'\(path)' cannot be read: \(error.localizedDescription)", at: nil,
        help: ["check the file's permissions"]))
  }

  /// Hidden files and the droppings of editors.
  private func isIgnored(_ name: String) -> Bool {
    name.hasPrefix(".") || name.hasSuffix("~") || (name.hasPrefix("#") && name.hasSuffix("#"))
      || name.hasSuffix(".swp")
  }
}
