package import Catalog
import Prose

/// What one page names: records in its tables, values and links, and other pages in its links.
package struct PageMentions: Sendable {
  /// The page that names them.
  package var page: PagePath
  /// The records that are named, with the places, in the order of the text.
  package var mentions: [(record: RecordName, place: Appearance)] = []
  /// The pages that the text leads to, with the places.
  package var references: [(path: PagePath, place: Appearance)] = []
  /// The records of the tables, in their order, each once.
  package var records: [RecordName] = []

  package init(page: PagePath) { self.page = page }

  /// Reads what a page names; what its tables name only from a draft, in which they are filled in.
  package init(of page: PageEntry, draft: PageDraft?, in site: Site) {
    var reader = MentionReader(site: site, page: page)
    reader.read(
      draft?.text.prose ?? site.markdown[page.markdown].text.prose, draft?.prose)
    self = reader.found
  }

  /// Returns a digest of what pages name.
  package static func digest(_ pages: [PageMentions]) -> UInt64 {
    var digest = StableDigest()
    func add(_ record: RecordName) {
      digest.add(record.table)
      digest.add(record.id)
    }
    func add(_ place: Appearance) {
      for text in [place.page.path, place.anchor, place.heading, place.caption ?? ""] {
        digest.add(text)
      }
    }
    for page in pages {
      digest.add(page.page.path)
      for (record, place) in page.mentions {
        add(record)
        add(place)
      }
      digest.add("references")
      for (path, place) in page.references {
        digest.add(path.path)
        add(place)
      }
      for record in page.records { add(record) }
    }
    return digest.folded
  }
}
