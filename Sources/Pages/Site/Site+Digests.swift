import Catalog
import Prose

extension Site {
  /// Returns a digest of what a page and its variants are before anything is read.
  package func identity(of page: PageEntry) -> UInt64 {
    var digest = StableDigest()
    for entry in [page] + variants(of: page) {
      digest.add(entry.path.path)
      digest.add(markdown[entry.markdown].file)
      digest.add(entry.record?.table ?? "")
      digest.add(entry.record?.id ?? "")
      digest.add(entry.title)
      digest.add(entry.description)
      digest.add(entry.order?.name?.value ?? "")
    }
    return digest.folded
  }

  /// A digest of the titles of all pages and of which stands above which.
  package var titlesDigest: UInt64 {
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
