import Catalog

/// Where published data is from and on what terms it may be used; stands beside every form of it.
struct DataTerms: Sendable {
  var title: String
  var publisher: String
  var language: String
  var baseURL: String
  var licence: String
  var licenceURL: String
  var attribution: String
  /// The newest date of any published fact.
  var dataDate: CalendarDate?

  init(_ site: Site) {
    let settings = site.settings
    title = settings.title
    publisher = settings.publisher
    language = settings.language
    baseURL = settings.baseURL
    licence = settings.licence
    licenceURL = settings.licenceURL
    attribution = settings.attribution
    dataDate = site.published.newestDate
  }

  /// The terms as names and values, without those that are not stated.
  var entries: [(key: String, value: String)] {
    let all = [
      ("title", title), ("publisher", publisher), ("url", baseURL), ("licence", licence),
      ("licence_url", licenceURL), ("attribution", attribution),
      ("data_date", dataDate?.description ?? ""),
    ]
    return all.filter { !$0.1.isEmpty }
  }

  /// The terms in words.
  var text: String {
    var lines = ["\(title): the catalog", ""]
    if !publisher.isEmpty { lines.append("Published by \(publisher), \(baseURL)") }
    if !licence.isEmpty { lines.append("Licence: \(licence)") }
    if !licenceURL.isEmpty { lines.append("Terms: \(licenceURL)") }
    lines.append("Credit: \(attribution)")
    if let dataDate { lines.append("Newest fact: \(dataDate)") }
    lines += [
      "", "Records name their sources; each source is in the table 'source' with its own licence,",
      "which stays in force for what came from it.",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  /// Writes the terms as members of the object that `json` is in.
  func write(into json: inout JSONWriter) {
    for entry in entries { json.member(entry.key, entry.value) }
  }
}
