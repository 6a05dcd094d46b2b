import CCMark

// Every call below hands cmark pointers whose trees are alive: see `Node`. Nodes that are made here
// and not put into a tree are freed by the function that made them.
extension Node {
  /// A node of ours that is not in a tree yet.
  enum Fresh {
    /// Text that the renderer escapes; marker bytes pass unchanged.
    case text([UInt8])
    /// Text before and after the children, as a block.
    case block(enter: [UInt8], exit: [UInt8])
    /// Text before and after the children, inside a line.
    case inline(enter: [UInt8], exit: [UInt8])
    case paragraph
    case thematicBreak
  }

  /// Makes a node, for a tree that lives on this thread. The corresponding C function is `cmark_node_new_with_mem`.
  ///
  /// Returns `nil` only when memory has run out.
  static func make(_ fresh: Fresh) -> Node? {
    switch fresh {
    case .text(let bytes):
      let node = unsafe wrap(cmark_node_new_with_mem(CMARK_NODE_TEXT, CMarkMemory.functions))
      node?.setLiteral(bytes)
      return node
    case .block(let enter, let exit):
      let node = unsafe wrap(
        cmark_node_new_with_mem(CMARK_NODE_CUSTOM_BLOCK, CMarkMemory.functions))
      node?.setCustom(enter: enter, exit: exit)
      return node
    case .inline(let enter, let exit):
      let node = unsafe wrap(
        cmark_node_new_with_mem(CMARK_NODE_CUSTOM_INLINE, CMarkMemory.functions))
      node?.setCustom(enter: enter, exit: exit)
      return node
    case .paragraph:
      return unsafe wrap(cmark_node_new_with_mem(CMARK_NODE_PARAGRAPH, CMarkMemory.functions))
    case .thematicBreak:
      return unsafe wrap(cmark_node_new_with_mem(CMARK_NODE_THEMATIC_BREAK, CMarkMemory.functions))
    }
  }

  /// Replaces the text of a leaf. The corresponding C function is `cmark_node_set_literal`.
  func setLiteral(_ bytes: [UInt8]) {
    // cmark copies the text before the call returns.
    _ = unsafe cmark_node_set_literal(pointer, Node.cString(bytes))
  }

  /// Sets what a custom node prints. The corresponding C functions are `cmark_node_set_on_enter`
  /// and `cmark_node_set_on_exit`.
  func setCustom(enter: [UInt8], exit: [UInt8]) {
    // cmark copies both texts before the calls return.
    _ = unsafe cmark_node_set_on_enter(pointer, Node.cString(enter))
    _ = unsafe cmark_node_set_on_exit(pointer, Node.cString(exit))
  }

  /// Puts `sibling` before this node. The corresponding C function is `cmark_node_insert_before`.
  func insertBefore(_ sibling: Node) {
    if unsafe cmark_node_insert_before(pointer, sibling.pointer) == 0 { sibling.free() }
  }

  /// Makes `child` the first child. The corresponding C function is `cmark_node_prepend_child`.
  func prepend(_ child: Node) {
    if unsafe cmark_node_prepend_child(pointer, child.pointer) == 0 { child.free() }
  }

  /// Makes `child` the last child. The corresponding C function is `cmark_node_append_child`.
  func append(_ child: Node) {
    if unsafe cmark_node_append_child(pointer, child.pointer) == 0 { child.free() }
  }

  /// Moves all children of `other` to the end of this node's children.
  func adoptChildren(of other: Node) {
    while let child = other.firstChild {
      unsafe cmark_node_unlink(child.pointer)
      append(child)
    }
  }

  /// Puts `replacement` in this node's place and frees this node.
  func replace(with replacement: Node) {
    insertBefore(replacement)
    free()
  }

  /// Takes the node out of its tree and frees it with its children; nobody may use it afterwards.
  /// The corresponding C function is `cmark_node_free`.
  func free() { unsafe cmark_node_free(pointer) }

  /// Returns the bytes with a zero byte after them, as C texts end.
  private static func cString(_ bytes: [UInt8]) -> [CChar] {
    var text: [CChar] = []
    text.reserveCapacity(bytes.count + 1)
    for byte in bytes { text.append(CChar(bitPattern: byte)) }
    text.append(0)
    return text
  }
}
