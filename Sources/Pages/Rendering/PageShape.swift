package import Templates

/// The names that templates may use, in one place: the checker reads it, and so does the guide.
package enum PageShape {
  package static let shape = TemplateShape.object([
    "site": site,
    "page": page,
    "navigation": navigation(depth: 4),
  ])

  private static let site = TemplateShape.object([
    "title": .text, "tagline": .optional(.text), "description": .optional(.text),
    "base_url": .text, "language": .text, "publisher": .optional(.text),
    "copyright": .optional(.text), "data_date": .optional(.text), "as_of": .optional(.text),
    "licence": .optional(.text), "licence_url": .optional(.text), "has_catalog": .flag,
  ])

  private static let page = TemplateShape.object([
    "title": .text, "description": .optional(.text), "path": .optional(.text), "url": .text,
    "canonical": .text, "content": .optional(.html),
    "lead": .optional(.html), "body": .optional(.html), "contents": .listing(heading),
    "breadcrumbs": .listing(breadcrumb), "root": .optional(.text), "template": .text,
    "kind": .text, "is_home": .flag, "published": .optional(.text),
    "reviewed": .optional(.text), "review_by": .optional(.text), "owner": .optional(.text),
    "expires": .optional(.text), "is_expired": .flag,
    "json_href": .optional(.text), "markdown_href": .optional(.text), "tables": .list(table),
    "has_data": .flag,
    "search_href": .optional(.text), "search_index_href": .optional(.text),
    "feed_href": .optional(.text),
    "is_variant": .flag, "orders": .list(order),
    "related": .list(relatedGroup), "previous": .optional(relatedPage),
    "next": .optional(relatedPage), "is_listed": .flag,
    "under_review": .list(doubt),
  ])

  private static let doubt = TemplateShape.object([
    "sentence": .text, "found": .optional(.text), "href": .text, "title": .optional(.text),
  ])

  private static let order = TemplateShape.object([
    "title": .text, "href": .text, "is_current": .flag,
  ])

  private static let relatedGroup = TemplateShape.object([
    "title": .text, "items": .list(relatedPage),
  ])

  private static let relatedPage = TemplateShape.object([
    "title": .text, "href": .text, "note": .optional(.text),
  ])

  private static let table = TemplateShape.object([
    "id": .text, "title": .text, "csv_href": .text,
  ])

  private static let heading = TemplateShape.object([
    "id": .text, "title": .text, "href": .text, "level": .number,
  ])

  private static let breadcrumb = TemplateShape.object([
    "title": .text, "href": .text, "is_current": .flag,
  ])

  private static func navigation(depth: Int) -> TemplateShape {
    var item: [String: TemplateShape] = [
      "title": .text, "href": .text, "is_current": .flag, "is_section_current": .flag,
      "is_nearest": .flag,
    ]
    if depth > 0 { item["children"] = navigation(depth: depth - 1) }
    return .listing(.object(item))
  }
}
