internal import Diagnostics
internal import ModelFiles

/// The record of a page as the REST interface of WordPress gives it.
///
/// Source: the REST API Handbook, "Pages" and "Posts"; `yoast_head_json` is what Yoast SEO adds.
struct PageRecord {
  /// The title as text.
  let title: String
  let content: String
  /// The path of the page from the root, with slashes at both ends.
  let path: String
  let link: String?
  let description: String?
  /// The days of publication and of the last change, as `2024-03-01`.
  let published: String?
  let modified: String?
  /// The questions of an FAQ that the record describes, each with its answer in HTML.
  let questions: [(question: String, answer: String)]
  /// What the record says besides and a page has no field for.
  let losses: [String]

  /// Reads a record.
  ///
  /// - Throws: `DiagnosticError` that says what it lacks.
  init(_ value: JSONValue, in source: SourceFile) throws(DiagnosticError) {
    func refuse(
      _ summary: String, _ place: JSONValue,
      help: String = "fetch the page again: /wp-json/wp/v2/pages?slug=… of the site"
    ) -> DiagnosticError {
      let place = source.span(place.range.lowerBound..<place.range.lowerBound + 1)
      return DiagnosticError(Diagnostic("page-record", summary, at: place, help: [help]))
    }
    guard case .object = value.kind else {
      throw refuse("found \(value.kindName), expected the record of a page", value)
    }
    guard let content = value["content"]?["rendered"]?.text else {
      throw refuse("the record has no text 'content.rendered'", value)
    }
    let words = value["title"]?["rendered"]?.text ?? ""
    let title = Self.plain(words)
    guard !title.isEmpty else { throw refuse("the record has no text 'title.rendered'", value) }
    let slug = value["slug"]?.text ?? ""
    let link = value["link"]?.text
    let linked = link.flatMap(LinkPlaces.pagePath)
    guard let path = linked ?? (slug.isEmpty ? nil : "/\(Self.name(slug))/") else {
      throw refuse("the record has neither a 'link' nor a 'slug'", value)
    }
    let key = linked == nil ? "slug" : "link"
    let steps = linked == nil ? nil : link.flatMap(LinkPlaces.fault)
    if let words = steps ?? Self.fault(ofPath: path) {
      throw refuse(
        "the '\(key)' of the record makes no path of a page: \(words)", value[key] ?? value,
        help: "write another '\(key)' into the record")
    }
    self.title = title
    self.content = content
    self.path = path
    self.link = link
    published = value["date"]?.text.flatMap(Self.day)
    modified = value["modified"]?.text.flatMap(Self.day)
    let seo = value["yoast_head_json"]
    let excerpt = value["excerpt"]?["rendered"]?.text.map(Self.plain)
    description = [seo?["description"]?.text, seo?["og_description"]?.text, excerpt]
      .compactMap { $0.map(Self.plain) }.first { !$0.isEmpty }
    questions = Self.questions(in: value)
    losses =
      RecordLosses.unused(in: value, isLinked: linked != nil)
      + Self.losses(in: value, title: title)
  }

  /// The text of an HTML fragment, in one line.
  static func plain(_ html: String) -> String {
    let text = HTMLTree.nodes(of: html).map(\.text).joined()
    return MarkdownEscape.printable(text).collapsed.replacing(" […]", with: "…")
  }

  private static func name(_ slug: String) -> String {
    String(
      slug.lowercased().map { character in
        character.isASCII && (character.isLetter || character.isNumber || character == "_")
          ? character : "-"
      })
  }

  /// The day of `2024-03-01T09:30:00`, or `nil` where the text is no date.
  static func day(_ text: String) -> String? {
    let day = text.prefix(10)
    let parts = day.split(separator: "-", omittingEmptySubsequences: false)
    guard day.utf8.count == 10, parts.map(\.count) == [4, 2, 2],
      let year = Int(parts[0]), let month = Int(parts[1]), let number = Int(parts[2]),
      (1970...2100).contains(year), (1...12).contains(month), number >= 1,
      number <= days(of: month, in: year)
    else { return nil }
    return String(day)
  }

  private static func days(of month: Int, in year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The most bytes of a part of a path, which a site sets, and of a path.
  private static let mostOfPart = 200
  private static let mostOfPath = 1_000

  /// Returns why a path cannot be that of a page.
  private static func fault(ofPath path: String) -> String? {
    let parts = path.split(separator: "/")
    if let long = parts.first(where: { $0.utf8.count > mostOfPart }) {
      return "it has a part of \(long.utf8.count) bytes, more than \(mostOfPart)"
    }
    if path.utf8.count > mostOfPath {
      return "it has \(path.utf8.count) bytes, more than \(mostOfPath)"
    }
    let isBare = parts.contains { !$0.contains { $0.isLetter || $0.isNumber } }
    return isBare ? "it has a part without a letter or digit" : nil
  }

  private static func losses(in value: JSONValue, title: String) -> [String] {
    var losses: [String] = []
    if let status = value["status"]?.text, status != "publish" {
      losses.append("the status '\(LossText.short(status))'")
    }
    if case .flag(true)? = value["content"]?["protected"]?.kind {
      losses.append("the password of the page")
    }
    if case .number(let id)? = value["featured_media"]?.kind, let id = id.integer, id > 0 {
      losses.append("the picture of the page (media \(id)): fetch it")
    }
    let seo = value["yoast_head_json"]
    if let other = seo?["title"]?.text.map(plain), !other.hasPrefix(title) {
      losses.append("the title for search engines '\(LossText.short(other))'")
    }
    if seo?["robots"]?["index"]?.text == "noindex" {
      losses.append("that search engines should leave the page out")
    }
    if let own = value["link"]?.text, let canonical = seo?["canonical"]?.text,
      LinkPlaces.pagePath(ofLink: canonical) != LinkPlaces.pagePath(ofLink: own)
    {
      losses.append("the canonical address '\(LossText.short(canonical))'")
    }
    return losses
  }

  /// The questions of every `FAQPage` of JSON-LD in a value, in order.
  static func questions(in value: JSONValue) -> [(question: String, answer: String)] {
    switch value.kind {
    case .list(let items): return items.flatMap { questions(in: $0) }
    case .object(let members):
      guard isA("FAQPage", value) else { return members.flatMap { questions(in: $0.value) } }
      return entities(value["mainEntity"]) + entities(value["hasPart"])
    default: return []
    }
  }

  private static func entities(_ value: JSONValue?) -> [(question: String, answer: String)] {
    guard let value else { return [] }
    if case .list(let items) = value.kind { return items.flatMap { entities($0) } }
    guard isA("Question", value), let name = value["name"]?.text.map(plain), !name.isEmpty else {
      return []
    }
    return [(name, value["acceptedAnswer"]?["text"]?.text ?? "")]
  }

  private static func isA(_ type: String, _ value: JSONValue) -> Bool {
    switch value["@type"]?.kind {
    case .text(let text)?: text == type
    case .list(let items)?: items.contains { $0.text == type }
    default: false
    }
  }
}

extension JSONValue {
  /// The value of a key, where this is an object that has it.
  subscript(key: String) -> JSONValue? {
    guard case .object(let members) = kind else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The text, where this is one.
  var text: String? { if case .text(let text) = kind { text } else { nil } }
}
