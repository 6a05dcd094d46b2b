import Foundation
import TestSupport
import Testing

@testable import Preview

@Suite struct ServedFolderTests {
  @Test func findsFilesAndFolders() throws {
    let folder = try TemporaryFolder()
    try folder.write("home", to: "index.html")
    try folder.write("gpu", to: "gpu/index.html")
    let served = ServedFolder.onDisk(folder.path)
    #expect(served.kind("") == .folder)
    #expect(served.kind("gpu") == .folder)
    #expect(served.kind("gpu/index.html") == .file)
    #expect(served.kind("none") == nil)
    #expect(served.file("index.html")?.byteCount == 4)
    #expect(served.file("gpu") == nil)
  }

  @Test func followsLinksInsideTheRootOnly() throws {
    let outside = try TemporaryFolder()
    try outside.write("secret", to: "secret.txt")
    let folder = try TemporaryFolder()
    try folder.write("page", to: "a/index.html")
    let links = [
      ("file.txt", outside.path + "/secret.txt"), ("folder", outside.path), ("up", ".."),
      ("inside", "a"), ("broken", "nowhere"), ("loop", "loop"),
    ]
    for (name, target) in links {
      try FileManager.default.createSymbolicLink(
        atPath: folder.path + "/" + name, withDestinationPath: target)
    }
    let served = ServedFolder.onDisk(folder.path)
    #expect(served.kind("inside/index.html") == .file)
    for name in ["file.txt", "folder", "folder/secret.txt", "up", "broken", "loop"] {
      #expect(served.kind(name) == nil, "\(name) is served")
      #expect(served.file(name) == nil, "\(name) is served")
    }
  }

  @Test func doesNotTakeSiblingWithSamePrefixForTheRoot() throws {
    let parent = try TemporaryFolder()
    try parent.write("secret", to: "site-drafts/secret.txt")
    try parent.write("home", to: "site/index.html")
    try FileManager.default.createSymbolicLink(
      atPath: parent.path + "/site/link", withDestinationPath: "../site-drafts")
    #expect(ServedFolder.onDisk(parent.path + "/site").kind("link/secret.txt") == nil)
  }

  @Test func followsReplacedRoot() throws {
    let parent = try TemporaryFolder()
    try parent.write("old", to: "one/index.html")
    try parent.write("newer", to: "two/index.html")
    let link = parent.path + "/current"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "one")
    let served = ServedFolder.onDisk(link)
    #expect(served.file("index.html")?.byteCount == 3)
    try FileManager.default.removeItem(atPath: link)
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "two")
    #expect(served.file("index.html")?.byteCount == 5)
  }

  @Test func changesVersionWhenFileIsReplaced() throws {
    let folder = try TemporaryFolder()
    try folder.write("one", to: "new.html")
    try folder.write("two", to: "page.html")
    let served = ServedFolder.onDisk(folder.path)
    let before = try #require(served.file("page.html")).version
    #expect(served.file("page.html")?.version == before)
    try FileManager.default.removeItem(atPath: folder.path + "/page.html")
    try FileManager.default.moveItem(
      atPath: folder.path + "/new.html", toPath: folder.path + "/page.html")
    #expect(served.file("page.html")?.version != before)
  }

  @Test func servesNothingFromMissingRoot() {
    #expect(ServedFolder.onDisk("/nonexistent/rigbook").kind("") == nil)
  }
}
