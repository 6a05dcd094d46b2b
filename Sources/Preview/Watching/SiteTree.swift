import Foundation
import Pages

/// The files and folders that a build reads, as the watchers see them.
enum SiteTree {
  /// The folders of a site that are read, by their names in the site folder.
  static let roots = ["Content", "Templates"]

  /// What lies at a path.
  enum Kind {
    case file
    case folder
  }

  /// Visits all that a build reads below `site`, folders before what they hold. What goes away
  /// meanwhile is passed over: whoever removed it has made another change.
  ///
  /// The corresponding C functions are `opendir`, `readdir`, `closedir` and `lstat`.
  static func walk(_ site: String, visit: (_ path: String, _ kind: Kind) throws -> Void) rethrows {
    var pending = roots.filter { kind(site + "/" + $0) == .folder }
    while let folder = pending.popLast() {
      try visit(folder, .folder)
      for name in names(in: site + "/" + folder) where !SiteFiles.isIgnored(name) {
        let path = folder + "/" + name
        switch kind(site + "/" + path) {
        case .folder: pending.append(path)
        case .file: try visit(path, .file)
        case nil: continue
        }
      }
    }
  }

  private static func kind(_ path: String) -> Kind? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    return status.st_mode & S_IFMT == S_IFDIR ? .folder : .file
  }

  /// Returns the names in a folder that are UTF-8; a build reads no others.
  private static func names(in path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if let name = String(validating: bytes, as: UTF8.self), name != ".", name != ".." {
        names.append(name)
      }
    }
    return names
  }
}
