import TestSupport
import Testing

@testable import Release

@Suite("What is no part of a release")
struct ReleasedFolderTests {
  private static let names = [
    "CNAME", ".gitignore", "index.html", "guide/index.html", "guide/mine.txt", "papers/one.pdf",
  ]

  /// Files and folders are told of at every level; the publisher's hidden files at the top are left out.
  /// Where it is known that all stand since a time, only folders that changed since then are looked into.
  @Test(arguments: [(nil, true), (0, true), (Int64.max, false)] as [(Int64?, Bool)])
  func isTold(since written: Int64?, looksIntoFolders: Bool) throws {
    let folder = try TemporaryFolder(
      Dictionary(uniqueKeysWithValues: Self.names.map { ($0, "text") }))
    let released = ReleasedFolder(files: ["index.html", "guide/index.html", "gone/index.html"])
    let inFolders = looksIntoFolders ? ["guide/mine.txt"] : []
    #expect(
      try released.foreign(in: folder.path, since: written) == ["CNAME"] + inFolders + ["papers"])
  }
}
