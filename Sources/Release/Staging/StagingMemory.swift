import Synchronization

/// What one build of a process leaves for the next: the release that it replaced, in the folder in
/// which the next one is put together.
///
/// While a site is served, a build changes a few files of thousands. The folder of the release before
/// holds the same files under other names, but for those that the last build changed; so the next
/// build changes some again and leaves the rest. The output is replaced in one step as ever, and a
/// build that fails takes the folder away with all that is in it.
package final class StagingMemory: Sendable {
  /// A release that was replaced.
  struct Spare: Sendable {
    var folder: String
    /// The paths of all files in it.
    var files: Set<String>
    /// The paths of its folders.
    var folders: Set<String>

    init(folder: String, files: Set<String>) {
      self.folder = folder
      self.files = files
      folders = ReleasedFolder(files: files).folders
    }
  }

  private let spare = Mutex<Spare?>(nil)

  package init() {}

  func leave(_ spare: Spare) { self.spare.withLock { $0 = spare } }

  /// Returns the release that was left in a folder, once.
  func take(_ folder: String) -> Spare? {
    spare.withLock { spare in
      guard spare?.folder == folder else { return nil }
      defer { spare = nil }
      return spare
    }
  }
}
