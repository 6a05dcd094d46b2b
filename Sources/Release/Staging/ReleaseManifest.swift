import Foundation
import Catalog
import Pages

/// The file that marks a folder as made by a build, so that no build replaces a folder of another
/// kind by mistake.
enum ReleaseManifest {
  static let file = "release.json"
  private static let generator = "rigbook"

  static func bytes(for site: Site) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { json in
      json.member("generator", generator)
      json.member("site", site.settings.title)
      json.member("base_url", site.settings.baseURL)
      if let date = site.catalog.newestDate { json.member("data_date", date.description) }
      if let asOf = site.asOf { json.member("as_of", asOf.description) }
      json.key("pages")
      json.literal(String(site.pages.count))
    }
    return writer.bytes + [UInt8(ascii: "\n")]
  }

  /// Whether a folder holds a release of ours.
  static func marks(_ folder: String) -> Bool {
    guard let data = FileManager.default.contents(atPath: folder + "/" + file) else { return false }
    return String(decoding: data, as: UTF8.self).contains("\"generator\": \"\(generator)\"")
  }
}
