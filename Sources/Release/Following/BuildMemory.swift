import Catalog
import Pages
import Synchronization

/// What a process that builds a site again and again keeps from one build to the next.
///
/// While a site is served, mostly a cell or a text is another. Then the next build knows all else: the
/// files that nobody changed, the site, what each page was made from and what stands in the output.
/// What comes of a build is what it would be without a memory.
package final class BuildMemory: Sendable {
  let site = SiteMemory(keepsState: true)
  let staging = StagingMemory()
  private let state = Mutex(State())

  private struct State {
    /// The files as they were read last.
    var files: SiteFiles?
    /// The paths of the files that were read anew since the release that stands.
    var changed: Set<String> = []
    var standing: StandingRelease?
  }

  package init() {}

  /// Returns the files after some were written anew, or `nil` where all must be looked at.
  func files(_ folder: String, changed: [String], _ access: FileAccess) -> SiteFiles? {
    guard let known = state.withLock({ $0.files }),
      let files = known.updated(folder, changed: changed, access: access)
    else { return nil }
    state.withLock { state in
      state.files = files
      state.changed.formUnion(changed)
    }
    return files
  }

  /// Notes that all files were read.
  func keep(_ files: SiteFiles) {
    state.withLock { state in
      state.files = files
      // Which of them are others than those of the release nobody has looked.
      state.changed.formUnion(files.digests.keys)
    }
  }

  /// Notes that all files say again what they said for the release that stands: those that were read
  /// since then say something else.
  func forgetFilesReadSince() {
    state.withLock { state in
      if !state.changed.isEmpty { state.files = nil }
    }
  }

  /// The release that stands and the paths of the files that were read anew since.
  var standing: (release: StandingRelease, changed: Set<String>)? {
    state.withLock { state in state.standing.map { ($0, state.changed) } }
  }

  /// Notes what stands in the output after a release.
  func keep(_ standing: StandingRelease?) {
    state.withLock { state in
      state.standing = standing
      state.changed = []
    }
  }

  /// Changes what is known of the release that stands, which is the same after it.
  func update(_ change: (inout StandingRelease) -> Void) {
    state.withLock { state in
      guard var standing = state.standing else { return }
      state.standing = nil
      change(&standing)
      state.standing = standing
    }
  }
}
