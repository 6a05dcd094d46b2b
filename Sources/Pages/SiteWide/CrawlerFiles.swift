import Markup
import Prose

/// What search engines ask a site for.
enum CrawlerFiles {
  static func robots(_ site: Site) -> String {
    "User-agent: *\nAllow: /\n\nSitemap: \(site.settings.baseURL)sitemap.xml\n"
  }

  /// Lists the pages with the date their text was last reviewed (sitemaps.org, protocol 0.9).
  static func sitemap(_ site: Site) -> String {
    var xml = """
      <?xml version="1.0" encoding="UTF-8"?>
      <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">

      """
    for page in site.pages where !page.path.isFile {
      let url = HTMLEscape.href(site.settings.baseURL + page.path.address)
      let matter = site.markdown[page.markdown].frontMatter
      xml += "<url><loc>\(url)</loc>"
      if let date = matter.reviewed ?? matter.published { xml += "<lastmod>\(date)</lastmod>" }
      xml += "</url>\n"
    }
    return xml + "</urlset>\n"
  }
}
