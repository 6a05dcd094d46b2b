/// What links from page to page can lead to.
struct AnchorIndex: Sendable {
  /// The anchors of the pages that have all of theirs, by the files of the pages.
  let anchors: [String: [UInt64]]
  /// The hashes of the names of files that only one page has.
  let files: Set<UInt64>

  init(_ facts: [PageFacts]) {
    anchors = Dictionary(
      facts.filter(\.hasAllAnchors).map { ($0.outputFile, $0.anchors) },
      uniquingKeysWith: { first, _ in first })
    files = facts.reduce(into: Set<UInt64>()) { $0.formUnion($1.ownFiles) }
  }
}

extension PageFacts {
  /// Whether links find here what they found in an earlier state of the page.
  func offers(whatWasIn other: PageFacts) -> Bool {
    outputFile == other.outputFile && hasAllAnchors == other.hasAllAnchors
      && anchors == other.anchors && ownFiles == other.ownFiles
  }
}
