import Diagnostics
import Prose
import Templates

/// The way between a page and its variants, seen from one of them.
struct OrderLinks {
  let site: Site
  /// The page or variant on which the links stand.
  let page: PageEntry

  /// The orders that the site has a page for.
  private let orders: [TableOrder]

  init(site: Site, page: PageEntry) {
    self.site = site
    self.page = page
    let declared = page.record == nil ? site.markdown[page.markdown].frontMatter.orders : []
    orders = declared.filter { order in
      order.name.map { site.links.variantPaths.contains(page.canonical.variant($0.value)) } ?? true
    }
  }

  /// The order of this page, if it is declared.
  private var current: TableOrder? { page.order ?? orders.first { $0.name == nil } }

  /// Where the headings of the tables lead; `nil` for a page that offers no orders.
  ///
  /// The heading of the column that the rows are sorted by leads to the other direction, where the
  /// page offers it, and otherwise back to the page's own order.
  var sorting: TableSorting? {
    guard !orders.isEmpty else { return nil }
    var links: [String: String] = [:]
    for order in orders {
      guard let key = order.key else { continue }
      let column = key.column.value
      if let current = current?.key, current.column.value == column {
        // On the page's own order there may be no other direction to lead to.
        if key.direction != current.direction {
          links[column] = href(to: order)
        } else if page.order != nil, links[column] == nil {
          links[column] = href(to: page.canonical)
        }
      } else if links[column] == nil {
        links[column] = href(to: order)
      }
    }
    return TableSorting(key: current?.key, links: links)
  }

  /// The orders as templates see them, the page's own first.
  var value: TemplateValue {
    let named = orders.filter { $0.name != nil }
    guard !named.isEmpty else { return .list([]) }
    let own = orders.first { $0.name == nil }
    let first = item(
      own?.label.value ?? "as listed", href(to: page.canonical), isCurrent: page.order == nil)
    return .list(
      [first]
        + named.map { order in
          item(
            order.label.value, href(to: order),
            isCurrent: page.order?.name?.value == order.name?.value)
        })
  }

  /// Reports the orders that no table of the page can be shown in.
  func faults(in tables: [RenderedTable]) -> [Diagnostic] {
    guard !orders.isEmpty else { return [] }
    let names = Set(tables.flatMap { $0.columns.map(\.name) })
    return orders.compactMap { order in
      guard let column = order.key?.column, !names.contains(column.value) else { return nil }
      return Diagnostic(
        "unknown-column", "no table of the page has a column '\(column.value)'", at: column.span,
        help: NearestName.help(for: column.value, among: names.sorted()))
    }
  }

  private func item(_ title: String, _ href: String, isCurrent: Bool) -> TemplateValue {
    .object(["title": .text(title), "href": .text(href), "is_current": .flag(isCurrent)])
  }

  private func href(to order: TableOrder) -> String {
    href(to: order.name.map { page.canonical.variant($0.value) } ?? page.canonical)
  }

  private func href(to path: PagePath) -> String {
    page.path.href(to: path, style: site.settings.linkStyle, basePath: site.settings.basePath)
  }
}
