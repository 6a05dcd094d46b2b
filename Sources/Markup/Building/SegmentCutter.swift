import CCMark

/// Cuts rendered HTML at its markers.
struct SegmentCutter {
  private(set) var segments: [MarkdownDocument.Segment] = []
  /// HTML since the last gap.
  private var pending: [UInt8] = []
  private let headings: [Heading]

  init(headings: [Heading]) { self.headings = headings }

  /// Cuts the whole of `html`.
  ///
  /// The buffer is only read inside this call, whose caller keeps it alive.
  mutating func cut(_ html: UnsafeBufferPointer<UInt8>) {
    pending.reserveCapacity(html.count)
    var start = 0
    while let edge = unsafe SegmentCutter.firstEdge(in: html, from: start) {
      unsafe flush(html, start..<edge)
      start = unsafe follow(html, edge)
    }
    unsafe flush(html, start..<html.count)
    endSegment()
  }

  /// Acts on the marker at `edge` and returns where the HTML goes on.
  private mutating func follow(_ html: UnsafeBufferPointer<UInt8>, _ edge: Int) -> Int {
    var offset = edge + 2
    var index = 0
    while offset < html.count, unsafe html[offset] != Marker.edge {
      index = unsafe index * 10 + Int(html[offset] - UInt8(ascii: "0"))
      offset += 1
    }
    offset += 1
    switch unsafe Marker.Kind(rawValue: html[edge + 1]) {
    case .heading:
      // The tag before the marker is still open for an attribute once its `>` is gone.
      pending.removeLast()
      pending += " id=\"".utf8
      pending += headings[index].id.utf8
      pending += "\">".utf8
      pending += Permalink.opening(of: headings[index]).utf8
    case .headingEnd: pending += Permalink.ending(of: headings[index]).utf8
    case .form: gap(.form(index))
    case .link: return unsafe link(html, offset, index)
    case nil: break
    }
    return offset
  }

  /// Opens a gap in the tag at `offset`; a link inside the text of an image has no tag.
  private mutating func link(
    _ html: UnsafeBufferPointer<UInt8>, _ offset: Int, _ index: Int
  ) -> Int {
    for tag in SegmentCutter.tags where unsafe html[offset...].starts(with: tag) {
      pending += tag
      gap(.link(index))
      var end = offset + tag.count
      while end < html.count, unsafe html[end] != UInt8(ascii: "\"") { end += 1 }
      return end
    }
    return offset
  }

  /// What stands before the destination of a link and of an image.
  private static let tags = [Array("<a href=\"".utf8), Array("<img src=\"".utf8)]

  private mutating func gap(_ segment: MarkdownDocument.Segment) {
    endSegment()
    segments.append(segment)
  }

  private mutating func endSegment() {
    guard !pending.isEmpty else { return }
    segments.append(.html(String(decoding: pending, as: UTF8.self)))
    pending.removeAll(keepingCapacity: true)
  }

  private mutating func flush(_ html: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    unsafe pending.append(contentsOf: html[range])
  }

  private static func firstEdge(in html: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    // The search stays inside the buffer: it is told how many bytes are left.
    guard start < html.count, let base = html.baseAddress,
      let found = unsafe memchr(base + start, Int32(Marker.edge), html.count - start)
    else { return nil }
    return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }
}
