import Catalog
package import Diagnostics
import Markup
import Prose

/// The addresses of other sites that a site names: in the links of its text and in the catalog.
package struct ExternalLinks: Sendable {
  /// One address, with all places that name it.
  package struct Target: Sendable {
    /// Without a fragment, which no server sees.
    package var address: String
    /// In the order of reports.
    package var places: [SourceSpan]
  }

  /// In the order of the addresses.
  package private(set) var targets: [Target]

  /// Collects the addresses of a site that are not its own.
  package init(of site: Site) {
    var places: [String: Set<SourceSpan>] = [:]
    func add(_ address: String, at span: SourceSpan) {
      guard let scheme = Link.scheme(of: address), scheme == "http" || scheme == "https",
        !address.hasPrefix(site.settings.baseURL)
      else { return }
      places[String(address.prefix { $0 != "#" }), default: []].insert(span)
    }
    for page in site.markdown {
      for document in page.text.prose.documents {
        for link in document.links where link.isExternal { add(link.destination, at: link.span) }
      }
    }
    for table in site.catalog.tables {
      for (index, column) in table.schema.columns.enumerated() where column.name == "url" {
        for row in table.rows {
          guard let address = row.cells[index].text else { continue }
          add(address, at: table.span(of: row, column: index))
        }
      }
    }
    targets = places.map { address, spans in
      Target(
        address: address,
        places: spans.sorted { ($0.file, $0.start) < ($1.file, $1.start) })
    }.sorted { $0.address < $1.address }
  }
}
