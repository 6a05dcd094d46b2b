/// The script that a page gets when it is served for a preview; the file in the output has none.
package struct PageScript: Sendable {
  /// Where the script is served.
  package static let path = "/.rigbook/preview.js"

  /// Returns what tells the script how new its page is.
  package var mark: @Sendable () -> String

  /// Whether the script is to show at once what differs from the last release.
  package var startsReview: Bool

  package init(startsReview: Bool = false, mark: @escaping @Sendable () -> String) {
    self.startsReview = startsReview
    self.mark = mark
  }

  /// Returns a page with the script at the end of its head, or at its own end where it has none.
  package func added(to page: [UInt8], mark: String) -> [UInt8] {
    let review = startsReview ? "&amp;review" : ""
    let tag = "<script src=\"\(Self.path)?at=\(mark)\(review)\" defer></script>"
    let place = Self.endOfHead(in: page) ?? page.count
    return Array(page[..<place] + tag.utf8 + page[place...])
  }

  /// Returns where `</head>` begins.
  private static func endOfHead(in page: [UInt8]) -> Int? {
    var place = page.startIndex
    while let bracket = page[place...].firstIndex(of: UInt8(ascii: "<")) {
      place = bracket + 1
      let name = page[bracket...].prefix(endTag.count).map { byte in
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 32 : byte
      }
      if name == endTag { return bracket }
    }
    return nil
  }

  private static let endTag = Array("</head>".utf8)
}
