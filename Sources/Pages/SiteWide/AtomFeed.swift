import Catalog
import Markup
import Prose

/// `feed.xml`: what changed on the site, newest first, as an Atom feed (RFC 4287).
///
/// Nothing in it comes from a clock: entries have the days of the catalog's table `change`, and the
/// feed that of its newest entry.
struct AtomFeed {
  static let file = "feed.xml"
  /// The words beside the site's title.
  private static let subject = "what changed"
  /// Readers of feeds ask often; what is older stands on the page.
  private static let mostEntries = 100

  let settings: SiteSettings
  let changes: [Entry]
  /// The day of a feed without entries.
  let emptyDay: CalendarDate?

  /// One change.
  struct Entry {
    var id: String
    var day: CalendarDate
    var kind: String
    var page: String?
    var what: String
    var before: String?
    var after: String?
    var cause: String?
  }

  init(_ site: Site) {
    settings = site.settings
    changes = Self.entries(site.published.table("change"))
    // A feed has to say when it was last updated (section 4.1.1). One that never told anything is as
    // old as the newest text of the site, or else as its newest fact.
    let reviews = site.markdown.compactMap { $0.frontMatter.reviewed ?? $0.frontMatter.published }
    emptyDay = reviews.max() ?? site.published.newestDate ?? site.asOf
  }

  init(settings: SiteSettings, changes: [Entry], emptyDay: CalendarDate? = nil) {
    self.settings = settings
    self.changes = changes
    self.emptyDay = emptyDay
  }

  var text: String {
    let base = settings.baseURL
    let title = "\(settings.title): \(Self.subject)"
    let newest = changes.map(\.day).max() ?? emptyDay
    var xml = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
    let language = escaped(settings.language)
    xml += "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"\(language)\">\n"
    xml += "<id>\(escaped(base + Self.file))</id>\n"
    xml += "<title>\(escaped(title))</title>\n"
    xml += "<updated>\(Self.instant(newest))</updated>\n"
    xml += "<author><name>\(escaped(author))</name></author>\n"
    xml += "<link rel=\"self\" type=\"application/atom+xml\" href=\"\(href(Self.file))\"/>\n"
    xml += "<link rel=\"alternate\" type=\"text/html\" href=\"\(href(""))\"/>\n"
    if !settings.copyright.isEmpty {
      xml += "<rights>\(escaped(settings.copyright))</rights>\n"
    }
    for entry in changes.prefix(Self.mostEntries) { xml += text(of: entry) }
    return xml + "</feed>\n"
  }

  private var author: String { settings.publisher.isEmpty ? settings.title : settings.publisher }

  private func text(of entry: Entry) -> String {
    let path = entry.page.map { $0 == "/" ? "" : $0 } ?? ""
    var xml = "<entry>\n"
    // The id of a record is permanent, and so is this.
    xml += "<id>\(escaped(settings.baseURL + Self.file + "#" + entry.id))</id>\n"
    xml += "<title>\(escaped(entry.what))</title>\n"
    xml += "<updated>\(Self.instant(entry.day))</updated>\n"
    xml += "<link rel=\"alternate\" type=\"text/html\" href=\"\(href(path))\"/>\n"
    xml += "<category term=\"\(escaped(entry.kind))\"/>\n"
    xml += "<summary>\(escaped(summary(of: entry)))</summary>\n"
    return xml + "</entry>\n"
  }

  private func summary(of entry: Entry) -> String {
    let step =
      switch (entry.before, entry.after) {
      case (let before?, let after?): "Before: \(before). Now: \(after)."
      case (nil, let after?): "New: \(after)."
      case (let before?, nil): "Gone: \(before)."
      case (nil, nil): entry.what
      }
    return entry.cause.map { "\(step) Cause: \($0)." } ?? step
  }

  private func href(_ path: String) -> String { HTMLEscape.href(settings.baseURL + path) }

  /// The text for XML 1.0, which has no control characters (section 2.2).
  private func escaped(_ text: String) -> String {
    let known = text.unicodeScalars.map { scalar -> Unicode.Scalar in
      let isAllowed = scalar.value >= 0x20 || [0x09, 0x0A, 0x0D].contains(scalar.value)
      return isAllowed && !(0xFFFE...0xFFFF).contains(scalar.value) ? scalar : "\u{FFFD}"
    }
    return HTMLEscape.text(String(String.UnicodeScalarView(known)))
  }

  /// The begin of a day as RFC 3339 has it; of a month or year the first day. A site that states no date
  /// at all has the oldest that clocks know.
  private static func instant(_ day: CalendarDate?) -> String {
    guard let day else { return "1970-01-01T00:00:00Z" }
    let rest = day.month == nil ? "-01-01" : day.day == nil ? "-01" : ""
    return "\(day)\(rest)T00:00:00Z"
  }

  /// The entries of the table, newest first; those of a day in the order of the table.
  private static func entries(_ table: Table?) -> [Entry] {
    guard let table else { return [] }
    let entries = table.rows.compactMap { row -> Entry? in
      let cell = { (name: String) in table.cell(name, of: row.id) }
      guard let day = cell("changed_on")?.date, let what = cell("what")?.text else { return nil }
      return Entry(
        id: row.id, day: day, kind: cell("kind")?.text ?? "", page: cell("page")?.text, what: what,
        before: cell("before")?.text, after: cell("after")?.text, cause: cell("cause")?.text)
    }
    return entries.enumerated().sorted { one, two in
      one.element.day == two.element.day
        ? one.offset < two.offset : one.element.day > two.element.day
    }.map(\.element)
  }
}
