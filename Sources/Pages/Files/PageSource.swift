package import Catalog
package import Diagnostics
import Foundation
import Prose

/// A file is another than it was when the build began.
struct ChangedFile: LocalizedError {
  var errorDescription: String? { "it was written while the site was built" }
}

/// A Markdown file: its front matter, and its bytes whenever they are asked for.
///
/// The bytes are not held: all files of a large site together take more memory than a build needs.
package struct PageSource: Sendable {
  /// Front matter apart from the file it was in.
  final class Matter: Sendable {
    let value: FrontMatter

    init(_ value: FrontMatter) { self.value = value }
  }

  /// The path below the site folder.
  package let path: String
  /// The digest of the bytes as they were when the front matter was read.
  package let digest: StableDigest
  /// The digest of the bytes above the text, of which the front matter is made.
  let matterDigest: StableDigest
  /// The front matter, if it can be used and as long as nobody has taken it over.
  private(set) var matter: Matter?
  /// The bytes below the front matter.
  let body: Range<Int>
  /// What is wrong with the front matter.
  let faults: [Diagnostic]
  private let read: @Sendable () throws -> [UInt8]
  private let sum: UInt64

  /// Reads the front matter of a file; `read` returns the file's bytes again.
  init(path: String, bytes: [UInt8], read: @escaping @Sendable () throws -> [UInt8]) {
    self.path = path
    self.read = read
    sum = ByteSum.of(bytes)
    digest = StableDigest(of: bytes)
    let (frontMatter, body, faults) = FrontMatter.read(SourceFile(path: path, bytes: bytes))
    self.body = body
    matterDigest = StableDigest(of: bytes.prefix(body.lowerBound))
    self.faults = faults
    matter = frontMatter.map(Matter.init)
  }

  /// Whether two states of a file have the same front matter, whatever their texts are.
  func hasMatter(of other: PageSource) -> Bool {
    path == other.path && matterDigest == other.matterDigest
      && body.lowerBound == other.body.lowerBound && faults == other.faults
  }

  /// Lets the front matter go, which the site's pages hold by then.
  mutating func forgetFrontMatter() { matter = nil }

  /// Returns the file again, as it was when its front matter was read.
  ///
  /// - Throws: `ChangedFile` where somebody has written it since.
  package func load() throws -> SourceFile {
    let bytes = try read()
    guard ByteSum.of(bytes) == sum else { throw ChangedFile() }
    return SourceFile(path: path, bytes: bytes)
  }
}
