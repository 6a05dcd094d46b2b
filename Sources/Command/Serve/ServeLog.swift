import Preview
import Release

/// What the server says of each build on standard error.
enum ServeLog {
  /// How many changed files are named.
  private static let mostNames = 3

  /// Returns a line about a build, or `nil` where there is nothing to say.
  static func line(_ rebuild: PreviewSession.Rebuild) -> String? {
    let report = rebuild.report
    let cause = cause(rebuild.changed)
    if report.wasCurrent { return rebuild.changed.isEmpty ? nil : "\(cause)nothing to do" }
    guard report.wasReleased else {
      return "\(cause)\(BuildSummary.faults(report.diagnostics)); the output is as it was"
    }
    let pages = Counted.text(report.rendered.count, "page")
    return "\(cause)\(pages) of \(report.pageCount) rendered in \(seconds(rebuild.time)) s"
  }

  private static func cause(_ changed: [String]) -> String {
    guard !changed.isEmpty else { return "" }
    let shown = changed.prefix(mostNames).joined(separator: ", ")
    let more = changed.count - mostNames
    return more > 0 ? "\(shown) and \(more) more: " : "\(shown): "
  }

  /// Returns a duration in seconds to the hundredth.
  private static func seconds(_ time: Duration) -> String {
    let (seconds, attoseconds) = time.components
    let hundredths = seconds * 100 + attoseconds / 10_000_000_000_000_000
    let rest = String(hundredths % 100)
    return "\(hundredths / 100).\(rest.utf8.count < 2 ? "0" : "")\(rest)"
  }
}
