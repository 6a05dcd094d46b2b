import Catalog
import Prose

/// Which pages a site has, with their titles and their places among each other.
///
/// Sites that follow one another share it as long as nothing of it is another, so that what is made of
/// it is known to be the same without a look.
final class SiteLayout: Sendable {
  /// The pages in the order of their paths.
  let pages: [PageEntry]
  /// Pages with their tables in another order, each below the page it is a variant of.
  let variants: [PageEntry]
  let navigation: Navigation
  /// Which page stands above which.
  let sections: Sections
  /// The place in `pages` of the page at each path.
  let placeOfPath: [PagePath: Int]
  /// The titles of pages as navigation has them.
  let titles: Deferred<[PagePath: String]>
  /// The titles of pages where a shorter one for navigation would say too little.
  let fullTitles: Deferred<[PagePath: String]>
  /// A digest of the titles of all pages and of which stands above which.
  let titlesDigest: Deferred<UInt64>

  init(
    pages: [PageEntry], variants: [PageEntry], navigation: Navigation, sections: Sections,
    markdown: [MarkdownPage]
  ) {
    self.pages = pages
    self.variants = variants
    self.navigation = navigation
    self.sections = sections
    placeOfPath = Dictionary(
      pages.enumerated().map { ($1.path, $0) }, uniquingKeysWith: { first, _ in first })
    titles = Deferred {
      Dictionary(
        pages.map { ($0.path, markdown[$0.markdown].frontMatter.menu ?? $0.title) },
        uniquingKeysWith: { first, _ in first })
    }
    fullTitles = Deferred {
      Dictionary(pages.map { ($0.path, $0.title) }, uniquingKeysWith: { first, _ in first })
    }
    titlesDigest = Deferred { Self.digest(of: pages, markdown, sections) }
  }

  private static func digest(
    of pages: [PageEntry], _ markdown: [MarkdownPage], _ sections: Sections
  ) -> UInt64 {
    var digest = StableDigest()
    for page in pages {
      let matter = markdown[page.markdown].frontMatter
      digest.add(page.path.path)
      digest.add(page.title)
      digest.add(matter.menu ?? "")
      digest.add(matter.order.map(String.init) ?? "")
      digest.add(matter.isInNavigation ? 1 : 0 as UInt8)
      digest.add(sections.parent(of: page.path)?.path ?? "")
    }
    return digest.folded
  }
}
