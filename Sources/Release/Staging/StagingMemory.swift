import Pages
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
    /// The paths that only one of the two releases has, or that are other files in the output.
    var stale: Set<String>
    /// The paths of all files of the output.
    var released: Set<String>
    /// The two folders themselves as they were left.
    private var stamps: [FileStamp?]
    private let output: String

    /// Takes the release in `folder`, which is that of `output` but for what is stale.
    init(
      folder: String, files: Set<String>, stale: Set<String>, output: String,
      released: Set<String>
    ) {
      self.folder = folder
      self.files = files
      self.stale = stale
      self.released = released
      self.output = output
      stamps = Self.stamps(output, folder)
    }

    /// Whether both folders seem to be as they were left: the same, with the same names at the top.
    /// What is deeper in them is not looked at.
    var stands: Bool {
      let now = Self.stamps(output, folder)
      return now == stamps && !now.contains(nil)
    }

    private static func stamps(_ output: String, _ folder: String) -> [FileStamp?] {
      [FileStamp(ofFileAt: output), FileStamp(ofFileAt: folder)]
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

  /// Whether a release was left, and both it and the output seem to be as they were left.
  var stands: Bool { spare.withLock { $0?.stands == true } }
}
