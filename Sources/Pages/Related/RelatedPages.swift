import Catalog
import Prose
import Templates

/// What a page offers its reader at its end: pages about alike records, the places where its record
/// appears, the records before and after it, and pages that show the same records.
struct RelatedPages {
  let site: Site
  let shared: SharedFragments
  let index: RelatedIndex
  let page: PageEntry

  /// Whether a template prints any of it.
  static func areAsked(by template: String, in templates: TemplateLibrary) -> Bool {
    templates.asks(for: ["related", "previous", "next", "is_listed"], in: template)
  }

  /// More in one list would no longer help to choose.
  private static let limit = 8

  /// One list of links.
  struct Group {
    var title: String
    var items: [Item]
  }

  /// One link, with what is said beside it.
  struct Item {
    var title: String
    var href: String
    var note: String?
  }

  /// The lists that are not empty.
  var groups: [Group] {
    let all = page.record.map { alike($0) + [appearances(of: $0)] } ?? [sharing, referring]
    return all.filter { !$0.items.isEmpty }
  }

  /// The groups as templates see them.
  var value: TemplateValue {
    .list(
      groups.map { group in
        .object(["title": .text(group.title), "items": .list(group.items.map(Self.value))])
      })
  }

  /// The records before and after this page's in the list above it, as templates see them.
  var neighbours: (previous: TemplateValue, next: TemplateValue) {
    guard let record = page.record, let parent = page.path.parent else {
      return (.missing, .missing)
    }
    let (previous, next) = index.neighbours(of: record, on: parent)
    return (
      previous.flatMap(item).map(Self.value) ?? .missing,
      next.flatMap(item).map(Self.value) ?? .missing
    )
  }

  /// The groups in words that differ where they do.
  var words: [String] {
    groups.flatMap { group in
      [group.title] + group.items.flatMap { [$0.title, $0.href, $0.note ?? ""] }
    }
  }

  /// The neighbours in words that differ where they do.
  var neighbourWords: [String] {
    guard let record = page.record, let parent = page.path.parent else { return [] }
    let (previous, next) = index.neighbours(of: record, on: parent)
    return [previous, next].flatMap { name in
      let item = name.flatMap(item)
      return [item?.title ?? "", item?.href ?? ""]
    }
  }

  private static func value(of item: Item) -> TemplateValue {
    .object([
      "title": .text(item.title), "href": .text(item.href),
      "note": item.note.map { .text($0) } ?? .missing,
    ])
  }

  // MARK: Pages of records

  /// The records that share a value with this one, for each column that the front matter names.
  private func alike(_ record: RecordName) -> [Group] {
    site.markdown[page.markdown].frontMatter.related.compactMap { column in
      let name = column.column.value
      do throws(QueryError) {
        let value = try site.database.cell(
          table: record.table, id: record.id, column: name, log: nil)
        let heading = try Placeholders.fill(
          column.heading.value, record: record, database: site.database)
        let others = shared.sharedValues.others(
          like: record, column: name, value: value, limit: Self.limit)
        return Group(title: heading, items: others.compactMap(item))
      } catch {
        // The column, or one in the heading, is unknown: that is reported once, for the file.
        return nil
      }
    }
  }

  private func appearances(of record: RecordName) -> Group {
    let places = (index.appearances[record] ?? []).map { place in
      let caption = place.caption == place.heading ? nil : place.caption
      return Item(
        title: place.heading, href: href(to: place),
        note: [shared.titles[place.page], caption].compactMap(\.self).joined(separator: ": "))
    }
    return Group(title: "Where it appears", items: places)
  }

  private func item(_ record: RecordName) -> Item? {
    site.links.page(of: record).flatMap { path in
      shared.fullTitles[path].map { Item(title: $0, href: href(to: path)) }
    }
  }

  // MARK: Other pages

  private var sharing: Group {
    let pages = index.pages(sharing: page.canonical).prefix(Self.limit)
    return Group(
      title: "Pages that show the same parts or models",
      items: pages.compactMap { path, count in
        shared.fullTitles[path].map {
          Item(title: $0, href: href(to: path), note: "\(count) in common")
        }
      })
  }

  private var referring: Group {
    let places = (index.references[page.canonical] ?? []).prefix(Self.limit)
    return Group(
      title: "Linked from",
      items: places.map { place in
        let context = shared.titles[place.page]
        return Item(
          title: place.heading, href: href(to: place),
          note: context == place.heading ? nil : context)
      })
  }

  // MARK: Links

  private func href(to place: Appearance) -> String {
    href(to: place.page) + (place.anchor.isEmpty ? "" : "#" + place.anchor)
  }

  private func href(to path: PagePath) -> String {
    page.path.href(to: path, style: site.settings.linkStyle, basePath: site.settings.basePath)
  }
}
