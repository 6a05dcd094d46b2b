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
  package var titlesDigest: UInt64 { layout.titlesDigest.value }
}
