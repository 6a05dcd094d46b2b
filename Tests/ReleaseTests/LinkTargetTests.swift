import Testing

@testable import Pages
@testable import Release

@Suite("What links point to")
struct LinkTargetTests {
  private static let settings = SiteSettings(
    title: "T", tagline: "", description: "", baseURL: "https://example.com/docs/",
    language: "en", publisher: "", copyright: "", licence: "",
    licenceURL: "", outputs: [.html], linkStyle: .directory)

  @Test(arguments: [
    ("gpu/", "../cpu/", "cpu/index.html", ""),
    ("gpu/", "#a", "gpu/index.html", "a"),
    ("gpu/", "../assets/site.css", "assets/site.css", ""),
    ("gpus/a/", "../../gpu/#nvlink", "gpu/index.html", "nvlink"),
    ("", "./", "index.html", ""),
    ("", "cpu/?x=1#y", "cpu/index.html", "y"),
    ("404.html", "/docs/gpu/", "gpu/index.html", ""),
    ("gpu/", "https://example.com/docs/cpu/", "cpu/index.html", ""),
    ("gpu/", "index.json", "gpu/index.json", ""),
    ("gpu/", "#%C3%A9", "gpu/index.html", "é"),
  ])
  func findsTheFile(page: String, link: String, file: String, fragment: String) {
    let target = LinkTarget(link, from: PagePath(page), settings: Self.settings)
    #expect(target == .file(file, fragment: fragment))
  }

  @Test func knowsThatAFolderHasNoRoot() {
    let settings = Self.settings.portable
    let page = PagePath("404.html")
    #expect(LinkTarget("/docs/gpu/", from: page, settings: settings) == .beyondRoot)
    #expect(
      LinkTarget("gpu/index.html", from: page, settings: settings)
        == .file("gpu/index.html", fragment: ""))
  }

  @Test(arguments: [
    ("javascript:alert(1)", "javascript"), ("JavaScript:x", "javascript"),
    (" javascript:x", "javascript"), ("data:text/html,x", "data"), ("file:///etc/x", "file"),
  ])
  func refusesSchemesThatRunOrHold(link: String, scheme: String) {
    let target = LinkTarget(link, from: PagePath("gpu/"), settings: Self.settings)
    #expect(target == .refused(scheme: scheme))
  }

  @Test(arguments: ["https://example.org/", "mailto:a@example.org", "//cdn.example.org/x", "tel:1"])
  func leavesOtherSitesAlone(link: String) {
    let target = LinkTarget(link, from: PagePath("gpu/"), settings: Self.settings)
    #expect(target == .outside)
  }

  @Test(arguments: ["../../x/", "/other/"])
  func noticesPathsOutOfTheSite(link: String) {
    let target = LinkTarget(link, from: PagePath("gpu/"), settings: Self.settings)
    #expect(target == .beyondRoot)
  }
}
