import Foundation
import TestSupport
import Testing

/// `rigbook build` and `rigbook check` on small sites.
@Suite struct BuildTests {
  @Test func checksWithoutWriting() throws {
    let site = try FixtureSite()
    let result = try BuiltCommand.run(["check"], in: site.path)
    #expect(result == .init(output: "4 pages: no errors\n", report: "", status: 0))
    #expect(!FileManager.default.fileExists(atPath: site.path + "/Output"))
  }

  @Test func buildsIntoOutput() throws {
    let site = try FixtureSite()
    let result = try BuiltCommand.run(["build"], in: site.path)
    #expect(result.status == 0)
    #expect(result.report == "")
    #expect(result.output.hasPrefix("4 pages in './Output' ("), "\(result.output)")
    let files = try site.files(below: "Output")
    #expect(files["index.html"] != nil)
    #expect(files["gpus/nvidia-rtx-4090/index.html"] != nil)
  }

  @Test func buildsAnOutputForAFolder() throws {
    let site = try FixtureSite()
    let result = try BuiltCommand.run(["build", "--portable", "--output", "folder"], in: site.path)
    #expect(result.status == 0, "\(result.report)")
    let home = String(
      decoding: try #require(try site.files(below: "folder")["index.html"]), as: UTF8.self)
    #expect(home.contains("gpus/nvidia-rtx-4090/index.html"), "\(home)")
  }

  @Test func givesTheSameBytesWithAnyNumberOfJobs() throws {
    let one = try FixtureSite()
    let two = try FixtureSite()
    #expect(try BuiltCommand.run(["build", "--jobs", "1"], in: one.path).status == 0)
    #expect(
      try BuiltCommand.run(["build", "--jobs", "7", "--site", two.path], in: one.path).status == 0)
    #expect(try one.files(below: "Output") == two.files(below: "Output"))
  }

  /// One fault in a cell, in front matter, in a template and in a link: all four in one run.
  @Test func reportsAllFaultsAndKeepsTheOutput() throws {
    let site = try FixtureSite()
    #expect(try BuiltCommand.run(["build"], in: site.path).status == 0)
    let before = try site.files(below: "Output")
    try site.replace(
      "GDDR6X,384,21,1008", with: "GDDR6X,384,21,fast", in: "Content/Catalog/gpus.csv")
    try site.replace("description: Three", with: "descripton: Three", in: "Content/index.md")
    try site.replace("{{page.title}}", with: "{{page.titel}}", in: "Templates/page.mustache")
    try site.replace(
      "It has", with: "See [home](/nowhere/). It has", in: "Content/gpus/[gpu].md")
    let result = try BuiltCommand.run(["build", "--format", "concise"], in: site.path)
    #expect(result.status == 1)
    #expect(result.output == "")
    #expect(
      Self.placesAndKinds(result.report) == [
        "Content/Catalog/gpus.csv:3:97 [wrong-number]",
        "Content/gpus/[gpu].md:5:5 [broken-link]",
        "Content/index.md:3:1 [unknown-field]",
        "Templates/page.mustache:5:10 [unknown-name]",
      ], "\(result.report)")
    #expect(result.report.hasSuffix("\n4 errors; './Output' is as it was\n"))
    #expect(try site.files(below: "Output") == before)
  }

  /// Reduces concise diagnostics to what must not change: the place and the kind, not the words.
  static func placesAndKinds(_ report: String) -> [String] {
    report.split(separator: "\n").compactMap { line in
      guard let place = line.firstRange(of: ": error: "), let kind = line.lastIndex(of: "[") else {
        return nil
      }
      return line[..<place.lowerBound] + " " + line[kind...]
    }
  }

  @Test func reportsFaultsAsJSON() throws {
    let site = try FixtureSite()
    try site.replace("{{page.title}}", with: "{{page.titel}}", in: "Templates/page.mustache")
    let result = try BuiltCommand.run(["check", "--format", "json"], in: site.path)
    #expect(result.status == 1)
    #expect(result.output == "")
    let list = try JSONSerialization.jsonObject(with: Data(result.report.utf8)) as? [[String: Any]]
    #expect(list?.first?["id"] as? String == "unknown-name", "\(result.report)")
  }

  @Test func saysThatAFolderHoldsNoSite() throws {
    let folder = try TemporaryFolder()
    let result = try BuiltCommand.run(["build"], in: folder.path)
    #expect(result.status == 1)
    #expect(
      result.report == """
        error[no-site]: '.' holds no Content/site.yaml
          = help: name the site's folder with --site

        1 error; './Output' is as it was

        """)
  }
}
