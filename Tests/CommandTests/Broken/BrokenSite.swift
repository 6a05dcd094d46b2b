import Foundation
import TestSupport
import Testing

/// A copy of the sound site with its output, into which a case puts its fault.
struct BrokenSite {
  private let folder: TemporaryFolder

  var path: String { folder.path + "/site" }

  /// The sound site, built once.
  private static let sound = Result { () throws -> TemporaryFolder in
    let folder = try TemporaryFolder()
    try FileManager.default.copyItem(
      atPath: Golden.fixtures + "/Broken/site", toPath: folder.path + "/site")
    let result = try BuiltCommand.run(["build", "--strict"], in: folder.path + "/site")
    try #require(result.status == 0 && result.report == "", "\(result.report)")
    return folder
  }

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.copyItem(
      atPath: try Self.sound.get().path + "/site", toPath: folder.path + "/site")
  }

  /// The files of the output with their bytes.
  func output() throws -> [String: Data] { try folder.contents(of: "site/Output") }

  /// Does to the site what the case says.
  func apply(_ fault: BrokenCase) throws {
    for step in fault.steps { try apply(step) }
  }

  private func apply(_ step: BrokenCase.Step) throws {
    let file = URL(filePath: path + "/" + step.file)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    switch step.verb {
    case .change: try change(file, step)
    case .add: try bytes(of: step).write(to: file, options: .withoutOverwriting)
    case .remove: try FileManager.default.removeItem(at: file)
    case .link:
      let target = try #require(step.words.last)
      try FileManager.default.createSymbolicLink(atPath: file.path, withDestinationPath: target)
    case .pipe: try #require(mkfifo(file.path, 0o600) == 0)
    case .fill:
      // The file has holes only: it takes no room on the disk.
      try Data().write(to: file)
      let handle = try FileHandle(forWritingTo: file)
      try handle.truncate(atOffset: UInt64(try #require(step.number(after: "with"))))
      try handle.close()
    }
  }

  /// Replaces whole lines, which stand once in the file.
  private func change(_ file: URL, _ step: BrokenCase.Step) throws {
    let text = Data("\n".utf8) + (try Data(contentsOf: file))
    let old = Data(("\n" + step.sound.map { $0 + "\n" }.joined()).utf8)
    let place = try #require(text.range(of: old), "'\(step.file)' lacks \(step.sound)")
    let isThere = text.range(of: old, in: place.lowerBound + 1..<text.endIndex) != nil
    try #require(!isThere, "'\(step.file)' has \(step.sound) twice")
    var changed = text
    changed.replaceSubrange(place, with: Data("\n".utf8) + bytes(of: step))
    try changed.dropFirst().write(to: file)
  }

  private func bytes(of step: BrokenCase.Step) -> Data {
    let lines = step.broken.map { step.hasEscapes ? Self.unescaped($0) : Data($0.utf8) }
    let once = lines.reduce(into: Data()) { $0 += $1 + Data("\n".utf8) }
    return (0..<(step.number(after: "repeated") ?? 1)).reduce(into: Data()) { data, _ in
      data += once
    }
  }

  /// Returns the bytes of a text in which `\x0D` stands for a byte.
  private static func unescaped(_ line: String) -> Data {
    let parts = line.components(separatedBy: "\\x")
    return parts.dropFirst().reduce(into: Data((parts.first ?? "").utf8)) { data, part in
      if let byte = UInt8(part.prefix(2), radix: 16) { data.append(byte) }
      data += Data(part.dropFirst(2).utf8)
    }
  }
}
