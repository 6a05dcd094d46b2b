/// What takes and leaves room during a pass, in order.
///
/// It follows from which result is read when, so it is the same for all cells of the cache. Where
/// things are placed depends on their sizes as well: `BufferLayout` finds that.
struct Occupancy {
  /// One change. Things are told apart by numbers.
  enum Event: Equatable {
    /// Something takes room, unless it took over the place of an operand.
    case place(Int32)
    /// A result takes over the place of an operand that dies here, if that has the same size and
    /// nothing was taken over yet.
    case takeOver(Int32, by: Int32)
    /// Something leaves its room, unless that was taken over.
    case free(Int32)
    /// The blocks end here: what follows makes the logits.
    case endBlocks
    /// What makes the logits needs room up to the end of this.
    case extendHead(Int32)
    /// A layer that repeats ends, and these two live on.
    case endRepeat(Int32, Int32)
  }

  /// What takes room.
  struct Thing {
    var size: SizeLine
    /// The device that holds it.
    let device: Int32
    /// Where its place is kept while buffers are laid out.
    var slot: Int32
  }

  /// Layers that repeat: how many were followed, and how many left out.
  struct Repeats: Equatable {
    let followed: Int
    let leftOut: Int
  }

  /// The number of the host, which is the number of cards.
  let host: Int
  /// The device of the logits.
  let headDevice: Int
  /// The changes.
  var events: [Event] = []
  /// What is placed at the start and stays, unless it is freed.
  var atStart: [Int32] = []
  /// The things, by their numbers.
  var things: [Thing] = []
  /// Copies of inputs on cards.
  var inputs: [Int32] = []
  /// Copies of what other devices computed on cards.
  var handed: [Int32] = []
  /// Steps of cells over which sizes lie on straight lines.
  var reach: ClosedRange<Int64> = 0...0
  /// The layers that repeat, run by run.
  var repeats: [Repeats] = []

  /// Whether each thing has bytes at all cells.
  var haveBytesEverywhere: Bool {
    things.allSatisfy { $0.size.here > 0 && $0.size.after(reach.upperBound) > 0 }
  }

  /// Draws lines through the sizes here and one step of cells further.
  ///
  /// - Returns: Whether the pass there is the same but for the sizes, and all that is padded here is
  ///   padded by as much there.
  mutating func drawLines(to next: Occupancy) -> Bool {
    guard things.count == next.things.count, events == next.events, atStart == next.atStart,
      inputs == next.inputs, handed == next.handed, repeats == next.repeats
    else { return false }
    for index in things.indices {
      let slope = next.things[index].size.here - things[index].size.here
      guard slope % BufferArena.alignment == 0, things[index].device == next.things[index].device
      else { return false }
      things[index].size.slope = slope
    }
    return true
  }
}
