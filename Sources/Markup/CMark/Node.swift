import CCMark

/// One node of a cmark tree.
///
/// A node is a borrowed pointer: it is valid only while the `NodeTree` that holds it lives, and
/// never leaves the call to `MarkdownDocument.parse` that made the tree.
@safe struct Node: Equatable {
  /// The kinds of nodes this module tells apart.
  enum Kind: Equatable {
    case blockQuote
    case item
    case codeBlock
    case htmlBlock
    case paragraph
    case heading
    case text
    case softBreak
    case lineBreak
    case code
    case htmlInline
    case customInline
    case link
    case image
    case thematicBreak
    case other
  }

  /// Goes with the tree that holds the node; only the C calls of this folder use it.
  let pointer: OpaquePointer

  private init(_ pointer: OpaquePointer) {
    unsafe self.pointer = pointer
  }

  /// Wraps a pointer that cmark returned; a null pointer gives `nil`.
  static func wrap(_ pointer: OpaquePointer?) -> Node? {
    guard let pointer = unsafe pointer else { return nil }
    return unsafe Node(pointer)
  }

  static func == (left: Node, right: Node) -> Bool { unsafe left.pointer == right.pointer }
}

// Every call below hands cmark a pointer whose tree is alive: see the type's comment.
extension Node {
  /// The kind of the node. The corresponding C function is `cmark_node_get_type`.
  var kind: Kind {
    switch unsafe cmark_node_get_type(pointer) {
    case CMARK_NODE_TEXT: .text
    case CMARK_NODE_SOFTBREAK: .softBreak
    case CMARK_NODE_LINEBREAK: .lineBreak
    case CMARK_NODE_CODE: .code
    case CMARK_NODE_LINK: .link
    case CMARK_NODE_PARAGRAPH: .paragraph
    case CMARK_NODE_HEADING: .heading
    case CMARK_NODE_ITEM: .item
    case CMARK_NODE_BLOCK_QUOTE: .blockQuote
    case CMARK_NODE_CODE_BLOCK: .codeBlock
    case CMARK_NODE_IMAGE: .image
    case CMARK_NODE_HTML_BLOCK: .htmlBlock
    case CMARK_NODE_HTML_INLINE: .htmlInline
    case CMARK_NODE_CUSTOM_INLINE: .customInline
    case CMARK_NODE_THEMATIC_BREAK: .thematicBreak
    default: .other
    }
  }

  /// The next sibling. The corresponding C function is `cmark_node_next`.
  var next: Node? { unsafe Node.wrap(cmark_node_next(pointer)) }

  /// The sibling before. The corresponding C function is `cmark_node_previous`.
  var previous: Node? { unsafe Node.wrap(cmark_node_previous(pointer)) }

  /// The node this one is a child of. The corresponding C function is `cmark_node_parent`.
  var parent: Node? { unsafe Node.wrap(cmark_node_parent(pointer)) }

  /// The first child. The corresponding C function is `cmark_node_first_child`.
  var firstChild: Node? { unsafe Node.wrap(cmark_node_first_child(pointer)) }

  /// The line, from 1. The corresponding C function is `cmark_node_get_start_line`.
  var startLine: Int { Int(unsafe cmark_node_get_start_line(pointer)) }

  /// The column, from 1. The corresponding C function is `cmark_node_get_start_column`.
  var startColumn: Int { Int(unsafe cmark_node_get_start_column(pointer)) }

  /// The last line. The corresponding C function is `cmark_node_get_end_line`.
  var endLine: Int { Int(unsafe cmark_node_get_end_line(pointer)) }

  /// The last column, inclusive. The corresponding C function is `cmark_node_get_end_column`.
  var endColumn: Int { Int(unsafe cmark_node_get_end_column(pointer)) }

  /// The level of a heading. The corresponding C function is `cmark_node_get_heading_level`.
  var headingLevel: Int { Int(unsafe cmark_node_get_heading_level(pointer)) }

  /// The text of a leaf. The corresponding C function is `cmark_node_get_literal`.
  var literal: String { unsafe Node.copy(cmark_node_get_literal(pointer)) }

  /// The first two bytes of the text of a leaf, zero where there are none.
  var literalStart: (UInt8, UInt8) {
    // The text ends in a zero byte, so its second byte may be read when its first is not zero.
    guard let text = unsafe cmark_node_get_literal(pointer), unsafe text[0] != 0 else {
      return (0, 0)
    }
    return unsafe (UInt8(bitPattern: text[0]), UInt8(bitPattern: text[1]))
  }

  /// The info string of a fence. The corresponding C function is `cmark_node_get_fence_info`.
  var fenceInfo: String { unsafe Node.copy(cmark_node_get_fence_info(pointer)) }

  /// The destination. The corresponding C function is `cmark_node_get_url`.
  var destination: String { unsafe Node.copy(cmark_node_get_url(pointer)) }

  /// The title. The corresponding C function is `cmark_node_get_title`.
  var title: String { unsafe Node.copy(cmark_node_get_title(pointer)) }

  /// A number of ours, zero in nodes that cmark made.
  var mark: Int {
    // The pointer only carries a number and is never followed.
    get { Int(bitPattern: unsafe cmark_node_get_user_data(pointer)) }
    nonmutating set {
      _ = unsafe cmark_node_set_user_data(pointer, UnsafeMutableRawPointer(bitPattern: newValue))
    }
  }

  /// Copies a text that belongs to a node.
  private static func copy(_ text: UnsafePointer<CChar>?) -> String {
    // The text ends in a zero byte and lives as long as its node is not changed.
    guard let text = unsafe text else { return "" }
    return unsafe String(cString: text)
  }
}
