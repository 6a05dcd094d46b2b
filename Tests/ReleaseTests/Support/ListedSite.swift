import TestSupport

/// A small site of three records, with a page for each, a list of all, and an answer about two.
enum ListedSite {
  /// Makes the site. `orders` is that field of the list's front matter, as lines of YAML; `matter`
  /// are more lines of the front matter of the records' pages.
  static func folder(orders: String, matter: String = "") throws -> TemporaryFolder {
    try TemporaryFolder([
      "Content/site.yaml": """
      title: Listed
      base_url: https://example.com/
      outputs: [html, json, markdown, csv, llms, search]
      """,
      "Content/Catalog/sources.yaml": """
      - {id: alpha, title: Alpha, publisher: A, licence: MIT, kind: paper, accessed: 2025-03-04}
      - {id: beta, title: beta, publisher: B, licence: CC0, kind: paper, accessed: 2025-01-02}
      - {id: gamma, title: Gamma, publisher: A, licence: MIT, kind: press}
      """,
      "Content/sources/[source].md": """
      ---
      title: "{title}"
      \(matter)
      ---
      Read on `=this.accessed`.
      """,
      "Content/sources/index.md": """
      ---
      title: All sources
      menu: Sources
      orders:
      \(orders)
      ---
      ## The list

      ```=table
      caption: Register
      id: register
      ---
      select id as source_id, title, accessed, length(publisher) + rowid as width_mm from source order by id
      ```
      """,
      "Content/answer.md": """
      ---
      title: An answer
      ---
      ## Which one?

      The one is [the first](/sources/alpha/); all are in [the register](/sources/).

      ```=note
      Never take `=source.gamma.title`.
      ```

      ## How many?

      ```=table
      caption: Papers
      ---
      select id as source_id, title from source where kind = 'paper' order by id desc
      ```
      """,
      "Content/index.md": "---\ntitle: Home\n---\n[Answer](/answer/)\n",
      "Content/search.md": "---\ntitle: Search\n---\n```=pages\n```\n",
      "Templates/page.mustache": """
      <!DOCTYPE html><html lang="en"><head><title>{{page.title}}</title>
      <link rel="canonical" href="{{page.canonical}}">
      {{#page.is_variant}}<meta name="robots" content="noindex">{{/page.is_variant}}
      {{#page.json_href}}<link rel="alternate" href="{{.}}">{{/page.json_href}}
      {{#page.tables}}<link rel="alternate" href="{{csv_href}}">{{/page.tables}}
      </head><body>{{{page.breadcrumbs}}}
      {{#page.orders}}<a{{#is_current}} aria-current="true"{{/is_current}} href="{{href}}">{{title}}</a>
      {{/page.orders}}
      {{{page.content}}}
      {{#page.related}}<h3>{{title}}</h3>
      {{#items}}<p><a href="{{href}}">{{title}}</a>{{#note}} ({{.}}){{/note}}</p>
      {{/items}}{{/page.related}}
      {{#page.previous}}<a rel="prev" href="{{href}}">{{title}}</a>{{/page.previous}}
      {{#page.next}}<a rel="next" href="{{href}}">{{title}}</a>{{/page.next}}
      </body></html>
      """,
    ])
  }
}
