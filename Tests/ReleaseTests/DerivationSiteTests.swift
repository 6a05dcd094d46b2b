import Diagnostics
import Foundation
import Pages
import TestSupport
import Testing

@testable import Release

@Suite("Figures that open")
struct DerivationSiteTests {
  private static let page = """
    ---
    title: Kits
    ---
    ```=table
    caption: Kits
    ---
    select id, name, total_gib, count(*) over () as kits from memory order by id
    ```

    """

  private func site(form: String) throws -> TemporaryFolder {
    try TemporaryFolder([
      "Content/site.yaml":
        "title: T\nbase_url: https://example.com/\noutputs: [html, json, markdown]\n",
      "Content/index.md": Self.page,
      "Content/kits/[memory].md":
        "---\ntitle: \"{name}\"\n---\nHolds `=this.total_gib`.\n\n\(form)",
      "Content/Catalog/sources.yaml": """
      - id: list
        title: A list
        publisher: P
        licence: none
        kind: press
      """,
      "Content/Catalog/memory.csv": """
      id,name,type,modules,module_gib,speed_mt_s,cas_latency,ecc,confidence,notes,source,source_detail
      kit-a,Kit A,DDR5 UDIMM,2,16,6000,,no,low,,list,
      """,
      "Templates/page.mustache": "<title>{{page.title}}</title>{{{page.content}}}",
    ])
  }

  private func build(_ site: TemporaryFolder) async -> String {
    let report = await SiteBuilder.build(BuildOptions(siteFolder: site.path), isReleasing: true)
    return DiagnosticRenderer(format: .concise).render(report.diagnostics)
  }

  @Test func leadToTheRecordsPageThatDerivesThem() async throws {
    let site = try site(form: "```=derivation\n```\n")
    #expect(await build(site) == "")
    let home = try site.read("Output/index.html")
    #expect(home.contains("<a href=\"kits/kit-a/#derivation-total_gib\">32</a>"), "\(home)")
    #expect(home.contains("<a href=\"#q.1\">1</a>"), "\(home)")
    let record = try site.read("Output/kits/kit-a/index.html")
    #expect(record.contains("<a href=\"#derivation-total_gib\">"), "\(record)")
    #expect(record.contains("<div id=\"derivation-total_gib\">"), "\(record)")
  }

  @Test func leadToTheQueryWhereNoPageDerivesThem() async throws {
    let site = try site(form: "No derivation.\n")
    #expect(await build(site) == "")
    let home = try site.read("Output/index.html")
    #expect(!home.contains("#derivation"))
    #expect(home.contains("<a href=\"#q.1\">32</a>"), "\(home)")
  }

  /// The sentence of a fit tells the need on its device, so that need and margin make up what that can
  /// use: ROCm takes more than CUDA does.
  @Test func tellTheNeedOnTheDeviceOfAFit() async throws {
    let site = try TemporaryFolder(fixture: "machines")
    let notes = try site.read("Content/notes.md")
    try #require(notes.contains("gpu: nvidia-rtx-4090"))
    try site.write(
      notes.replacing("gpu: nvidia-rtx-4090", with: "gpu: amd-rx-7900-xtx"),
      to: "Content/notes.md")
    #expect(await build(site) == "")
    let json = try site.read("Output/notes/index.json")
    let twin = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let values = try #require(twin["values"] as? [[String: Any]])
    let need = try #require(values.last { $0["expression"] as? String == "need_gib" })
    let margin = try #require(values.last { $0["expression"] as? String == "margin_gib" })
    let sum = try #require(need["value"] as? Double) + #require(margin["value"] as? Double)
    #expect(abs(sum - 24 * 0.975) < 1e-6, "\(sum) GiB")
    #expect(need["derivation"] as? String == margin["derivation"] as? String)
  }

  @Test func areDerivedInEveryForm() async throws {
    let site = try site(form: "```=derivation\n```\n")
    #expect(await build(site) == "")
    let json = try site.read("Output/kits/kit-a/index.json")
    let twin = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let figure = try #require((twin["derivations"] as? [[String: Any]])?.first)
    #expect(figure["id"] as? String == "derivation-total_gib")
    #expect(figure["value"] as? Int == 32)
    #expect(figure["formula"] as? String == "Modules × module size")
    #expect((figure["inputs"] as? [[String: Any]])?.map { $0["value"] as? Int } == [2, 16])
    #expect((figure["command"] as? String)?.hasPrefix("rigbook query ") == true)
    let value = try #require((twin["values"] as? [[String: Any]])?.first)
    #expect(
      value["derivation"] as? String == "https://example.com/kits/kit-a/#derivation-total_gib")
    let markdown = try site.read("Output/kits/kit-a/index.md")
    #expect(markdown.contains("- **Total 32\u{A0}GiB**: Modules × module size\n"), "\(markdown)")
    let home = try site.read("Output/index.md")
    #expect(home.contains("```sh\nrigbook query \"select id, name, total_gib"), "\(home)")
    let homeTwin = try site.read("Output/index.json")
    #expect(homeTwin.contains("\"query\": \"q.1\""), "\(homeTwin)")
    #expect(homeTwin.contains("\"sql\": \"select id, name, total_gib"), "\(homeTwin)")
  }
}
