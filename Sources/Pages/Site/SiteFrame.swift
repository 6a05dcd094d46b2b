import Catalog
import Prose
import Templates

/// All of a site but its catalog and the texts of its pages.
///
/// Sites that follow one another share it as long as nothing of it is another, so that what is made of
/// it is known to be the same without a look.
package final class SiteFrame: Sendable {
  let settings: SiteSettings
  let templates: TemplateLibrary
  let queries: NamedQueries
  let assets: [SiteFiles.Asset]
  let templateAssets: AssetTable
  let layout: SiteLayout
  let asOf: CalendarDate?
  let showsRelatedPages: Bool
  let faultyTemplateFiles: Set<String>

  init(
    settings: SiteSettings, templates: TemplateLibrary, queries: NamedQueries,
    assets: [SiteFiles.Asset], templateAssets: AssetTable, layout: SiteLayout, asOf: CalendarDate?,
    showsRelatedPages: Bool, faultyTemplateFiles: Set<String>
  ) {
    self.settings = settings
    self.templates = templates
    self.queries = queries
    self.assets = assets
    self.templateAssets = templateAssets
    self.layout = layout
    self.asOf = asOf
    self.showsRelatedPages = showsRelatedPages
    self.faultyTemplateFiles = faultyTemplateFiles
  }
}
