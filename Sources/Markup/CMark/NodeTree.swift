import CCMark

/// A parsed document, the only owner of its nodes.
///
/// cmark's parser and renderer do not recurse, so a deep tree cannot exhaust the stack. A tree stays
/// on the thread that made it, whose memory it takes; see `CMarkMemory`.
@safe struct NodeTree: ~Copyable {
  /// The document node. It must not be used after the tree is gone.
  let root: Node

  /// Parses CommonMark. The corresponding C functions are `cmark_parser_feed` and
  /// `cmark_parser_finish`.
  ///
  /// Returns `nil` only when memory has run out.
  init?(_ bytes: ArraySlice<UInt8>) {
    CMarkMemory.begin()
    let parser = unsafe cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, CMarkMemory.functions)
    unsafe bytes.withUnsafeBytes { buffer in
      // cmark reads the buffer during the call and keeps no pointer into it. It accepts a null
      // pointer with a count of zero.
      unsafe cmark_parser_feed(
        parser, buffer.assumingMemoryBound(to: CChar.self).baseAddress, buffer.count)
    }
    // The parser goes with the tree.
    guard let parsed = unsafe Node.wrap(cmark_parser_finish(parser)) else {
      CMarkMemory.end()
      return nil
    }
    root = parsed
  }

  deinit { CMarkMemory.end() }

  /// Renders the tree and calls `body` with the HTML, which goes with the tree. The corresponding
  /// C function is `cmark_render_html`.
  func withHTML<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    let html = unsafe cmark_render_html(root.pointer, CMARK_OPT_DEFAULT)
    guard let html = unsafe html else {
      return unsafe body(UnsafeBufferPointer(start: nil, count: 0))
    }
    let count = unsafe strlen(html)
    return unsafe html.withMemoryRebound(to: UInt8.self, capacity: count) { bytes in
      unsafe body(UnsafeBufferPointer(start: bytes, count: count))
    }
  }
}
