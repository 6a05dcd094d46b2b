import Foundation
import TestSupport
import Testing

/// `rigbook new`.
@Suite struct NewTests {
  @Test func makesASiteThatBuildsStrictly() throws {
    let folder = try TemporaryFolder()
    let made = try BuiltCommand.run(["new", "sites/handbook/"], in: folder.path)
    #expect(made.status == 0)
    #expect(made.report == "")
    #expect(made.output.hasPrefix("A new site in 'sites/handbook':\n"), "\(made.output)")
    #expect(made.output.contains("rigbook serve --site sites/handbook"), "\(made.output)")
    let built = try BuiltCommand.run(
      ["build", "--site", "sites/handbook", "--strict"], in: folder.path)
    #expect(built.status == 0)
    #expect(built.report == "")
    #expect(built.output.hasPrefix("5 pages in "), "\(built.output)")
    let card = try folder.read("sites/handbook/Output/gpus/nvidia-rtx-4090/index.html")
    #expect(card.contains("Sources of this record"), "\(card)")
    let ignored = try folder.read("sites/handbook/.gitignore")
    #expect(ignored.contains("Output/\n.rigbook/\n"), "\(ignored)")
  }

  /// The facts of the starter are those of this repository's catalog.
  @Test func holdsTheFactsOfTheCatalog() throws {
    let root = URL(filePath: #filePath).appending(path: "../../../..").standardizedFileURL.path
    for name in ["gpus.csv", "sources.yaml"] {
      let starter = try lines(root + "/Sources/Command/New/Starter/" + name)
      let catalog = Set(try lines(root + "/Content/Catalog/" + name))
      #expect(starter.filter { !$0.hasPrefix("#") && !catalog.contains($0) } == [], "\(name)")
    }
  }

  private func lines(_ path: String) throws -> [String] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  @Test func takesAFolderThatIsEmpty() throws {
    let folder = try TemporaryFolder()
    #expect(try BuiltCommand.run(["new", "."], in: folder.path).status == 0)
    #expect(try BuiltCommand.run(["check", "--strict"], in: folder.path).status == 0)
  }

  @Test func leavesAFolderThatHoldsSomething() throws {
    let folder = try TemporaryFolder()
    try folder.write("mine", to: "site/notes.txt")
    let before = try folder.contents(of: "site")
    let result = try BuiltCommand.run(["new", "site"], in: folder.path)
    #expect(result.status == 1)
    #expect(result.output == "")
    #expect(
      result.report == """
        error[folder-not-empty]: 'site' holds 'notes.txt', expected an empty folder
          = help: name a folder that is empty or not there yet

        """)
    #expect(try folder.contents(of: "site") == before)
    let file = try BuiltCommand.run(["new", "site/notes.txt"], in: folder.path)
    #expect(file.status == 1)
    #expect(file.report.hasPrefix("error[folder-not-empty]: 'site/notes.txt' is a file"))
  }
}
