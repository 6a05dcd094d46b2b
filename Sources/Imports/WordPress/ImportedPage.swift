/// A page that was taken over from another site.
package struct ImportedPage: Sendable {
  /// The path of its file below the folder of pages, such as `guides/cards/index.md`.
  package let path: String
  /// The whole file: front matter and Markdown.
  package let text: String
  /// What could not be carried over, in the order of the lines.
  package let losses: [Loss]

  /// Something that could not be carried over.
  package struct Loss: Sendable, Equatable {
    /// The line of the file at which it stood, from 1.
    package let line: Int
    /// What it is, in a few words.
    package let text: String
  }
}
