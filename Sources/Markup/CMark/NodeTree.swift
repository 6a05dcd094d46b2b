import CCMark

/// A parsed document, the only owner of its nodes.
///
/// cmark's parser, renderer and `free` do not recurse, so a deep tree cannot exhaust the stack.
@safe struct NodeTree: ~Copyable {
  /// The document node. It must not be used after the tree is gone.
  let root: Node

  /// Parses CommonMark. The corresponding C function is `cmark_parse_document`.
  ///
  /// Returns `nil` only when memory has run out.
  init?(_ bytes: ArraySlice<UInt8>) {
    let parsed = unsafe bytes.withUnsafeBytes { buffer in
      // cmark reads the buffer during the call and keeps no pointer into it. It accepts a null
      // pointer with a count of zero.
      unsafe Node.wrap(
        cmark_parse_document(
          buffer.assumingMemoryBound(to: CChar.self).baseAddress, buffer.count,
          CMARK_OPT_DEFAULT))
    }
    guard let parsed else { return nil }
    root = parsed
  }

  deinit { root.free() }

  /// Renders the tree and calls `body` with the HTML, which is freed afterwards. The corresponding
  /// C function is `cmark_render_html`.
  func withHTML<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    let html = unsafe cmark_render_html(root.pointer, CMARK_OPT_DEFAULT)
    // The tree uses cmark's default allocator, so its `free` frees the text too.
    defer { unsafe cmark_get_default_mem_allocator().pointee.free(html) }
    guard let html = unsafe html else {
      return unsafe body(UnsafeBufferPointer(start: nil, count: 0))
    }
    let count = unsafe strlen(html)
    return unsafe html.withMemoryRebound(to: UInt8.self, capacity: count) { bytes in
      unsafe body(UnsafeBufferPointer(start: bytes, count: count))
    }
  }
}
