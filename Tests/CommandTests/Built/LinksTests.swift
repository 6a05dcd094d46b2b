import TestSupport
import Testing

/// `rigbook links`, against a server of this machine.
@Suite("The command 'links'")
struct LinksTests {
  private func links(_ site: FixtureSite, _ options: [String] = []) throws -> BuiltCommand.Result {
    try BuiltCommand.run(
      ["links", "--site", site.path, "--pause", "0", "--format", "concise"] + options)
  }

  @Test func reportsLinksThatAreGone() throws {
    let home = try TemporaryFolder()
    let server = try BuiltServer(home)
    let site = try FixtureSite()
    let address = server.address
    try site.write(
      "---\ntitle: Links\n---\n[Here](\(address)), [again](\(address)#part), "
        + "[gone](\(address)none/) and [closed](http://127.0.0.1:9/).\n",
      to: "Content/links.md")
    let never = try links(site, ["--offline"])
    #expect(never.report.contains("[unchecked-link]"), "\(never.report)")
    #expect(never.status == 0)
    let first = try links(site)
    #expect(first.status == 1)
    #expect(
      first.report.contains(
        ": error: '\(address)none/' is gone: status 404 [dead-link]"), "\(first.report)")
    #expect(
      first.report.contains(
        "'http://127.0.0.1:9/' cannot be reached: the host takes no connection [unreachable-link]"),
      "\(first.report)")
    #expect(!first.report.contains("'\(address)' "))
    // What was found is believed, the other two are asked for again.
    let again = try links(site)
    let counts = { (text: String) in text.split(separator: "\n").last.map(String.init) ?? "" }
    #expect(counts(again.report).contains(", 2 asked for: 1 error, 1 warning"), "\(again.report)")
    let offline = try links(site, ["--offline"])
    #expect(counts(offline.report).contains(", 0 asked for: 1 error"), "\(offline.report)")
    try site.write("---\ntitle: Links\n---\n[Here](\(address)).\n", to: "Content/links.md")
    let mended = try links(site)
    #expect(mended.status == 0, "\(mended.report)")
  }
}
