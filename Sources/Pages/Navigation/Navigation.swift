import Prose

/// The site's table of contents: computed once, then fitted to where a page stands.
package struct Navigation: Sendable {
  /// One entry and the entries below it.
  struct Item: Sendable {
    var path: PagePath
    var title: String
    /// How links lead here from the root of the site.
    var address: String
    var children: [Item]
  }

  let items: [Item]

  /// Builds the tree of all pages that want to be listed. The home page is the site's title and no
  /// entry of its own.
  init(
    pages: [PageEntry], markdown: [MarkdownPage], sections: Sections,
    style: SiteSettings.LinkStyle
  ) {
    let listed = pages.filter { page in
      page.record == nil && !page.path.isFile && page.path.path != ""
        && markdown[page.markdown].frontMatter.isInNavigation
    }
    let paths = Set(listed.map(\.path))
    let byParent = Dictionary(grouping: listed) { page in
      Self.listedAncestor(of: page.path, among: paths, sections)
    }
    items = Self.items(below: nil, in: byParent, markdown: markdown, style: style)
  }

  private static func listedAncestor(
    of path: PagePath, among listed: Set<PagePath>, _ sections: Sections
  ) -> PagePath? {
    var candidate = sections.parent(of: path)
    while let current = candidate, !current.path.isEmpty {
      if listed.contains(current) { return current }
      candidate = sections.parent(of: current)
    }
    return nil
  }

  private static func items(
    below parent: PagePath?, in byParent: [PagePath?: [PageEntry]], markdown: [MarkdownPage],
    style: SiteSettings.LinkStyle
  ) -> [Item] {
    let siblings = (byParent[parent] ?? []).map { page in
      (page: page, matter: markdown[page.markdown].frontMatter)
    }
    let sorted = siblings.sorted {
      ($0.matter.order ?? .max, $0.page.title, $0.page.path)
        < ($1.matter.order ?? .max, $1.page.title, $1.page.path)
    }
    return sorted.map { sibling in
      Item(
        path: sibling.page.path, title: sibling.matter.menu ?? sibling.page.title,
        address: sibling.page.path.address(style: style),
        children: items(below: sibling.page.path, in: byParent, markdown: markdown, style: style))
    }
  }
}
