import Catalog
import Markup
import Prose
import Templates

/// A page as its template sees it; the names are those of `PageShape`.
struct PageData {
  let site: Site
  let shared: SharedFragments
  let related: RelatedIndex
  let page: PageEntry
  let prose: RenderedProse
  /// Takes a note of what a template asks for beyond the page's own text.
  let log: ReadLog

  var value: TemplateValue {
    .object([
      "site": siteValue,
      "page": pageValue,
      "navigation": .lazily { shared.navigation.value(for: page.path, log: log) },
    ])
  }

  private var siteValue: TemplateValue {
    let settings = site.settings
    return .object([
      "title": .text(settings.title), "tagline": .text(settings.tagline),
      "description": .text(settings.description), "base_url": .text(settings.baseURL),
      "language": .text(settings.language), "publisher": .text(settings.publisher),
      "copyright": .text(settings.copyright), "data_date": dataDate,
      "licence": .text(settings.licence), "licence_url": .text(settings.licenceURL),
      "as_of": text(site.asOf), "has_catalog": .flag(!site.catalog.tables.isEmpty),
    ])
  }

  private var pageValue: TemplateValue {
    let settings = site.settings
    let matter = site.markdown[page.markdown].frontMatter
    let pages = RelatedPages(site: site, shared: shared, index: related, page: page)
    // Most templates print some of these only.
    return .object([
      "title": .text(page.title), "description": .text(page.description),
      "path": .text(page.path.path), "url": .text(settings.baseURL + page.path.address),
      "canonical": .text(settings.baseURL + page.canonical.address),
      "content": .html(prose.html), "lead": .lazily { .html(LeadSplit(prose.html).lead) },
      "body": .lazily { .html(LeadSplit(prose.html).body) }, "contents": .lazily { contents },
      "breadcrumbs": lazily(.breadcrumbs) {
        Breadcrumbs.value(for: page, titles: shared.titles, of: site)
      },
      "root": .text(page.path.isFile ? settings.basePath : page.path.root),
      "template": .text(site.markdown[page.markdown].template),
      "kind": .text(page.record?.table ?? "page"), "is_home": .flag(page.path.path.isEmpty),
      "is_variant": .flag(page.order != nil),
      "orders": .lazily { OrderLinks(site: site, page: page).value },
      "related": lazily(.related) { pages.value },
      "previous": lazily(.neighbours) { pages.neighbours.previous },
      "next": lazily(.neighbours) { pages.neighbours.next },
      "is_listed": lazily(.neighbours) {
        let (previous, next) = pages.neighbours
        return .flag(previous != .missing || next != .missing)
      },
      "published": text(matter.published), "reviewed": text(matter.reviewed),
      "review_by": text(matter.reviewBy), "owner": matter.owner.map { .text($0) } ?? .missing,
      "json_href": twinHref(.json), "markdown_href": twinHref(.markdown), "tables": tables,
      "has_data": .flag(hasData),
      "search_href": searchHref, "under_review": underReview,
    ])
  }

  private var dataDate: TemplateValue {
    .lazily {
      log.note(.fragment(.dataDate))
      return text(shared.dataDate)
    }
  }

  /// Returns a value that is part of a field of the page, which is read when it is asked for.
  private func lazily(
    _ field: PageField, _ make: @escaping @Sendable () -> TemplateValue
  ) -> TemplateValue {
    .lazily {
      log.note(.page(path: page.path.path, field: field))
      return make()
    }
  }

  private func twinHref(_ output: SiteSettings.Output) -> TemplateValue {
    guard !page.path.isFile, let name = output.twinName,
      site.settings.outputs.contains(output)
    else { return .missing }
    return .text(folder + name)
  }

  /// The way to the files beside the page: a variant has none of its own, its page stands above it.
  private var folder: String { page.order == nil ? "" : "../" }

  /// Whether the page can be had in any other form than as HTML.
  private var hasData: Bool {
    twinHref(.json) != .missing || twinHref(.markdown) != .missing || tables != .list([])
  }

  /// The tables of the page that are files of their own.
  private var tables: TemplateValue {
    guard site.settings.outputs.contains(.csv), !page.path.isFile else { return .list([]) }
    return .list(
      prose.tables.map { table in
        .object([
          "id": .text(table.id), "title": .text(table.caption),
          "csv_href": .text(folder + PagePath("").csv(ofTable: table.id)),
        ])
      })
  }

  /// The claims of the page that the catalog does not bear out.
  private var underReview: TemplateValue {
    .list(
      prose.claims.filter { !$0.holds }.map { claim in
        .object([
          "sentence": .text(claim.sentence), "found": .text(claim.evidence),
          "href": .text("#" + (claim.section?.id ?? claim.workings)),
          "title": .text(claim.section?.text ?? ""),
        ])
      })
  }

  private var searchHref: TemplateValue {
    let settings = site.settings
    guard settings.outputs.contains(.search) else { return .missing }
    return .text(
      page.path.href(to: .search, style: settings.linkStyle, basePath: settings.basePath))
  }

  private func text(_ date: CalendarDate?) -> TemplateValue {
    date.map { .text(ValueFormat.text(.date($0), unit: nil, style: .prose)) } ?? .missing
  }

  /// The headings of the second and third level.
  private var contents: TemplateValue {
    let headings = prose.headings.filter { (2...3).contains($0.level) }
    var html = "<ul>"
    let items = headings.map { heading in
      let id = HTMLEscape.href("#" + heading.id)
      html += "<li class=\"level-\(heading.level)\">"
      html += "<a href=\"\(id)\">\(HTMLEscape.text(heading.text))</a></li>"
      return TemplateValue.object([
        "id": .text(heading.id), "title": .text(heading.text), "href": .text("#" + heading.id),
        "level": .number(heading.level),
      ])
    }
    return .listing(items: items, html: .html(headings.isEmpty ? "" : html + "</ul>"))
  }
}
