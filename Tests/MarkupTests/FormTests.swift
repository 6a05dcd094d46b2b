import Diagnostics
import Markup
import Testing

/// Forms: fences and code spans that begin with `=`.
@Suite struct FormTests {
  @Test func readsBlockForm() throws {
    let parsed = Parsed("a\n\n```=table wide 2\ncaption: b\n---\nselect 1 < 2\n```\n\nb\n")
    let form = try #require(parsed.document.forms.first)
    #expect(form.shape == .block)
    #expect(form.name == "table")
    #expect(form.argument == "wide 2")
    #expect(form.content == "caption: b\n---\nselect 1 < 2\n")
    #expect(parsed.html == "<p>a</p>\n{{table wide 2}}\n<p>b</p>\n")
  }

  @Test func readsInlineForm() throws {
    let parsed = Parsed("It has `=gpu.x.memory` and ``= select '`' ``.")
    #expect(parsed.document.forms.map(\.argument) == ["gpu.x.memory", "select '`'"])
    #expect(parsed.document.forms.map(\.content) == ["gpu.x.memory", " select '`' "])
    #expect(parsed.html == "<p>It has {gpu.x.memory} and {select '`'}.</p>\n")
  }

  @Test func keepsEscapedFormsLiteral() {
    let parsed = Parsed("`\\=a` `\\b` `a=`\n\n```\\=table\nx\n```\n\n    =code\n\n~~~\n=a\n~~~\n")
    #expect(parsed.document.forms.isEmpty)
    #expect(
      parsed.html == """
        <p><code>=a</code> <code>\\b</code> <code>a=</code></p>
        <pre><code class="language-=table">x
        </code></pre>
        <pre><code>=code
        </code></pre>
        <pre><code>=a
        </code></pre>

        """)
  }

  /// One backslash is there to escape; the others are text.
  @Test func showsEscapedEqualsSigns() {
    let parsed = Parsed("`\\\\=a` `\\\\\\=a` `\\\\a=`")
    #expect(parsed.document.forms.isEmpty)
    #expect(
      parsed.html
        == "<p><code>\\=a</code> <code>\\\\=a</code> <code>\\\\a=</code></p>\n")
  }

  @Test func placesFormsInTightLists() {
    let parsed = Parsed("- a `=b`\n- ```=note\n  c\n  ```\n")
    #expect(parsed.html == "<ul>\n<li>a {b}</li>\n<li>\n{{note }}\n</li>\n</ul>\n")
  }

  @Test func numbersFormsInTheOrderOfTheText() {
    let parsed = Parsed("`=a`\n\n| `=b` |\n|---|\n| `=c` |\n\n`=d`\n")
    #expect(parsed.document.forms.map(\.argument) == ["a", "b", "c", "d"])
  }

  @Test func reportsFormInImageDescription() {
    let parsed = Parsed("![a `=b`](c.png)")
    #expect(parsed.faults == ["misplaced-form: `=b`"])
  }

  @Test func passesErrorsOfTheFormOn() {
    struct Failure: Error {}
    let parsed = Parsed("`=a`")
    #expect(throws: Failure.self) {
      try parsed.document.html(form: { _, _ in throw Failure() }, link: { $0.destination })
    }
  }
}
