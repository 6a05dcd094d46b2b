import Diagnostics

/// Finds the links of templates in their files, for faults that show on finished pages.
struct TemplateLinks: Sendable {
  let files: [SourceFile]

  /// Returns a link as it is the same on every page: without the way up to the site's root, which
  /// the page for unknown addresses writes as a slash.
  static func fromRoot(_ link: String) -> String {
    var rest = link[...]
    while rest.hasPrefix("../") || rest.hasPrefix("./") {
      rest = rest.drop { $0 == "." }.dropFirst()
    }
    return String(rest.first == "/" ? rest.dropFirst() : rest)
  }

  /// Returns where a template writes a link, if it stands as it is in one place only.
  func place(of link: String) -> SourceSpan? {
    guard !link.isEmpty else { return nil }
    let wanted = Array(link.utf8)
    var found: SourceSpan?
    for file in files {
      var start = 0
      while let place = file.bytes[start...].firstRange(of: wanted) {
        guard found == nil else { return nil }
        found = file.span(place)
        start = place.upperBound
      }
    }
    return found
  }

  /// Makes one fault of those that a template causes on many pages: they differ in the note that
  /// names the page.
  static func merged(_ faults: [Diagnostic]) -> [Diagnostic] {
    let isOfTemplate: (Diagnostic) -> Bool = { fault in
      !fault.notes.isEmpty && fault.span?.file.hasPrefix("Templates/") == true
    }
    var kept = faults.filter { !isOfTemplate($0) }
    let groups = Dictionary(grouping: faults.filter(isOfTemplate)) { fault in
      var key = fault
      key.notes = []
      return key
    }
    for (_, group) in groups {
      guard var fault = group.min(by: { $0.notes[0].text < $1.notes[0].text }) else { continue }
      let more = Set(group.map(\.notes)).count - 1
      if more > 0 {
        fault.notes.append(
          Diagnostic.Note("and on \(more == 1 ? "another page" : "\(more) other pages")"))
      }
      kept.append(fault)
    }
    return kept
  }
}
