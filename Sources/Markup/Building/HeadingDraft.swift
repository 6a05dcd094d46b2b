import Diagnostics

/// A heading whose id is not settled yet.
struct HeadingDraft {
  var level: Int
  /// The text without markup.
  var text: String
  var span: SourceSpan
  /// The id that the author wrote, and where.
  var explicit: (id: String, span: SourceSpan)?
}
