/// How much memory each device needs for the results of a pass.
struct BufferLayout {
  /// Bytes of the working buffer of each device, the host last.
  private(set) var bytes: [SizeLine] = []
  /// The same up to the end of the blocks, without norm and logits behind them.
  private(set) var blockBytes: [SizeLine] = []
  /// Bytes up to the end of the last result behind the blocks, or of the copy of a weight for it,
  /// on the device of the logits.
  private(set) var headBytes = SizeLine(here: 0)
  /// The device of the logits.
  let headDevice: Int
  /// Bytes of one copy of the inputs on each device but the host.
  private(set) var inputBytes: [SizeLine]
  /// Bytes of one copy of the results of other devices on each device but the host.
  private(set) var handedBytes: [SizeLine]
  /// Whether the layers that were left out change nothing.
  let repeatsSoundly: Bool
  /// How far from the cells that are looked at all of this lies on the same lines.
  let reach: ClosedRange<Int64>

  /// Lays out the working buffer of each device: places things as ggml's graph allocator does.
  init(_ occupancy: Occupancy) {
    var run = LayoutRun(occupancy, slots: occupancy.things.count)
    run.follow(occupancy, to: occupancy.events.count)
    self.init(occupancy, run)
  }

  /// Takes the result of a run that was followed to its end.
  init(_ occupancy: Occupancy, _ run: LayoutRun) {
    var reach = run.reach
    blockBytes = run.blockBytes
    headBytes = run.headBytes
    bytes = run.peaks(&reach)
    headDevice = occupancy.headDevice
    repeatsSoundly = run.check.isSound
    self.reach = reach.steps
    inputBytes = [SizeLine](repeating: SizeLine(here: 0), count: occupancy.host)
    handedBytes = inputBytes
    for copy in occupancy.inputs {
      inputBytes[occupancy.device(of: copy)] += BufferArena.padded(run.size(of: copy, occupancy))
    }
    for copy in occupancy.handed {
      handedBytes[occupancy.device(of: copy)] += BufferArena.padded(run.size(of: copy, occupancy))
    }
  }
}

extension Occupancy {
  func device(of number: Int32) -> Int { Int(things[Int(number)].device) }
}
