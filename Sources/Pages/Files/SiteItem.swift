import Catalog
import Diagnostics
import Prose

/// A file of a site by what it is for.
struct SiteItem: Sendable {
  enum Kind {
    case settings(SourceFile)
    case page(PageSource)
    case catalog(SourceFile)
    case query(SourceFile)
    case template(SourceFile)
    case asset(SiteFiles.Asset)
    /// A file beside the templates that no build uses.
    case unused
  }

  let path: String
  let digest: StableDigest
  let kind: Kind

  init(path: String, bytes: [UInt8], readAgain: @escaping @Sendable () throws -> [UInt8]) {
    self.path = path
    kind = Self.kind(path, bytes, readAgain)
    if case .page(let page) = kind {
      digest = page.digest
    } else {
      digest = StableDigest(of: bytes)
    }
  }

  private static func kind(
    _ path: String, _ bytes: [UInt8], _ readAgain: @escaping @Sendable () throws -> [UInt8]
  ) -> Kind {
    var file: SourceFile { SourceFile(path: path, bytes: bytes) }
    guard path.hasPrefix("Content/") else {
      if path.hasSuffix(".mustache") { return .template(file) }
      guard path.hasPrefix(PublishedAsset.source) else { return .unused }
      let target = PublishedAsset.folder + path.dropFirst(PublishedAsset.source.utf8.count)
      return .asset(SiteFiles.Asset(path: target, origin: path, bytes: bytes))
    }
    if path == SiteSettings.path { return .settings(file) }
    if path.hasPrefix("Content/Catalog/") { return .catalog(file) }
    if path.hasPrefix(NamedQueries.folder) { return .query(file) }
    if path.hasSuffix(".md") {
      return .page(PageSource(path: path, bytes: bytes, read: readAgain))
    }
    let target = String(path.dropFirst("Content/".utf8.count))
    return .asset(SiteFiles.Asset(path: target, origin: path, bytes: bytes))
  }
}

extension SiteFiles {
  /// Adds a file behind those that were added.
  mutating func add(_ item: SiteItem) {
    switch item.kind {
    case .settings(let file): settings = file
    case .page(let page): pages.append(page)
    case .catalog(let file): catalog.append(file)
    case .query(let file): queries.append(file)
    case .template(let file): templates.append(file)
    case .asset(let asset): assets.append(asset)
    case .unused: return
    }
    digests[item.path] = item.digest
  }

  /// Puts a file in the place of an earlier state of it.
  mutating func replace(_ item: SiteItem) {
    digests[item.path] = item.digest
    switch item.kind {
    case .settings(let file): settings = file
    case .page(let page): pages.replace(page) { $0.path == item.path }
    case .catalog(let file): catalog.replace(file) { $0.path == item.path }
    case .query(let file): queries.replace(file) { $0.path == item.path }
    case .template(let file): templates.replace(file) { $0.path == item.path }
    case .asset(let asset): assets.replace(asset) { $0.origin == item.path }
    case .unused: return
    }
  }
}

extension Array {
  /// Puts an element in the place of the one that fits.
  fileprivate mutating func replace(_ element: Element, where fits: (Element) -> Bool) {
    if let place = firstIndex(where: fits) { self[place] = element }
  }
}
