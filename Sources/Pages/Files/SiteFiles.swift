package import Catalog
package import Diagnostics
import Foundation
import Prose

/// Everything a site folder holds, read once and sorted by what it is for.
package struct SiteFiles: Sendable {
  /// A file that is copied to the output as it is.
  package struct Asset: Sendable {
    /// The path below the output folder; a file of `Templates/Assets/` gets another name there.
    package var path: String
    /// The path below the site folder.
    package var origin: String
    package var bytes: [UInt8]

    /// Whether the file lies in `Templates/Assets/`.
    var isOfTemplates: Bool { origin.hasPrefix(PublishedAsset.source) }
  }

  /// `Content/site.yaml`.
  package var settings: SourceFile?
  /// `Content/**/*.md`.
  package var pages: [PageSource] = []
  /// `Content/Catalog/**`.
  package var catalog: [SourceFile] = []
  /// `Content/Tables/**`.
  package var queries: [SourceFile] = []
  /// `Templates/**/*.mustache`.
  package var templates: [SourceFile] = []
  /// `Templates/Assets/**`, and files in `Content/` that are none of the above.
  package var assets: [Asset] = []
  package var diagnostics: [Diagnostic] = []
  /// The stamps that the files had before they were read, by path, where files have stamps.
  package fileprivate(set) var stamps: [String: FileStamp] = [:]

  package init() {}

  /// The digests of all files that were read, by path.
  package var digests: [String: StableDigest] {
    var digests: [String: StableDigest] = [:]
    for file in [settings].compactMap(\.self) + catalog + queries + templates {
      digests[file.path] = StableDigest(of: file.bytes)
    }
    for page in pages { digests[page.path] = page.digest }
    for asset in assets { digests[asset.origin] = StableDigest(of: asset.bytes) }
    return digests
  }

  /// Lets go what the pages of a resolved site hold themselves.
  package mutating func forgetFrontMatter() {
    for index in pages.indices { pages[index].forgetFrontMatter() }
  }

  /// Returns the text of a file that was read, for excerpts in reports.
  package func source(_ path: String) -> SourceFile? {
    if settings?.path == path { return settings }
    if let file = (catalog + queries + templates).first(where: { $0.path == path }) { return file }
    if let asset = assets.first(where: { $0.origin == path && path.hasSuffix(".css") }) {
      return SourceFile(path: path, bytes: asset.bytes)
    }
    // A file that cannot be read again gives no excerpt; that it cannot is reported elsewhere.
    return pages.first { $0.path == path }.flatMap { try? $0.load() }
  }
}

extension SiteFiles {
  /// Reads a site folder. What cannot be read is reported; the rest is still returned.
  package static func read(_ folder: String, access: FileAccess = .disk) -> SiteFiles {
    var walker = Walker(folder: folder, access: access)
    let readAgain = access.read
    walker.walk("Content") { path, bytes -> ContentItem in
      return path.hasSuffix(".md") && !path.hasPrefix("Content/Catalog/")
        && !path.hasPrefix(NamedQueries.folder)
        ? .page(PageSource(path: path, bytes: bytes) { try readAgain(folder + "/" + path) })
        : .other(bytes)
    } visit: { files, path, item in
      switch item {
      case .page(let page): files.pages.append(page)
      case .other(let bytes) where path == "Content/site.yaml":
        files.settings = SourceFile(path: path, bytes: bytes)
      case .other(let bytes) where path.hasPrefix("Content/Catalog/"):
        files.catalog.append(SourceFile(path: path, bytes: bytes))
      case .other(let bytes) where path.hasPrefix(NamedQueries.folder):
        files.queries.append(SourceFile(path: path, bytes: bytes))
      case .other(let bytes):
        let target = String(path.dropFirst("Content/".utf8.count))
        files.assets.append(Asset(path: target, origin: path, bytes: bytes))
      }
    }
    walker.walk("Templates") {
      $1
    } visit: { files, path, bytes in
      if path.hasSuffix(".mustache") {
        files.templates.append(SourceFile(path: path, bytes: bytes))
      } else if path.hasPrefix(PublishedAsset.source) {
        let target = PublishedAsset.folder + path.dropFirst(PublishedAsset.source.utf8.count)
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

  /// Returns the stamps of all files that a build reads, by path, or `nil` where one of them has none
  /// or where a name stands for something that is not read.
  package static func stamps(_ folder: String, access: FileAccess = .disk) -> [String: FileStamp]? {
    guard let stamp = access.stamp else { return nil }
    var found: [String] = []
    var walker = Walker(folder: folder, access: access)
    for start in ["Content", "Templates"] { walker.walk(start) { found.append($0) } }
    guard walker.files.diagnostics.isEmpty else { return nil }
    var stamps: [String: FileStamp] = [:]
    stamps.reserveCapacity(found.count)
    for (path, stamp) in zip(found, ParallelReading.map(found) { stamp(folder + "/" + $0) }) {
      guard let stamp else { return nil }
      stamps[path] = stamp
    }
    return stamps
  }

  /// Whether a file or folder of this name is never read: hidden files and the droppings of editors.
  package static func isIgnored(_ name: String) -> Bool {
    name.hasPrefix(".") || name.hasSuffix("~") || (name.hasPrefix("#") && name.hasSuffix("#"))
      || name.hasSuffix(".swp")
  }

  /// Reads only the catalog and the settings, for commands that render no page.
  package static func readCatalog(_ folder: String, access: FileAccess = .disk) -> SiteFiles {
    var walker = Walker(folder: folder, access: access)
    walker.walk("Content/Catalog") {
      $1
    } visit: { files, path, bytes in
      files.catalog.append(SourceFile(path: path, bytes: bytes))
    }
    walker.readSettings()
    return walker.files
  }
}

/// A file of the content as it is read: a page or anything else.
private enum ContentItem: Sendable {
  case page(PageSource)
  case other([UInt8])
}

/// What came of reading a file.
private enum Reading<Item: Sendable>: Sendable {
  case item(Item)
  case fault(Diagnostic)
}

/// Walks folders in the order of their names, so that nothing depends on the file system's order.
private struct Walker {
  let folder: String
  let access: FileAccess
  var files = SiteFiles()

  /// Reads all files below a folder at once and hands on, in the order of their names, what `make`
  /// makes of each.
  mutating func walk<Item: Sendable>(
    _ start: String, make: @Sendable (_ path: String, _ bytes: [UInt8]) -> Item,
    visit: (inout SiteFiles, _ path: String, _ item: Item) -> Void
  ) {
    var found: [String] = []
    walk(start) { found.append($0) }
    let (folder, access) = (folder, access)
    let readings = ParallelReading.map(found) { path in
      let stamp = access.stamp?(folder + "/" + path)
      if let size = stamp?.size, let fault = UnreadFile.tooLarge(path, size) {
        return (stamp, Reading<Item>.fault(fault))
      }
      do {
        return (stamp, .item(make(path, try access.read(folder + "/" + path))))
      } catch {
        return (stamp, .fault(UnreadFile.diagnostic(path, error)))
      }
    }
    for (path, (stamp, reading)) in zip(found, readings) {
      files.stamps[path] = stamp
      switch reading {
      case .item(let item): visit(&files, path, item)
      case .fault(let fault): files.diagnostics.append(fault)
      }
    }
  }

  /// Reads the settings alone.
  mutating func readSettings() {
    let path = "Content/site.yaml"
    do {
      let entries = try access.list(folder + "/Content", folder) ?? []
      guard entries.contains(where: { $0.name == "site.yaml" && $0.kind == .file }) else { return }
      files.settings = SourceFile(path: path, bytes: try access.read(folder + "/" + path))
    } catch {
      report(path, error)
    }
  }

  mutating func walk(_ start: String, visit: (_ path: String) -> Void) {
    var pending = [start]
    while let path = pending.popLast() {
      do {
        guard let entries = try access.list(folder + "/" + path, folder) else { continue }
        var folders: [String] = []
        for entry in entries.sorted(by: { $0.name < $1.name })
        where !SiteFiles.isIgnored(entry.name) {
          let child = path + "/" + entry.name
          switch entry.kind {
          case .folder:
            if let fault = UnreadFile.folder(child) {
              files.diagnostics.append(fault)
            } else {
              folders.append(child)
            }
          case .file: visit(child)
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

  private mutating func report(_ path: String, _ error: any Error) {
    files.diagnostics.append(UnreadFile.diagnostic(path, error))
  }
}
