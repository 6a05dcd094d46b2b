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
      "site": .lazyObject(siteMember), "page": .lazyObject(pageMember),
      "navigation": .lazily {
        shared.navigation.value(
          for: page.path, template: site.markdown[page.markdown].template, log: log)
      },
      TemplateFile.address.rawValue: .lazyObject { name in
        asset(name).map { .text(root + $0.address) } ?? .missing
      },
      TemplateFile.integrity.rawValue: .lazyObject { name in
        // Browsers refuse to check files that are opened from a folder, and then to use them.
        guard site.settings.linkStyle != .file, let asset = asset(name) else { return .missing }
        return .text(asset.integrity)
      },
    ])
  }

  private func asset(_ name: String) -> PublishedAsset? {
    guard let asset = site.templateAssets[name] else { return nil }
    log.note(.asset(asset.origin))
    return asset
  }

  /// What stands before a path from the site's root.
  private var root: String { page.path.isFile ? site.settings.basePath : page.path.root }

  private func siteMember(_ name: String) -> TemplateValue {
    let settings = site.settings
    return switch name {
    case "title": .text(settings.title)
    case "tagline": .text(settings.tagline)
    case "description": .text(settings.description)
    case "base_url": .text(settings.baseURL)
    case "language": .text(settings.language)
    case "publisher": .text(settings.publisher)
    case "copyright": .text(settings.copyright)
    case "data_date": dataDate
    case "licence": .text(settings.licence)
    case "licence_url": .text(settings.licenceURL)
    case "as_of": text(site.asOf)
    case "has_catalog": .flag(!site.catalog.tables.isEmpty)
    default: .missing
    }
  }

  private func pageMember(_ name: String) -> TemplateValue {
    let settings = site.settings
    return switch name {
    case "title": .text(page.title)
    case "description": .text(page.description)
    case "path": .text(page.path.path)
    case "url": .text(settings.baseURL + page.path.address)
    case "canonical": .text(settings.baseURL + page.canonical.address)
    case "content": .html(prose.html)
    case "lead": .html(LeadSplit(prose.html).lead)
    case "body": .html(LeadSplit(prose.html).body)
    case "contents": contents
    case "root": .text(root)
    case "template": .text(site.markdown[page.markdown].template)
    case "kind": .text(page.record?.table ?? "page")
    case "is_home": .flag(page.path.path.isEmpty)
    case "is_variant": .flag(page.order != nil)
    case "orders": OrderLinks(site: site, page: page).value
    case "published": text(matter.published)
    case "reviewed": text(matter.reviewed)
    case "review_by": text(matter.reviewBy)
    case "expires": text(matter.expires?.value)
    case "is_expired":
      .flag(matter.expires.map { end in site.asOf.map { end.value < $0 } ?? false } ?? false)
    case "owner": matter.owner.map { .text($0) } ?? .missing
    case "json_href": twinHref(.json)
    case "markdown_href": twinHref(.markdown)
    case "tables": tables
    case "has_data": .flag(hasData)
    case "search_href": searchHref
    case "search_index_href":
      settings.outputs.contains(.search) ? .text(root + SearchIndex.file) : .missing
    case "feed_href": feedHref
    case "under_review": underReview
    default: memberOfField(name)
    }
  }

  /// Returns what is part of a field of the page.
  private func memberOfField(_ name: String) -> TemplateValue {
    switch name {
    case "breadcrumbs":
      log.note(.page(path: page.path.path, field: .breadcrumbs))
      return Breadcrumbs.value(for: page, titles: shared.titles, of: site)
    case "related":
      log.note(.page(path: page.path.path, field: .related))
      return relatedPages.value
    case "previous", "next", "is_listed":
      log.note(.page(path: page.path.path, field: .neighbours))
      let (previous, next) = relatedPages.neighbours
      return switch name {
      case "previous": previous
      case "next": next
      default: .flag(previous.isThere || next.isThere)
      }
    default: return .missing
    }
  }

  private var matter: FrontMatter { site.markdown[page.markdown].frontMatter }

  private var relatedPages: RelatedPages {
    RelatedPages(site: site, shared: shared, index: related, page: page)
  }

  private var dataDate: TemplateValue {
    log.note(.fragment(.dataDate))
    return text(shared.dataDate)
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
    [twinHref(.json), twinHref(.markdown), tables].contains(where: \.isThere)
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

  private var feedHref: TemplateValue {
    guard site.settings.outputs.contains(.feed) else { return .missing }
    return .text(root + AtomFeed.file)
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
