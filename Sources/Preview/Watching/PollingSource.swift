import Foundation
import Pages

/// Notices changes by looking at the stamps of all files again and again: where the system tells
/// nothing, such as on network drives.
struct PollingSource: ChangeSource {
  private let site: String
  private let end: StopPipe
  private let interval: Duration
  private var stamps: [String: FileStamp]
  /// A stamp does not tell whether the file is still open.
  let areClosed = false

  /// Looks at the files of `site` every `interval` from now on.
  init(_ site: String, every interval: Duration, end: StopPipe) {
    self.site = site
    self.end = end
    self.interval = interval
    stamps = Self.stamps(site)
  }

  mutating func changes(within timeout: Duration?) -> Set<String>? {
    guard end.wait(min(timeout ?? interval, interval)) else { return nil }
    let now = Self.stamps(site)
    let paths = Set(now.keys).union(stamps.keys).filter { now[$0] != stamps[$0] }
    stamps = now
    return paths
  }

  private static func stamps(_ site: String) -> [String: FileStamp] {
    var stamps: [String: FileStamp] = [:]
    SiteTree.walk(site) { path, kind in
      if kind == .file { stamps[path] = FileStamp(ofFileAt: site + "/" + path) }
    }
    return stamps
  }
}
