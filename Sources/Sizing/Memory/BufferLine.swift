/// What the working buffers of a model on one card come to, in bytes.
struct OneCardLayout {
  /// On the card.
  let card: Int64
  /// In host memory.
  let host: Int64
  /// On the card up to the end of the blocks.
  let blocks: Int64
  /// On the card up to the end of the logits.
  let head: Int64
  /// Inputs on the card.
  let inputs: Int64
}

/// A range of cells over which the bytes of the working buffers on one card lie on straight lines.
struct BufferLine {
  /// The cells for each slot at which the lines hold, multiples of `LinePass.step`.
  let cells: ClosedRange<Int64>
  private let card: SizeLine
  private let host: SizeLine
  private let blocks: SizeLine
  private let head: SizeLine
  private let inputs: SizeLine

  /// Keeps a layout at a number of cells.
  init(_ layout: BufferLayout, cells: Int64) {
    let reach = layout.reach
    self.cells = cells + reach.lowerBound * LinePass.step...cells + reach.upperBound * LinePass.step
    func atStart(_ line: SizeLine) -> SizeLine {
      SizeLine(here: line.after(reach.lowerBound), slope: line.slope)
    }
    card = atStart(layout.bytes[0])
    host = atStart(layout.bytes[1])
    blocks = atStart(layout.blockBytes[0])
    head = atStart(layout.headBytes)
    inputs = atStart(layout.inputBytes[0])
  }

  /// The bytes at a number of cells.
  func layout(cells: Int64) -> OneCardLayout {
    let steps = (cells - self.cells.lowerBound) / LinePass.step
    return OneCardLayout(
      card: card.after(steps), host: host.after(steps), blocks: blocks.after(steps),
      head: head.after(steps), inputs: inputs.after(steps))
  }
}
