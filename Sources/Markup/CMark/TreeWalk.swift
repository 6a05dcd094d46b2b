/// Visits a tree in document order with one step per event, without recursion.
///
/// The step after a node is known before the node is handed out, as in cmark's own iterator: the
/// current leaf may be replaced, and siblings may be put before the current node.
struct TreeWalk {
  /// Arrival at a node or departure from one that can have children.
  struct Step {
    var node: Node
    var kind: Node.Kind
    var isEntering: Bool
  }

  private let root: Node
  private var upcoming: Node?
  private var isEntering = true

  init(_ root: Node) {
    self.root = root
    self.upcoming = root
  }

  mutating func next() -> Step? {
    guard let node = upcoming else { return nil }
    let step = Step(node: node, kind: node.kind, isEntering: isEntering)
    if isEntering, !step.kind.isLeaf {
      if let child = node.firstChild { upcoming = child } else { isEntering = false }
    } else if node == root {
      upcoming = nil
    } else if let sibling = node.next {
      upcoming = sibling
      isEntering = true
    } else {
      upcoming = node.parent
      isEntering = false
    }
    return step
  }

  /// Leaves out the children of the node that was just entered, and its departure.
  mutating func skip(_ node: Node) {
    if node == root {
      upcoming = nil
    } else if let sibling = node.next {
      upcoming = sibling
      isEntering = true
    } else {
      upcoming = node.parent
      isEntering = false
    }
  }
}

extension Node.Kind {
  /// Whether nodes of this kind never have children.
  var isLeaf: Bool {
    switch self {
    case .text, .softBreak, .lineBreak, .code, .htmlInline, .codeBlock, .htmlBlock, .thematicBreak:
      true
    default: false
    }
  }
}
