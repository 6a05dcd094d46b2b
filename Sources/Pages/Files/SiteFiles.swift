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
  /// Whether every file of the catalog was read. Those that were not are among the diagnostics.
  package fileprivate(set) var hasAllOfCatalog = true
  /// The stamps that the files had before they were read, by path, where files have stamps.
  package fileprivate(set) var stamps: [String: FileStamp] = [:]

  package init() {}

  /// The digests of all files that were read, by path.
  package internal(set) var digests: [String: StableDigest] = [:]

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
    for start in roots {
      walker.walk(start) { path, bytes in
        SiteItem(path: path, bytes: bytes) { try readAgain(folder + "/" + path) }
      } visit: { files, item in
        files.add(item)
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

  /// The folders that a build reads.
  private static let roots = ["Content", "Templates"]

  /// Returns the files as they are after some of them were written anew: only those are read. Returns
  /// `nil` where that does not tell all, since a file is new, gone or cannot be read.
  ///
  /// `changed` are paths below the site folder of all files and folders that anything happened to.
  package func updated(
    _ folder: String, changed: some Sequence<String>, access: FileAccess = .disk
  ) -> SiteFiles? {
    guard diagnostics.isEmpty, let kind = access.kind, let stamp = access.stamp else { return nil }
    var files = self
    for path in changed.sorted() {
      let place = folder + "/" + path
      let now = stamp(place)
      guard digests[path] != nil else {
        // What was not there and is not there was in between at most, as with editors' own files.
        if now == nil, !digests.keys.contains(where: { $0.hasPrefix(path + "/") }) { continue }
        return nil
      }
      guard let now, UnreadFile.tooLarge(path, now.size) == nil,
        (try? kind(place, folder)) == .file, let bytes = try? access.read(place)
      else { return nil }
      let readAgain = access.read
      files.stamps[path] = now
      files.replace(SiteItem(path: path, bytes: bytes) { try readAgain(place) })
    }
    return files
  }

  /// Returns the stamps of all files that a build reads, by path, or `nil` where one of them has none
  /// or where a name stands for something that is not read.
  package static func stamps(_ folder: String, access: FileAccess = .disk) -> [String: FileStamp]? {
    guard let stamp = access.stamp else { return nil }
    var found: [String] = []
    var walker = Walker(folder: folder, access: access)
    for start in roots { walker.walk(start) { found.append($0) } }
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
      SourceFile(path: $0, bytes: $1)
    } visit: { files, file in
      files.catalog.append(file)
    }
    walker.readSettings()
    return walker.files
  }
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
    visit: (inout SiteFiles, _ item: Item) -> Void
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
      case .item(let item): visit(&files, item)
      case .fault(let fault):
        files.diagnostics.append(fault)
        if path.hasPrefix("Content/Catalog/") { files.hasAllOfCatalog = false }
      }
    }
  }

  /// Reads the settings alone.
  mutating func readSettings() {
    let path = SiteSettings.path
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
