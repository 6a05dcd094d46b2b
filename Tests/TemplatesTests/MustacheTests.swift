import Testing

@testable import Templates

/// What the Mustache specification asks of comments, interpolation, sections and partials, as far
/// as our templates have them.
@Suite("Mustache as specified") struct MustacheTests {
  /// `[template, what it renders]`, with `pageValue()`.
  typealias Case = (template: String, expected: String)

  @Test(
    arguments: [
      ("12{{! Comment Block! }}34", "1234"),
      ("12{{!\n  This is a\n  comment...\n}}34\n", "1234\n"),
      ("Begin.\n{{! Comment Block! }}\nEnd.\n", "Begin.\nEnd.\n"),
      ("Begin.\n  {{! Indented! }}\nEnd.\n", "Begin.\nEnd.\n"),
      ("|\r\n{{! Standalone }}\r\n|", "|\r\n|"),
      ("  {{! I'm still standalone }}\n!", "!"),
      ("!\n  {{! I'm still standalone }}", "!\n"),
      ("Begin.\n{{!\nSomething's going on here...\n}}\nEnd.\n", "Begin.\nEnd.\n"),
      ("Begin.\n  {{!\n    Something's going on here...\n  }}\nEnd.\n", "Begin.\nEnd.\n"),
      ("  12 {{! 34 }}\n", "  12 \n"),
      ("12345 {{! Comment Block! }} 67890", "12345  67890"),
    ] as [Case])
  func leavesCommentsOut(_ sample: Case) throws {
    #expect(try rendered(sample.template, pageValue()) == sample.expected)
  }

  @Test(
    arguments: [
      ("Hello from {Mustache}!\n", "Hello from {Mustache}!\n"),
      ("Hello, {{page.title}}!\n", "Hello, a & \"b\" < c!\n"),
      ("{{{page.content}}}{{&page.content}}", "<b><b>"),
      ("| {{page.title}} |", "| a & \"b\" < c |"),
      ("  {{page.title}}\n", "  a & \"b\" < c\n"),
      ("|{{ page.title }}|{{\tpage.title\t}}|", "|a & \"b\" < c|a & \"b\" < c|"),
      ("|{{{ page.content }}}|{{& page.content }}|", "|<b>|<b>|"),
      ("{{#page}}{{title}}{{/page}}", "a & \"b\" < c"),
      ("I ({{site.tagline}}) be seen!", "I () be seen!"),
      ("{{#page.contents}}{{level}}{{/page.contents}}", "23"),
    ] as [Case])
  func putsValuesIn(_ sample: Case) throws {
    let value = pageValue(title: "a & \"b\" < c", content: "<b>")
    let expected = sample.expected.replacing("a & \"b\" < c", with: "a &amp; &quot;b&quot; &lt; c")
    #expect(try rendered(sample.template, value) == expected)
  }

  @Test(
    arguments: [
      ("\"{{#site.has_catalog}}This is rendered.{{/site.has_catalog}}\"", "\"This is rendered.\""),
      ("\"{{#page.is_home}}This is not.{{/page.is_home}}\"", "\"\""),
      ("{{#page.tags}}{{.}},{{/page.tags}}", "x,y,z,"),
      ("{{#page.breadcrumbs}}Yay lists!{{/page.breadcrumbs}}", ""),
      (
        "{{#page.contents}}{{#page.tags}}{{.}}{{title}}{{/page.tags}} {{/page.contents}}",
        "xFirstyFirstzFirst xSecondySecondzSecond "
      ),
      ("| {{#site.has_catalog}}\t|\t{{/site.has_catalog}} | \n", "| \t|\t | \n"),
      ("| {{#site.has_catalog}} {{! Odd }}\n {{/site.has_catalog}} | \n", "|  \n  | \n"),
      (
        " {{#site.has_catalog}}YES{{/site.has_catalog}}\n {{#page.is_home}}GOOD{{/page.is_home}}\n",
        " YES\n \n"
      ),
      (
        "| This Is\n{{#site.has_catalog}}\n|\n{{/site.has_catalog}}\n| A Line\n",
        "| This Is\n|\n| A Line\n"
      ),
      (
        "| This Is\n  {{#site.has_catalog}}\n|\n  {{/site.has_catalog}}\n| A Line\n",
        "| This Is\n|\n| A Line\n"
      ),
      ("|\r\n{{#site.has_catalog}}\r\n{{/site.has_catalog}}\r\n|", "|\r\n|"),
      ("  {{#site.has_catalog}}\n#{{/site.has_catalog}}\n/", "#\n/"),
      ("#{{#site.has_catalog}}\n/\n  {{/site.has_catalog}}", "#\n/\n"),
      ("|{{# site.has_catalog }}={{/ site.has_catalog }}|", "|=|"),
      // A tag that closes on its own line leaves the next line its own.
      (
        "x{{#site.has_catalog}}y\n{{/site.has_catalog}}\n  {{#page.tags}}\n{{.}}\n  {{/page.tags}}\n",
        "xy\nx\ny\nz\n"
      ),
    ] as [Case])
  func rendersSections(_ sample: Case) throws {
    #expect(try rendered(sample.template, pageValue()) == sample.expected)
  }

  @Test(
    arguments: [
      ("\"{{^page.is_home}}This is rendered.{{/page.is_home}}\"", "\"This is rendered.\""),
      ("\"{{^site.has_catalog}}This is not.{{/site.has_catalog}}\"", "\"\""),
      ("{{^page.tags}}no{{/page.tags}}{{^page.breadcrumbs}}none{{/page.breadcrumbs}}", "none"),
      ("{{^site.tagline}}{{page.title}}{{/site.tagline}}", "Memory"),
      ("{{^page.breadcrumbs}}{{page.title}}{{/page.breadcrumbs}}", "Memory"),
      (
        "{{#page.tags}}{{^page.is_home}}{{#last()}}{{.}}{{/last()}}{{/page.is_home}}{{/page.tags}}",
        "z"
      ),
      (
        "| This Is\n{{^page.is_home}}\n|\n{{/page.is_home}}\n| A Line\n",
        "| This Is\n|\n| A Line\n"
      ),
      ("|{{^ page.is_home }}={{/ page.is_home }}|", "|=|"),
    ] as [Case])
  func rendersInvertedSections(_ sample: Case) throws {
    #expect(try rendered(sample.template, pageValue()) == sample.expected)
  }

  @Test(
    arguments: [
      ("\"{{>part}}\"", "from partial", "\"from partial\""),
      ("\"{{>part}}\"", "*{{page.title}}*", "\"*Memory*\""),
      ("| {{>part}} |", "\t|\t", "| \t|\t |"),
      ("  {{page.title}}  {{> part }}\n", ">\n>", "  Memory  >\n>\n"),
      ("|\r\n{{>part}}\r\n|", ">", "|\r\n>|"),
      ("  {{>part}}\n>", ">\n>", "  >\n  >>"),
      (">\n  {{>part}}", ">\n>", ">\n  >\n  >"),
      ("\\\n {{>part}}\n/\n", "|\n{{{page.content}}}\n|\n", "\\\n |\n <\n->\n |\n/\n"),
      ("|{{> part }}|", "[]", "|[]|"),
      // Lines of sections in a partial are lines of the partial.
      (
        "  {{>part}}\n", "{{#page.tags}}\n<{{.}}>\n{{/page.tags}}\n\nend\n",
        "  <x>\n  <y>\n  <z>\n  \n  end\n"
      ),
      ("  {{>part}}\n", "{{#page.is_home}}\nx\n{{/page.is_home}}\n", ""),
      ("  {{>part}}\n", "{{page.title}}{{#page.is_home}}!{{/page.is_home}}\n", "  Memory\n"),
    ])
  func rendersPartials(template: String, part: String, expected: String) {
    let (library, _) = load(["page": template, "part": part])
    #expect(library.text("page", pageValue(content: "<\n->")) == expected)
  }

  @Test func addsUpTheIndentationOfPartials() {
    let (library, _) = load([
      "page": "<\n  {{>a}}\n>", "a": "a\n\t{{>b}}\nc\n", "b": "b\n{{page.title}}\n",
    ])
    #expect(library.text("page", pageValue()) == "<\n  a\n  \tb\n  \tMemory\n  c\n>")
  }

  @Test(
    arguments: [
      ("{{count(page.tags)}}{{count(page.breadcrumbs)}}", "30"),
      (
        "{{#page.tags}}{{#first()}}a{{/first()}}{{#even()}}e{{/even()}}{{#odd()}}o{{/odd()}}{{/page.tags}}",
        "aeoe"
      ),
      (
        "{{#page.contents}}{{plusone(level)}}{{minusone(level)}}{{#even(level)}}e{{/even(level)}} {{/page.contents}}",
        "31e 42 "
      ),
      (
        "{{#equalzero(count(page.tags))}}0{{/equalzero(count(page.tags))}}{{^equalzero(count(page.tags))}}1{{/equalzero(count(page.tags))}}",
        "1"
      ),
      ("{{lowercased(page.title)}}", "memory"),
      ("{{#first(page.contents)}}{{title}}{{/first(page.contents)}}", "First"),
      ("{{^first(page.breadcrumbs)}}none{{/first(page.breadcrumbs)}}", "none"),
      ("{{#reversed(page.contents)}}{{title}}{{/reversed(page.contents)}}", "SecondFirst"),
      ("{{#navigation}}{{#.children}}{{title}}{{/.children}}{{/navigation}}", "Big"),
    ] as [Case])
  func appliesTransforms(_ sample: Case) throws {
    #expect(try rendered(sample.template, pageValue()) == sample.expected)
  }

  @Test func asksOnceForWhatIsPutOff() throws {
    let value = pageValue(page: [
      "contents": .listing(items: [], html: .lazily { .html("<ul>") }),
      "author": .lazily { .object(["name": .lazily { .text("A") }]) },
    ])
    let text = "{{{page.contents}}}{{#page.author}}{{name}}{{/page.author}}{{page.author.name}}"
    #expect(try rendered(text, value) == "<ul>AA")
  }
}
