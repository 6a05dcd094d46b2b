import Diagnostics
import Testing

@testable import Pages

@Suite("Settings of a site")
struct SiteSettingsTests {
  private func read(_ text: String) -> (settings: SiteSettings?, report: String) {
    let source = SourceFile(path: "Content/site.yaml", text: text)
    let (settings, diagnostics) = SiteSettings.read(source)
    return (settings, DiagnosticRenderer(format: .concise).render(diagnostics))
  }

  @Test func takesDefaultsForAPlainSite() throws {
    let (settings, report) = read("title: Plain\nbase_url: https://example.com\n")
    #expect(report == "")
    let read = try #require(settings)
    #expect(read.outputs == [.html])
    #expect(read.linkStyle == .directory)
    #expect(read.language == "en")
    #expect(read.baseURL == "https://example.com/")
    #expect(read.publisher == "Plain")
  }

  @Test(arguments: [
    ("https://example.com/", "/"), ("https://example.com/docs/", "/docs/"),
    ("http://example.com:8080/a/b", "/a/b/"),
  ])
  func knowsThePathItIsServedUnder(base: String, path: String) throws {
    let settings = try #require(read("title: T\nbase_url: \(base)\n").settings)
    #expect(settings.basePath == path)
  }

  @Test func isPortableWithoutAHost() throws {
    let settings = try #require(read("title: T\nbase_url: https://example.com/docs/\n").settings)
    #expect(settings.portable.linkStyle == .file)
    #expect(settings.portable.basePath == "")
    #expect(settings.portable.baseURL == settings.baseURL)
  }

  @Test func reportsEachFaultWithItsPlace() {
    let (_, report) = read(
      "titel: T\nbase_url: example.com\noutputs: [html, pfd]\nlinks: both\n")
    #expect(
      report == """
        Content/site.yaml:1:1: error: unknown field 'titel' in the site's settings [unknown-field]
        Content/site.yaml:3:17: error: 'outputs' must be one of html, json, markdown, csv, catalog, llms, search, feed [unknown-value]
        Content/site.yaml:4:8: error: 'links' must be one of directory, file [unknown-value]

        """)
  }

  @Test(arguments: [
    "language: deutsch!", "language: e", "language: en_GB", "outputs: []",
  ])
  func refusesWhatNoPageCanUse(line: String) {
    let report = read("title: T\nbase_url: https://example.com/\n\(line)\n").report
    #expect(report.hasPrefix("Content/site.yaml:3:"), "\(report)")
  }

  @Test(arguments: [
    "example.com", "https://", "https:///x/", "https://user@example.com/", "https://a/../b/",
    "https://a//b/", "https://a/b//", "https://a/?x", "https://a/%2e%2E/", "ftp://a/",
    "https://a:port/", "https://-a/", "https://a/ü/",
  ])
  func wantsAnAddressItCanPublishAt(address: String) {
    #expect(
      read("title: T\nbase_url: \(address)\n").report
        == "Content/site.yaml:2:11: error: 'base_url' must be an address such as "
        + "https://example.com/ [wrong-type]\n")
  }
}
