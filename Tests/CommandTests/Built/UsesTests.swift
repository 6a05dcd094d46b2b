import Foundation
import TestSupport
import Testing

@Suite("The command 'uses'")
struct UsesTests {
  private static let fixture = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("ReleaseTests/Fixtures/machines")

  private func site() throws -> TemporaryFolder {
    let site = try TemporaryFolder()
    for name in ["Content", "Templates"] {
      try FileManager.default.copyItem(
        atPath: Self.fixture.appendingPathComponent(name).path, toPath: site.path + "/" + name)
    }
    return site
  }

  @Test func listsThePagesThatUseARecord() throws {
    let site = try site()
    let before = try BuiltCommand.run(["uses", "gpu.nvidia-rtx-3090", "--site", site.path])
    #expect(before.status == 1)
    #expect(before.report.hasPrefix("error[no-record]: there is no record of a build"))
    #expect(try BuiltCommand.run(["build", "--site", site.path]).status == 0)
    let whole = try BuiltCommand.run(["uses", "gpu.nvidia-rtx-3090", "--site", site.path])
    #expect(whole.status == 0)
    #expect(whole.output.hasPrefix("pages that look it up\n"), "\(whole.output)")
    #expect(whole.output.contains("\n  /cards/nvidia-rtx-3090/  "), "\(whole.output)")
    #expect(whole.output.contains("\npages that search its table\n"), "\(whole.output)")
    let cell = try BuiltCommand.run([
      "uses", "gpu.nvidia-rtx-5090.tdp_w", "--site", site.path, "--json",
    ])
    #expect(cell.output.contains("{\"page\": \"notes/\", \"use\": \"lookup\""), "\(cell.output)")
    let query = try BuiltCommand.run(["uses", "Content/Tables/watts.sql", "--site", site.path])
    #expect(query.output == "pages that are made with it\n  /notes/\n  /systems/\n")
    let price = try BuiltCommand.run([
      "uses", "price.price-nvidia-rtx-5090-1.unknown", "--site", site.path,
    ])
    #expect(price.status == 64)
  }

  @Test func saysWhyAPageIsRendered() throws {
    let site = try site()
    let page = ["why", "notes", "--site", site.path]
    #expect(
      try BuiltCommand.run(page).output
        .hasSuffix("the next build renders it: no record of a build holds it\n"))
    #expect(try BuiltCommand.run(["build", "--site", site.path]).status == 0)
    #expect(
      try BuiltCommand.run(page).output.hasSuffix("\nthe next build leaves it as it stands\n"))
    let text = try site.read("Content/notes.md")
    try site.write(text + "\nMore.\n", to: "Content/notes.md")
    #expect(
      try BuiltCommand.run(page).output
        .hasSuffix(
          "\nthe next build renders it, for these have changed:\n  asset Content/notes.md\n"))
  }

  @Test func comparesWithACleanBuild() throws {
    let site = try site()
    let first = try BuiltCommand.run(["build", "--verify", "--site", site.path])
    #expect(first.status == 0)
    #expect(
      first.output.hasSuffix(")\nverified: a build from nothing gives the same bytes\n"),
      "\(first.output)")
    let again = try BuiltCommand.run(["build", "--site", site.path])
    #expect(again.output.hasSuffix("): nothing had changed\n"), "\(again.output)")
    let fresh = try BuiltCommand.run(["build", "--fresh", "--site", site.path])
    #expect(!fresh.output.contains("): "), "\(fresh.output)")
  }
}
