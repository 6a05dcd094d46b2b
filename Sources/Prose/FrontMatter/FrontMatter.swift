package import Catalog
package import Diagnostics

/// What a Markdown file says about itself between two `---` lines at its top.
package struct FrontMatter: Sendable {
  /// The page's title. On record pages it may hold `{column}` placeholders.
  package var title: Located<String>
  /// One or two sentences for search engines and lists; placeholders as in the title.
  package var description: Located<String>?
  /// The name of the template; `page` unless stated.
  package var template: Located<String>?
  /// A shorter title for the navigation.
  package var menu: String?
  /// The rank among its siblings in the navigation; pages without one come last.
  package var order: Int?
  /// Whether the page is listed in the navigation.
  package var isInNavigation: Bool
  /// The page that this one stands below in navigation and breadcrumbs, where its path says another.
  package var section: Located<String>?
  package var published: CalendarDate?
  package var reviewed: CalendarDate?
  package var reviewBy: CalendarDate?
  /// Where `reviewBy` stands.
  package var reviewByPlace: SourceSpan?
  /// The last day on which the page holds, with its place.
  package var expires: Located<CalendarDate>?
  /// The days on which something was done, with their places: `published` and `reviewed`.
  package var pastDays: [Located<CalendarDate>]
  /// Who answers for the text.
  package var owner: String?
  /// Sentences of the page, each with the query that makes it true.
  package var claims: [ClaimBlock]
  /// Why some words that a lint tells may stand.
  package var waivers: [LintWaiver]
  /// The orders in which the page's tables can be had: at most one is the page's own, the others
  /// have a page each.
  package var orders: [TableOrder]
  /// For pages of records: the columns in which related records have the same value, each with the
  /// heading of their list; placeholders as in the title.
  package var related: [SharedColumn]

  /// A column in which related records have the same value.
  package struct SharedColumn: Sendable {
    package var column: Located<String>
    package var heading: Located<String>
  }
}

extension FrontMatter {
  /// The texts that readers see as they stand.
  package var printed: [Located<String>] {
    [title] + [description].compactMap(\.self) + related.map(\.heading)
  }

  /// Reads the front matter of a file and tells where the body begins.
  ///
  /// - Returns: the front matter, or `nil` when it is missing or too broken to go on; the bytes of
  ///   the body; and all faults.
  package static func read(
    _ source: SourceFile
  ) -> (frontMatter: FrontMatter?, body: Range<Int>, diagnostics: [Diagnostic]) {
    let top = SourceSpan(file: source.path, line: 1)
    if let (finding, range) = TextCheck.findings(
      in: source.bytes, range: 0..<min(2, source.bytes.count)
    )
    .first, finding == .utf16 {
      let fault = Diagnostic(
        "invalid-utf8", "the file is UTF-16, expected UTF-8", at: source.span(range),
        help: ["save the file as UTF-8"])
      return (nil, source.bytes.count..<source.bytes.count, [fault])
    }
    guard let block = FrontMatterBlock(source) else {
      // What hides the first '---' is told as a fault of the text.
      let line = source.bytes.firstIndex(of: UInt8(ascii: "\n")) ?? source.bytes.count
      let start = source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      guard TextCheck.findings(in: source.bytes, range: start..<max(start, line)).isEmpty else {
        return (nil, 0..<source.bytes.count, [])
      }
      let fault = Diagnostic(
        "missing-front-matter", "the page has no front matter", at: top,
        help: ["begin the file with a line '---', then 'title: …', then a line '---'"])
      return (nil, 0..<source.bytes.count, [fault])
    }
    guard let yaml = block.yaml else {
      let fault = Diagnostic(
        "unclosed-front-matter", "the front matter has no closing '---' line", at: top,
        help: ["add a line '---' after the last field"])
      return (nil, block.body, [fault])
    }
    let flat = FlatFrontMatter.read(source, range: yaml)
    let (value, faults) = flat.map { ($0, []) } ?? YAMLReader.read(source, range: yaml)
    guard faults.isEmpty else { return (nil, block.body, faults) }
    var fields = Fields(value, of: "the front matter", at: top)
    var orderFaults: [Diagnostic] = []
    let frontMatter = FrontMatter(&fields, reporting: &orderFaults)
    return (frontMatter, block.body, fields.finish() + orderFaults)
  }

  private init?(_ fields: inout Fields, reporting faults: inout [Diagnostic]) {
    let title = fields.requiredText("title")
    self.description = fields.text("description")
    self.template = fields.text("template")
    self.menu = fields.text("menu")?.value
    self.order = fields.integer("order")
    self.isInNavigation = fields.flag("navigation") ?? true
    self.section = fields.text("section")
    self.published = fields.date("published")
    self.reviewed = fields.date("reviewed")
    self.reviewBy = fields.date("review_by")
    self.reviewByPlace = fields.text("review_by")?.span
    self.expires = fields.date("expires").flatMap { day in
      fields.text("expires").map { Located(day, at: $0.span) }
    }
    self.pastDays = [("published", published), ("reviewed", reviewed)].compactMap { name, day in
      guard let day, let span = fields.text(name)?.span else { return nil }
      return Located(day, at: span)
    }
    self.owner = fields.text("owner")?.value
    self.claims = fields.mappings("claims", each: "a claim", read: ClaimBlock.read) ?? []
    self.waivers = fields.mappings("waivers", each: "a waiver", read: LintWaiver.read) ?? []
    let orders = fields.mappings("orders", each: "an order") { fields in
      let (order, found) = TableOrder.read(&fields)
      faults += found
      return order
    }
    self.orders = orders ?? []
    let related = fields.pairs("related") ?? []
    self.related = related.map { SharedColumn(column: $0.name, heading: $0.text) }
    faults += TableOrder.removeDuplicates(from: &self.orders)
    guard let title else { return nil }
    self.title = title
  }
}
