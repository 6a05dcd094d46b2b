import ArgumentParser

/// How differences are written.
enum DiffFormat: String, Sendable, CaseIterable, ExpressibleByArgument {
  /// For a terminal, cut where it is long.
  case text
  /// For a pull request.
  case markdown
  /// All of it.
  case json
}
