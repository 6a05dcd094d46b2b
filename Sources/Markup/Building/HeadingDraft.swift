import Diagnostics

/// A heading whose id is not settled yet.
struct HeadingDraft {
  var level: Int
  /// The text without markup.
  var text: String
  var span: SourceSpan
  /// The id that the author wrote, and where.
  var explicit: (id: String, span: SourceSpan)?
  /// Whether a link, an image or a form stands in it.
  var holdsLinks = false
}
