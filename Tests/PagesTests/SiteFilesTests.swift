import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Pages

/// Reading a site's folder from the disk.
struct SiteFilesTests {
  private func read(_ site: TemporaryFolder) -> (pages: [String], assets: [String], report: String)
  {
    let files = SiteFiles.read(site.path)
    return (
      files.pages.map(\.path), files.assets.map(\.path),
      DiagnosticRenderer(format: .concise).render(files.diagnostics)
    )
  }

  private func site() throws -> TemporaryFolder {
    try TemporaryFolder([
      "Content/site.yaml": "title: T\n", "Content/index.md": "x", "Content/picture.txt": "y",
    ])
  }

  @Test func namesOneFileWhoseNameIsNotUTF8AndKeepsTheRest() throws {
    let site = try site()
    let path =
      Array("\(site.path)/Content/a".utf8CString.dropLast()) + [CChar(bitPattern: 0xE4), 0]
    let file = open(path, O_WRONLY | O_CREAT, 0o600)
    try #require(file >= 0)
    close(file)
    let found = read(site)
    #expect(found.pages == ["Content/index.md"])
    #expect(found.assets == ["picture.txt"])
    #expect(
      found.report == "error: the name of 'Content/a\u{FFFD}' is not UTF-8 [invalid-utf8]\n")
  }

  @Test(arguments: [
    ("../../outside.txt", "is a link to a file outside the site's folder"),
    ("nowhere", "is a link that leads to no file"), (".", "is a link to a folder"),
  ])
  func refusesLinks(target: String, fault: String) throws {
    let folder = try TemporaryFolder([
      "outside.txt": "secret", "site/Content/site.yaml": "title: T\n", "site/Content/index.md": "x",
    ])
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/site/Content/link.txt",
      withDestinationPath: target)
    let files = SiteFiles.read(folder.path + "/site")
    #expect(files.assets.isEmpty)
    #expect(
      DiagnosticRenderer(format: .concise).render(files.diagnostics)
        == "error: 'Content/link.txt' \(fault) [not-a-file]\n")
  }

  @Test func followsALinkToAFileOfTheSite() throws {
    let site = try site()
    try FileManager.default.createSymbolicLink(
      atPath: site.path + "/Content/link.txt", withDestinationPath: "picture.txt")
    #expect(read(site).assets == ["link.txt", "picture.txt"])
    #expect(read(site).report == "")
  }

  @Test func reportsWhatStandsInThePlaceOfATable() throws {
    let site = try site()
    try site.write("x", to: "Content/Catalog/prices.csv/notes.txt")
    try #require(mkfifo(site.path + "/Content/Catalog/gpus.csv", 0o600) == 0)
    #expect(
      read(site).report == """
        error: 'Content/Catalog/gpus.csv' is no ordinary file or folder [not-a-file]
        error: 'Content/Catalog/prices.csv' is a folder, expected a file with a table [not-a-file]

        """)
  }
}
