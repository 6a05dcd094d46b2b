import CCMark

/// Cuts rendered HTML at its markers.
struct SegmentCutter {
  private(set) var segments: [MarkdownDocument.Segment] = []
  /// HTML since the last gap.
  private var pending = ""
  private let headings: [Heading]

  init(headings: [Heading]) { self.headings = headings }

  /// Cuts the whole of `html`.
  ///
  /// The buffer is only read inside this call, whose caller keeps it alive.
  mutating func cut(_ html: UnsafeBufferPointer<UInt8>) {
    var start = 0
    while let edge = unsafe SegmentCutter.firstEdge(in: html, from: start) {
      unsafe flush(html, start..<edge)
      start = unsafe follow(html, edge)
    }
    unsafe flush(html, start..<html.count)
    if !pending.isEmpty { segments.append(.html(pending)) }
    pending = ""
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
      pending.unicodeScalars.removeLast()
      pending += " id=\"\(headings[index].id)\">"
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
    for tag in ["<a href=\"", "<img src=\""] {
      let valueStart = offset + tag.utf8.count
      guard valueStart <= html.count,
        unsafe html[offset..<valueStart].elementsEqual(tag.utf8)
      else { continue }
      pending += tag
      gap(.link(index))
      var end = valueStart
      while end < html.count, unsafe html[end] != UInt8(ascii: "\"") { end += 1 }
      return end
    }
    return offset
  }

  private mutating func gap(_ segment: MarkdownDocument.Segment) {
    if !pending.isEmpty { segments.append(.html(pending)) }
    pending = ""
    segments.append(segment)
  }

  private mutating func flush(_ html: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    pending += unsafe String(decoding: UnsafeBufferPointer(rebasing: html[range]), as: UTF8.self)
  }

  private static func firstEdge(in html: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    // The search stays inside the buffer: it is told how many bytes are left.
    guard start < html.count, let base = html.baseAddress,
      let found = unsafe memchr(base + start, Int32(Marker.edge), html.count - start)
    else { return nil }
    return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }
}
