import ArgumentParser
import Sizing

/// Options that say on what a model is put.
struct PlacingOptions: ParsableArguments {
  @Option(
    name: [.short, .long], parsing: .singleValue,
    help: ArgumentHelp(
      "The card's id in the catalog, with a count where there are several: nvidia-rtx-3090:2. "
        + "Give it once more for each other kind of card.",
      valueName: "id[:count]"))
  var gpu: [GPUSelection] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "How layers are dealt out to several cards: by their memory as llama.cpp does, so that the "
        + "fullest has most room, or by a share for each, such as 3,1.",
      valueName: "default|best|shares"))
  var split = Split.byMemory

  func validate() throws {
    let count = gpu.reduce(0) { $0 + $1.count }
    guard count <= GPUSelection.mostCards else {
      throw ValidationError("--gpu takes at most \(GPUSelection.mostCards) cards.")
    }
    guard case .given(let shares) = split else { return }
    guard shares.count == count else {
      throw ValidationError("--split has \(shares.count) shares for \(count) cards.")
    }
  }

  /// Whether anything differs from what is assumed.
  var isSet: Bool { !gpu.isEmpty || split != .byMemory }

  func apply(to request: inout SizeRequest) {
    if !gpu.isEmpty { request.cards = .given(gpu) }
    request.split = split
  }
}
