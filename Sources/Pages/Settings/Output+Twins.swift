extension SiteSettings.Output {
  /// The name of the file that holds a page in this form, for the forms that every page has.
  package var twinName: String? {
    switch self {
    case .json: "index.json"
    case .markdown: "index.md"
    case .html, .csv, .catalog, .llms, .search, .feed: nil
    }
  }
}

extension SiteSettings {
  /// Returns the files that any page at `path` is written as, whatever it holds.
  ///
  /// ``PageRenderer`` writes these and one more for each table; nothing else says what files a page
  /// has.
  package func files(of path: PagePath) -> [String] {
    [path.outputFile] + outputs.compactMap { path.twin($0) }
  }

  /// What whoever uses text or data has to name.
  package var attribution: String {
    publisher.isEmpty || publisher == title
      ? "\(title), \(baseURL)" : "\(title) by \(publisher), \(baseURL)"
  }
}
