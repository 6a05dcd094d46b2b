import Catalog
import Diagnostics
import Markup
import Prose

/// The index behind the search field: titles of pages and the questions and headings in them.
///
/// It is a classic script that hands its data to `rigbookSearch`, because pages opened from a folder
/// cannot fetch. Parts and models are found by the titles of their pages.
struct SearchIndex {
  /// Its name carries no hash: the index speaks of every page, and pages name it, so with a hash each
  /// page would be made anew with every other.
  static let file = "search-index.js"

  let site: Site

  /// One thing that can be found.
  struct Entry: Equatable {
    var title: String
    /// The link from the site's root.
    var href: String
    /// What it is, or on which page it stands.
    var context: String
  }

  var entries: [Entry] {
    site.pages.filter { !$0.path.isFile }.flatMap { page in
      [entry(for: page)] + (page.record == nil ? headings(of: page) : [])
    }
  }

  /// The index as a script. A line per entry keeps differences readable and costs little.
  var script: String {
    var text = "\"use strict\";\nrigbookSearch([\n"
    text += entries.map { entry in
      let fields = [entry.title, entry.href, entry.context]
      return "[" + fields.map(ScriptText.quoted).joined(separator: ",") + "]"
    }.joined(separator: ",\n")
    return text + "\n]);\n"
  }

  private func entry(for page: PageEntry) -> Entry {
    let noun = page.record.flatMap { site.catalog.table($0.table)?.schema.noun } ?? "page"
    return Entry(title: page.title, href: href(page.path), context: noun)
  }

  private func headings(of page: PageEntry) -> [Entry] {
    let documents = site.markdown[page.markdown].text.prose.documents
    return documents.flatMap(\.headings).filter { $0.level > 1 && !$0.text.isEmpty }.map {
      Entry(title: $0.text, href: href(page.path) + "#" + $0.id, context: page.title)
    }
  }

  private func href(_ path: PagePath) -> String {
    let file = site.settings.linkStyle == .file ? path.outputFile : path.path
    return file.isEmpty ? "./" : file
  }
}

/// Text inside a script.
enum ScriptText {
  /// Returns a string literal that is valid in JSON and in every version of JavaScript, and that
  /// cannot end a script element.
  static func quoted(_ text: String) -> String {
    var result = ""
    for scalar in JSONText.quoted(text).unicodeScalars {
      switch scalar {
      case "<", ">", "&", "\u{2028}", "\u{2029}", "\u{7F}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
