import Catalog
import Testing

@testable import Pages

@Suite("The feed of changes")
struct AtomFeedTests {
  private func settings() throws -> SiteSettings {
    let files = SiteFiles.read(
      "site",
      access: .memory([
        "site/Content/site.yaml": "title: A & B\nbase_url: https://example.com/x/\n",
        "site/Content/index.md": "---\ntitle: Home\n---\nText.\n",
        "site/Templates/page.mustache": "{{{page.content}}}",
      ]))
    return try #require(Site.resolve(files, asOf: nil).site).settings
  }

  @Test func holdsWhatAFeedHasTo() throws {
    let entry = AtomFeed.Entry(
      id: "change-1", day: try #require(CalendarDate("2026-11")), kind: "fact", page: "/",
      what: "a < \"b\"\u{7}", before: "1", after: nil, cause: "x & y")
    let feed = AtomFeed(settings: try settings(), changes: [entry]).text
    #expect(
      feed == """
        <?xml version="1.0" encoding="utf-8"?>
        <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
        <id>https://example.com/x/feed.xml</id>
        <title>A &amp; B: what changed</title>
        <updated>2026-11-01T00:00:00Z</updated>
        <author><name>A &amp; B</name></author>
        <link rel="self" type="application/atom+xml" href="https://example.com/x/feed.xml"/>
        <link rel="alternate" type="text/html" href="https://example.com/x/"/>
        <entry>
        <id>https://example.com/x/feed.xml#change-1</id>
        <title>a &lt; &quot;b&quot;\u{FFFD}</title>
        <updated>2026-11-01T00:00:00Z</updated>
        <link rel="alternate" type="text/html" href="https://example.com/x/"/>
        <category term="fact"/>
        <summary>Gone: 1. Cause: x &amp; y.</summary>
        </entry>
        </feed>

        """)
  }

  @Test func tellsOfAnEmptyListWhatTheSiteKnows() throws {
    let feed = AtomFeed(
      settings: try settings(), changes: [], emptyDay: CalendarDate("2026-11-26")
    ).text
    #expect(feed.contains("<updated>2026-11-26T00:00:00Z</updated>"))
    #expect(!feed.contains("<entry>"))
  }
}
