/// What a request's path means in the served folder.
package enum Resolution: Hashable, Sendable {
  /// A file, by its path below the root.
  case file(String)
  /// A folder asked for without its slash: its links would resolve against the wrong place.
  case redirectToFolder
  /// Nothing is served there.
  case notFound

  /// Decides what `path` means.
  ///
  /// - Parameters:
  ///   - path: The checked path of the request.
  ///   - kind: What lies at a path below the root; `nil` when there is nothing to serve.
  package init(_ path: RequestPath, kind: (String) -> ServedFolder.Kind?) {
    let relative = path.relativePath
    switch kind(relative) {
    case .file where !path.endsInSlash:
      self = .file(relative)
    case .folder:
      let index = relative.isEmpty ? "index.html" : relative + "/index.html"
      guard kind(index) == .file else {
        self = .notFound
        return
      }
      self = path.endsInSlash ? .file(index) : .redirectToFolder
    default:
      self = .notFound
    }
  }
}
