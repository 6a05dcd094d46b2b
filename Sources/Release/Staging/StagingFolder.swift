import Foundation
import Pages
import Synchronization

/// A folder beside the output in which a release is put together, and the switch to it.
///
/// Until `release()` the output is as it was; after it, the output is the release. There is no
/// moment in between with half of each.
final class StagingFolder: Sendable {
  let output: String
  let folder: String
  /// The paths of the files of the release that this one replaces.
  let released: Set<String>
  /// Where the older release is left for the next build, if it is.
  let memory: StagingMemory?
  /// The release that the folder held before this one.
  let spare: StagingMemory.Spare?
  /// Whether all stands in the output that was released, so that only changes are put together.
  let isFollowing: Bool
  /// The paths of the files that were taken over or written.
  let entered = Mutex<Set<String>>([])
  /// The paths of the files that were written.
  let written = Mutex<Set<String>>([])
  private let known = Mutex<Set<String>>([])
  private let knownSpareFolders = Mutex<Set<String>?>(nil)
  private let failed = Mutex(false)
  private let holdsReplaced = Mutex(false)

  /// Makes the folder, after a look at whether the output may be replaced.
  ///
  /// `released` is what ``released(in:known:)`` found in the output. With a `memory` the folder may hold
  /// a release to begin with, and is left to it.
  init(
    for output: String, of site: String, released: Result<Set<String>, StagingError>,
    memory: StagingMemory? = nil
  ) throws(StagingError) {
    let url = URL(fileURLWithPath: output).standardizedFileURL.resolvingSymlinksInPath()
    self.output = url.path
    for input in ["Content", "Templates"] {
      let folder = URL(fileURLWithPath: site + "/" + input).standardizedFileURL
        .resolvingSymlinksInPath().path
      if url.path == folder || url.path.hasPrefix(folder + "/") {
        throw StagingError(reason: .insideInput(folder: input), output: output)
      }
    }
    let parent = url.deletingLastPathComponent().path
    folder = Self.folder(for: url)
    isFollowing = false
    self.memory = memory
    self.released = try released.get()
    spare = memory?.take(folder)
    try attempt("create", parent) {
      try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    }
    AbandonedFolders.remove(in: parent, prefix: Self.prefix(for: url))
    guard spare == nil else { return }
    // What could not be removed after the release before is in the way.
    FolderRemoval.remove(folder)
    try attempt("create", folder) {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    }
  }

  /// Returns the paths of the files of the release in an output folder, or why that may not be replaced:
  /// it holds anything else. `known` returns the paths where they are known without reading the list of
  /// the release.
  static func released(
    in output: String, known: () -> Set<String>? = { nil }
  ) -> Result<Set<String>, StagingError> {
    let url = URL(fileURLWithPath: output).standardizedFileURL.resolvingSymlinksInPath()
    return Result { () throws(StagingError) in try files(inOutput: url.path, known) }
  }

  /// Follows a release of this process that seems to stand as it was left; `nil` where there is none.
  ///
  /// What is neither written nor told of as gone is in the release as it is in the output.
  init?(following memory: StagingMemory, output: String) {
    let url = URL(fileURLWithPath: output).standardizedFileURL.resolvingSymlinksInPath()
    self.output = url.path
    folder = Self.folder(for: url)
    self.memory = memory
    guard let spare = memory.take(folder) else { return nil }
    guard spare.stands else {
      memory.leave(spare)
      return nil
    }
    self.spare = spare
    released = spare.released
    isFollowing = true
  }

  /// Returns the folder in which this process puts releases for `output` together.
  static func folder(for output: URL) -> String {
    let process = ProcessInfo.processInfo.processIdentifier
    return "\(output.deletingLastPathComponent().path)/\(prefix(for: output))\(process)"
  }

  /// How the names of such folders begin.
  private static func prefix(for output: URL) -> String {
    ".\(output.lastPathComponent).staging-"
  }

  /// The paths of the folders of the release that the folder held before this one.
  var spareFolders: Set<String> {
    knownSpareFolders.withLock { known in
      if let known { return known }
      let folders = ReleasedFolder(files: spare?.files ?? []).folders
      known = folders
      return folders
    }
  }

  /// Notes that the folder cannot be written to. Only the first to note it is told `true`: what
  /// fails after a full disk says nothing new.
  func noteFailure() -> Bool {
    failed.withLock { failed in
      defer { failed = true }
      return !failed
    }
  }

  /// Whether a file could not be written.
  var hasFailed: Bool { failed.withLock { $0 } }

  /// Writes a file below the folder. May be called from several tasks, for different files.
  func write(_ file: OutputFile) throws(StagingError) -> ReleaseManifest.File {
    let target = try place(file.path)
    var stamp: FileStamp?
    try attempt("write", target) {
      try clear(file.path, at: target)
      stamp = try FileWriter.write(file.bytes, to: target)
    }
    entered.withLock { _ = $0.insert(file.path) }
    written.withLock { _ = $0.insert(file.path) }
    return ReleaseManifest.File(file, stamp: stamp)
  }

  /// Takes a file over from the output: another name for the same bytes, or a copy of them where the
  /// file system has no such names. May be called from several tasks, for different files.
  func keep(_ file: ReleaseManifest.File) throws(StagingError) {
    if isFollowing { return }
    if !holds(file) {
      let target = try place(file.path)
      try attempt("keep", target) {
        try clear(file.path, at: target)
        try FileWriter.share(output + "/" + file.path, as: target)
      }
    }
    entered.withLock { _ = $0.insert(file.path) }
  }

  /// Whether a file stands in the output as it was written.
  func stands(_ file: ReleaseManifest.File) -> Bool {
    isFollowing || OutputCheck(output).stands(file)
  }

  /// Returns where a file goes, after making the folders above it.
  func place(_ path: String) throws(StagingError) -> String {
    let target = folder + "/" + path
    let end = target.utf8.lastIndex(of: UInt8(ascii: "/"))
    let parent = String(target[..<(end ?? target.startIndex)])
    guard !known.withLock({ $0.contains(parent) }) else { return target }
    try attempt("create", parent) {
      try Self.checkEnd()
      makeWay(to: path)
      try FileWriter.makeFolder(parent)
    }
    // Only now: another task may write into a known folder at once.
    known.withLock { _ = $0.insert(parent) }
    return target
  }

  /// Puts the release in the output's place. ``removeReplaced()`` is to follow.
  func release() throws(StagingError) {
    try attempt("tidy", folder) { try removeLeftovers() }
    try replaceOutput()
  }

  /// Exchanges the folder and the output. `stale` are the paths in which they differ, where known.
  func replaceOutput(stale: Set<String>? = nil) throws(StagingError) {
    try carryHiddenFiles()
    var isReplaced = true
    try attempt("replace", output) {
      try Self.isEnding.withLock { isEnding in
        guard !isEnding else { throw SystemFailure(code: ECANCELED) }
        guard FileManager.default.fileExists(atPath: output) else {
          isReplaced = false
          return try FileManager.default.moveItem(atPath: folder, toPath: output)
        }
        try FolderSwitch.exchange(folder, output)
      }
    }
    guard isReplaced else { return }
    // The release stands. The old one, now in the folder, stays for the next build or is to be removed.
    guard let memory, !released.isEmpty else { return holdsReplaced.withLock { $0 = true } }
    let files = entered.withLock(\.self)
    let stale = stale ?? written.withLock(\.self).union(files.symmetricDifference(released))
    memory.leave(
      StagingMemory.Spare(
        folder: folder, files: released, stale: stale, output: output, released: files))
  }

  /// Removes the release that was replaced, if it is not kept for the next build.
  func removeReplaced() {
    guard holdsReplaced.withLock(\.self) else { return }
    FolderRemoval.remove(folder)
  }

  /// Removes the folder and leaves the output as it is.
  func discard() throws(StagingError) {
    if isFollowing { return giveBack() }
    try attempt("remove", folder) { try FileManager.default.removeItem(atPath: folder) }
  }

  /// Hidden files of the output (`.gitignore`, `.nojekyll`) are the publisher's and stay.
  private func carryHiddenFiles() throws(StagingError) {
    guard FileManager.default.fileExists(atPath: output) else { return }
    try attempt("keep the hidden files of", output) {
      for name in try FileManager.default.contentsOfDirectory(atPath: output)
      where name.hasPrefix(".") && !FileManager.default.fileExists(atPath: folder + "/" + name) {
        try FileManager.default.copyItem(
          atPath: output + "/" + name, toPath: folder + "/" + name)
      }
    }
  }

  /// Returns the paths of the files of the release in the output, or throws where it holds anything
  /// else.
  private static func files(
    inOutput output: String, _ released: () -> Set<String>?
  ) throws(StagingError) -> Set<String> {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: output, isDirectory: &isFolder) else { return [] }
    guard isFolder.boolValue else { throw StagingError(reason: .notAFolder, output: output) }
    var names: [String] = []
    try attempt("read", output, of: output) {
      names = try FileManager.default.contentsOfDirectory(atPath: output)
    }
    guard let first = names.filter({ !$0.hasPrefix(".") }).min() else { return [] }
    guard let files = released() ?? ReleaseManifest.files(in: output) else {
      throw StagingError(reason: .foreignOutput(file: first), output: output)
    }
    var foreign: [String] = []
    try attempt("read", output, of: output) {
      foreign = try ReleasedFolder(files: files).foreign(in: output)
    }
    if !foreign.isEmpty {
      throw StagingError(reason: .foreignFiles(foreign), output: output)
    }
    return files
  }

  func attempt(
    _ action: String, _ path: String, _ body: () throws -> Void
  ) throws(StagingError) {
    try Self.attempt(action, path, of: output, body)
  }

  private static func attempt(
    _ action: String, _ path: String, of output: String, _ body: () throws -> Void
  ) throws(StagingError) {
    do {
      try body()
    } catch {
      throw StagingError(
        reason: .failed(action: action, path: path, cause: error.localizedDescription),
        output: output)
    }
  }
}
