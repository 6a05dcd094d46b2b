import Catalog
import Prose

/// What is computed once for all pages of a build, as soon as one of them asks for it.
package struct SharedFragments: Sendable {
  private let frame: SiteFrame
  private let catalog: Catalog
  private let navigationFragments: Deferred<NavigationFragments>
  private let values: Deferred<SharedValues>
  private let newestDate: Deferred<CalendarDate?>
  private let nameIndex: Deferred<NameIndex>

  /// Takes over from `known` what depends on the frame of the site alone, or on names that are the same.
  package init(_ site: Site, after known: SharedFragments? = nil) {
    frame = site.frame
    catalog = site.catalog
    if let known, known.frame === site.frame {
      navigationFragments = known.navigationFragments
    } else {
      navigationFragments = Deferred { NavigationFragments(site) }
    }
    values = Deferred { SharedValues(site) }
    newestDate = Deferred { site.catalog.newestDate }
    if let known, NameIndex.isSame(for: site.catalog, as: known.catalog) {
      nameIndex = known.nameIndex
    } else {
      let catalog = site.catalog
      nameIndex = Deferred { NameIndex(catalog) }
    }
  }

  var navigation: NavigationFragments { navigationFragments.value }
  var titles: [PagePath: String] { frame.layout.titles.value }
  /// The titles of pages where a shorter one for navigation would say too little.
  var fullTitles: [PagePath: String] { frame.layout.fullTitles.value }
  var sharedValues: SharedValues { values.value }
  /// The newest date of any fact in the catalog.
  var dataDate: CalendarDate? { newestDate.value }
  /// What readers call the records of the catalog.
  var names: NameIndex { nameIndex.value }
}
