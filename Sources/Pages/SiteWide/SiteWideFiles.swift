import Markup
import Prose

/// The files that belong to the site as a whole.
package enum SiteWideFiles {
  /// Returns each file's path below the output folder and its text.
  package static func all(of site: Site) -> [(path: String, text: String)] {
    [("robots.txt", robots(site)), ("sitemap.xml", sitemap(site))]
  }

  private static func robots(_ site: Site) -> String {
    "User-agent: *\nAllow: /\n\nSitemap: \(site.settings.baseURL)sitemap.xml\n"
  }

  /// Lists the pages with the date their text was last reviewed (sitemaps.org, protocol 0.9).
  private static func sitemap(_ site: Site) -> String {
    var xml = """
      <?xml version="1.0" encoding="UTF-8"?>
      <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">

      """
    for page in site.pages where !page.path.isFile {
      let url = HTMLEscape.href(site.settings.baseURL + page.path.path)
      let matter = site.markdown[page.markdown].frontMatter
      xml += "<url><loc>\(url)</loc>"
      if let date = matter.reviewed ?? matter.published { xml += "<lastmod>\(date)</lastmod>" }
      xml += "</url>\n"
    }
    return xml + "</urlset>\n"
  }
}
