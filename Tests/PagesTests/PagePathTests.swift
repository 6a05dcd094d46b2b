import Testing

@testable import Pages

@Suite("Paths of pages")
struct PagePathTests {
  @Test(arguments: [
    ("Content/index.md", "", "index.html"),
    ("Content/gpu/index.md", "gpu/", "gpu/index.html"),
    ("Content/a/b.md", "a/b/", "a/b/index.html"),
    ("Content/licence.md", "licence/", "licence/index.html"),
    ("Content/404.md", "404.html", "404.html"),
  ])
  func followsFromTheSource(source: String, path: String, output: String) {
    let page = PagePath(source: source)
    #expect(page.path == path)
    #expect(page.outputFile == output)
  }

  @Test(arguments: [
    ("", "gpu/", "gpu/"),
    ("gpu/", "", "../"),
    ("gpu/", "cpu/", "../cpu/"),
    ("gpus/a/", "gpu/", "../../gpu/"),
    ("", "", "./"),
    ("gpu/", "gpu/", "../gpu/"),
    ("404.html", "gpu/", "/base/gpu/"),
  ])
  func linksRelatively(from: String, to: String, href: String) {
    let link = PagePath(from).href(to: PagePath(to), style: .directory, basePath: "/base/")
    #expect(link == href)
  }

  @Test func endsLinksInTheFileWhenAsked() {
    let link = PagePath("gpu/").href(to: PagePath("cpu/"), style: .file, basePath: "/")
    #expect(link == "../cpu/index.html")
  }

  @Test(arguments: [
    ("", "", "index.html"), ("gpus/a/", "", "../../index.html"),
    ("404.html", "gpu/", "gpu/index.html"),
    ("gpu/", "404.html", "../404.html"),
  ])
  func linksFilesThatNoHostServes(from: String, to: String, href: String) {
    let link = PagePath(from).href(to: PagePath(to), style: .file, basePath: "")
    #expect(link == href)
  }

  @Test func fillsThePlaceholderOfARecordPage() {
    let pattern = PagePath(source: "Content/gpus/[gpu].md")
    #expect(pattern.placeholder == "gpu")
    #expect(pattern.filled(with: "nvidia-rtx-5090").path == "gpus/nvidia-rtx-5090/")
    #expect(PagePath("gpus/").placeholder == nil)
  }

  @Test func knowsItsParents() {
    #expect(PagePath("a/b/c/").parent == PagePath("a/b/"))
    #expect(PagePath("a/").parent == PagePath(""))
    #expect(PagePath("404.html").parent == PagePath(""))
    #expect(PagePath("").parent == nil)
  }
}
