#if os(Linux)
  import Foundation
  import Glibc
  import Pages

  /// Notices changes by Linux's inotify: one watch for each folder, and one for the site folder, in
  /// which `Content` and `Templates` can come and go.
  struct InotifySource: ChangeSource {
    private let site: String
    private let end: StopPipe
    private let queue: InotifyQueue
    /// The watched folders by their watches, as paths below the site folder; empty for itself.
    private var folders: [Int32: String] = [:]
    /// The paths of files that were written to and not closed since.
    private var open: Set<String> = []
    /// Whether the site folder itself is gone, so that nothing tells when it is back.
    private var isLost = false

    /// How often a site folder that is gone is looked for.
    private static let lookout = Duration.milliseconds(500)

    /// Watches `site`.
    ///
    /// - Throws: `WatchFault` where the system has no watches left.
    init(_ site: String, end: StopPipe) throws(WatchFault) {
      self.site = site
      self.end = end
      queue = try InotifyQueue()
      try watchAll()
    }

    var areClosed: Bool { open.isEmpty }

    mutating func changes(within timeout: Duration?) -> Set<String>? {
      let most = isLost ? min(timeout ?? Self.lookout, Self.lookout) : timeout
      guard end.wait(most, orFor: queue.file) else { return nil }
      var paths: Set<String> = []
      var isNewTree = isLost
      for event in queue.read() { note(event, in: &paths, isNewTree: &isNewTree) }
      guard isNewTree else { return paths }
      let wasLost = isLost
      // Watches come first: what is written after this is an event, what came before is read by the
      // build that follows.
      do {
        try watchAll()
      } catch {
        // Folders without a watch are looked for again, as if the site folder were gone.
        isLost = true
      }
      if wasLost, !isLost { paths.insert(SiteTree.roots[0]) }
      return paths
    }

    private mutating func note(
      _ event: InotifyQueue.Event, in paths: inout Set<String>, isNewTree: inout Bool
    ) {
      if event.has(IN_Q_OVERFLOW) {
        // Nobody knows what was lost: look at everything.
        isNewTree = true
        paths.formUnion(SiteTree.roots)
        return
      }
      guard let folder = folders[event.watch] else { return }
      if event.has(IN_IGNORED) { folders[event.watch] = nil }
      if event.has(IN_DELETE_SELF) || event.has(IN_MOVE_SELF) || event.has(IN_IGNORED) {
        isNewTree = true
        if !folder.isEmpty { paths.insert(folder) }
        return
      }
      guard !event.name.isEmpty else {
        // The folder itself, such as its permissions, or a name that is not UTF-8.
        isNewTree = true
        paths.insert(folder.isEmpty ? SiteTree.roots[0] : folder)
        return
      }
      guard !SiteFiles.isIgnored(event.name),
        !folder.isEmpty || SiteTree.roots.contains(event.name)
      else { return }
      if event.has(IN_ISDIR) { isNewTree = true }
      let path = folder.isEmpty ? event.name : folder + "/" + event.name
      if event.has(IN_MODIFY) {
        open.insert(path)
      } else if !event.has(IN_ATTRIB) {
        // What else happens to a name leaves no file under it that is written to.
        open.remove(path)
      }
      paths.insert(path)
    }

    /// Has a watch on each folder that is there now, and none on what has left the site.
    private mutating func watchAll() throws(WatchFault) {
      var found: [Int32: String] = [:]
      isLost = true
      if let watch = try queue.watch(site, mask: InotifyQueue.names) {
        found[watch] = ""
        isLost = false
      }
      var fault: WatchFault?
      SiteTree.walk(site) { path, kind in
        guard kind == .folder, fault == nil else { return }
        do throws(WatchFault) {
          if let watch = try queue.watch(site + "/" + path, mask: InotifyQueue.all) {
            found[watch] = path
          }
        } catch {
          fault = error
        }
      }
      for watch in folders.keys where found[watch] == nil { queue.forget(watch) }
      folders = found
      // What happened meanwhile may not have been told.
      open = []
      if let fault { throw fault }
    }
  }
#endif
