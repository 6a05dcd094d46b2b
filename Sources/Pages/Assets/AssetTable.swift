import Diagnostics
import Foundation

/// The files of `Templates/Assets/` under the names they are published by.
package struct AssetTable: Sendable {
  private let assets: [String: PublishedAsset]
  /// The names below `Templates/Assets/`, sorted.
  package let names: [String]

  /// Returns the file of a name below `Templates/Assets/`.
  package subscript(name: String) -> PublishedAsset? { assets[name] }

  /// Returns the file at a path of the site folder.
  func asset(from origin: String) -> PublishedAsset? {
    guard origin.hasPrefix(PublishedAsset.source) else { return nil }
    return assets[String(origin.dropFirst(PublishedAsset.source.utf8.count))]
  }

  /// The files in the order of their names, as they are copied to the output.
  var copied: [SiteFiles.Asset] { names.compactMap { assets[$0]?.copied } }

  /// Names the files anew, those first that style sheets name.
  static func make(
    of files: [SiteFiles.Asset]
  ) -> (table: AssetTable, diagnostics: [Diagnostic]) {
    var naming = Naming(files.filter(\.isOfTemplates))
    for name in naming.files.keys.sorted() { naming.name(name) }
    let names = naming.named.keys.sorted()
    return (
      AssetTable(assets: naming.named, names: names), naming.diagnostics + sharedNames(files)
    )
  }

  /// Reports files that links cannot tell apart.
  private static func sharedNames(_ files: [SiteFiles.Asset]) -> [Diagnostic] {
    let others = Set(files.filter { !$0.isOfTemplates }.map(\.path))
    return files.filter { $0.isOfTemplates && others.contains($0.path) }.map { file in
      Diagnostic(
        "duplicate-file", "'\(file.path)' is this file and 'Content/\(file.path)'",
        at: SourceSpan(file: file.origin, line: 1), help: ["rename one of them"])
    }
  }

  private init(assets: [String: PublishedAsset], names: [String]) {
    self.assets = assets
    self.names = names
  }
}

/// Gives each file its name; a style sheet has to wait for the names of the files in it.
private struct Naming {
  let files: [String: SiteFiles.Asset]
  private(set) var named: [String: PublishedAsset] = [:]
  private(set) var diagnostics: [Diagnostic] = []
  /// The style sheets that wait for the one that is being read.
  private var waiting: [String] = []

  init(_ files: [SiteFiles.Asset]) {
    self.files = Dictionary(
      files.map { (String($0.path.dropFirst(PublishedAsset.folder.utf8.count)), $0) },
      uniquingKeysWith: { first, _ in first })
  }

  mutating func name(_ name: String) {
    guard named[name] == nil, let file = files[name] else { return }
    let bytes = name.hasSuffix(".css") ? rewritten(file.bytes, of: name, file.origin) : file.bytes
    named[name] = PublishedAsset(name: name, origin: file.origin, bytes: bytes)
  }

  /// Returns a style sheet in which the files of this folder have the names they are published by.
  private mutating func rewritten(
    _ bytes: [UInt8], of sheet: String, _ origin: String
  ) -> [UInt8] {
    waiting.append(sheet)
    defer { waiting.removeLast() }
    var result: [UInt8] = []
    var end = 0
    let source = SourceFile(path: origin, bytes: bytes)
    for place in StyleSheetLinks.places(in: bytes) {
      let address = String(decoding: bytes[place], as: UTF8.self)
      guard let published = published(address, in: sheet, at: source.span(place)) else { continue }
      result += bytes[end..<place.lowerBound]
      result += published.utf8
      end = place.upperBound
    }
    return result + bytes[end...]
  }

  /// Returns the new address of a file that a style sheet names, or `nil` where it names none of
  /// these files.
  private mutating func published(
    _ address: String, in sheet: String, at span: SourceSpan
  ) -> String? {
    let ending = address.firstIndex { $0 == "?" || $0 == "#" } ?? address.endIndex
    let folder = sheet.split(separator: "/").dropLast().map(String.init)
    guard Self.isRelative(address),
      let name = Self.resolved(address[..<ending], in: folder)
    else { return nil }
    guard files[name] != nil else {
      diagnostics.append(
        Diagnostic(
          "unknown-asset", "there is no file '\(name)' in \(PublishedAsset.source)", at: span,
          help: NearestName.help(for: name, among: files.keys.sorted())))
      return nil
    }
    guard !waiting.contains(name) else {
      diagnostics.append(
        Diagnostic(
          "recursive-asset", "the style sheet '\(name)' names itself, directly or through others",
          at: span,
          help: ["take the rules that both need into a third style sheet"]))
      return nil
    }
    self.name(name)
    guard let asset = named[name] else { return nil }
    let up = String(repeating: "../", count: folder.count)
    return up + asset.address.dropFirst(PublishedAsset.folder.utf8.count) + address[ending...]
  }

  /// Whether an address counts from the style sheet: not from the host, and without a scheme.
  private static func isRelative(_ address: String) -> Bool {
    guard let first = address.utf8.first, first != UInt8(ascii: "/"), first != UInt8(ascii: "#")
    else { return false }
    return !address.prefix { $0 != "/" }.contains(":")
  }

  /// Returns the name that an address means in a folder, or `nil` where it leads out of all of them.
  private static func resolved(_ address: Substring, in folder: [String]) -> String? {
    var parts = folder
    for step in address.split(separator: "/") {
      switch step {
      case ".": continue
      case "..":
        guard parts.popLast() != nil else { return nil }
      default: parts.append(step.removingPercentEncoding ?? String(step))
      }
    }
    return parts.joined(separator: "/")
  }
}
