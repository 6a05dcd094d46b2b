/// What the working buffers of a model on one card come to, in bytes.
struct OneCardLayout {
  /// On the card.
  var card: Int64
  /// In host memory.
  var host: Int64
  /// On the card up to the end of the blocks.
  var blocks: Int64
  /// On the card up to the end of the logits.
  var head: Int64
  /// Inputs on the card.
  var inputs: Int64

  init(_ layout: Schedule.Layout) {
    card = layout.bytes[0]
    host = layout.bytes[1]
    blocks = layout.blockBytes[0]
    head = layout.headBytes
    inputs = layout.inputBytes[0]
  }

  /// The layout so many steps further on the line through this one and the next.
  func along(_ next: OneCardLayout, steps: Int64) -> OneCardLayout {
    var layout = self
    layout.card += steps * (next.card - card)
    layout.host += steps * (next.host - host)
    layout.blocks += steps * (next.blocks - blocks)
    layout.head += steps * (next.head - head)
    layout.inputs += steps * (next.inputs - inputs)
    return layout
  }
}

/// A range of cells over which the bytes of the working buffers on one card lie on straight lines.
struct BufferLine {
  /// Cells come in multiples of this many.
  static let step: Int64 = 256

  /// The cells for each slot at which the line holds, multiples of the step.
  let cells: ClosedRange<Int64>
  private let first: Int64
  private let layout: OneCardLayout
  private let next: OneCardLayout

  /// The bytes at a number of cells.
  func layout(cells: Int64) -> OneCardLayout {
    layout.along(next, steps: (cells - first) / Self.step)
  }

  /// Finds the line that holds at the cells of some settings, or `nil` where those are too near to
  /// the bound of the context.
  init?(_ prepared: PreparedModel, _ settings: LoadSettings, _ placement: Placement) {
    let cells = settings.cellsPerSlot
    if prepared.model.latent?.indexer != nil {
      // Every layer holds results that grow with the cells, so no line is longer than a place or two.
      layout = OneCardLayout(ComputeBuffer.layout(prepared, settings, placement, isTraced: false))
      (first, next, self.cells) = (cells, layout, cells...cells)
      return
    }
    let bend = Self.range(around: cells, prepared.model, settings)
    let first = cells < bend.upperBound ? cells : max(bend.lowerBound, cells - Self.step)
    self.first = first
    guard let here = Self.trace(prepared, settings, placement, cells: first) else { return nil }
    layout = OneCardLayout(here)
    var steps =
      (bend.lowerBound - first) / Self.step...(bend.upperBound - first) / Self.step
    if first < bend.upperBound,
      let there = Self.trace(prepared, settings, placement, cells: first + Self.step),
      Self.narrow(&steps, here, there)
    {
      next = OneCardLayout(there)
      self.cells = first + steps.lowerBound * Self.step...first + steps.upperBound * Self.step
      return
    }
    // A place by itself.
    guard first == cells else { return nil }
    next = layout
    self.cells = first...first
  }

  private static func narrow(
    _ steps: inout ClosedRange<Int64>, _ here: Schedule.Layout, _ there: Schedule.Layout
  ) -> Bool {
    guard here.traces.count == there.traces.count else { return false }
    for index in here.traces.indices
    where !here.traces[index].narrow(&steps, next: there.traces[index]) {
      return false
    }
    return true
  }

  /// The cells around a number of them at which no size has a bend.
  private static func range(
    around cells: Int64, _ model: LanguageModel, _ settings: LoadSettings
  ) -> ClosedRange<Int64> {
    var low = (settings.batchTokens + settings.slots - 1) / settings.slots
    low = (low + step - 1) / step * step
    var high = LoadSettings.contextBound / settings.slots / step * step
    func bend(at place: Int64) {
      if cells <= place { high = min(high, place / step * step) }
      if cells >= place { low = max(low, (place + step - 1) / step * step) }
    }
    // Layers with a window hold no more cells than others.
    if model.window != nil { bend(at: model.windowCells(settings)) }
    return min(low, cells)...max(high, cells)
  }

  /// Lays out the buffers at a number of cells for each slot.
  private static func trace(
    _ prepared: PreparedModel, _ settings: LoadSettings, _ placement: Placement, cells: Int64
  ) -> Schedule.Layout? {
    let (keys, values) = settings.cacheTypesOfBuffers(prepared.model)
    do throws(SettingsFault) {
      let same = try LoadSettings(
        contextTokens: cells * settings.slots, slots: settings.slots,
        microBatch: settings.batchTokens, cacheTypeK: keys, cacheTypeV: values,
        flashAttention: settings.flashAttention, logits: settings.logits)
      return ComputeBuffer.layout(prepared, same, placement, isTraced: true)
    } catch {
      return nil
    }
  }
}
