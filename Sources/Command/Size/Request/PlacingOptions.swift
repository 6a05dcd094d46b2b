import ArgumentParser
import Sizing

/// Options that say on what a model is put.
struct PlacingOptions: ParsableArguments {
  @Option(
    name: [.short, .long], parsing: .singleValue,
    help: ArgumentHelp(
      "The card's id in the catalog, with a count where there are several: nvidia-rtx-3090:2. "
        + "Give it once more for each other kind of card.",
      valueName: "id[:count]"), transform: Accepted.cards.argument)
  var gpu: [GPUSelection] = []

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "How layers are dealt out to several cards: by their memory as llama.cpp does, so that the "
        + "fullest has most room, or by a share for each, such as 3,1. (default: default)",
      valueName: "default|best|shares"), transform: Accepted.split.argument)
  var split = Split.byMemory

  @Option(
    name: .customLong("cpu"), parsing: .singleValue,
    help: ArgumentHelp(
      "The processor's id in the catalog, with a count of sockets: for the speed of what is in host "
        + "memory.", valueName: "id[:sockets]"), transform: Accepted.processor.argument)
  var processors: [CPUSelection] = []

  @Option(
    name: .customLong("ram-mt-s"), parsing: .unconditional,
    help: ArgumentHelp(
      "Speed of its memory in MT/s, every channel in use. (default: the highest that the processor "
        + "is made for)", valueName: "number"), transform: Accepted.memorySpeed.argument)
  var memoryMegatransfers: Int64?

  @Option(
    name: .customLong("ram"), parsing: .unconditional,
    help: ArgumentHelp(
      "Memory of the machine in GiB: weights in host memory that it cannot hold are read from the "
        + "disk for each token. (default: enough)", valueName: "GiB"),
    transform: Accepted.memorySize.argument)
  var memoryGibibytes: Double?

  @Option(
    name: .customLong("disk"), parsing: .unconditional,
    help: ArgumentHelp(
      "The drive that models are read from, by its id in the catalog, or its rate in GB/s: for the "
        + "time of loading.", valueName: "id|GB/s"), transform: Accepted.disk.argument)
  var disk: DiskSelection?

  @Option(
    name: .customLong("users-at"), parsing: .unconditional,
    help: ArgumentHelp(
      "Also say how many users the cards serve at once with no less than so many tok/s each, every "
        + "one with a slot's context.", valueName: "tok/s"),
    transform: Accepted.userRate.argument)
  var userRate: Double?

  func validate() throws {
    guard userRate == nil || !gpu.isEmpty else {
      throw ValidationError("--users-at needs --gpu.")
    }
    guard processors.count < 2 else {
      throw ValidationError("--cpu names one processor; for two sockets give --cpu ID:2.")
    }
    guard memoryMegatransfers == nil || !processors.isEmpty else {
      throw ValidationError("--ram-mt-s needs --cpu.")
    }
    let count = gpu.reduce(0) { $0 + $1.count }
    guard count <= GPUSelection.mostCards else {
      throw ValidationError(
        "--gpu takes at most \(GPUSelection.mostCards) cards; found \(count) of them.")
    }
    guard split == .byMemory || !gpu.isEmpty else {
      throw ValidationError("--split deals layers out to cards; name them with --gpu.")
    }
    if let found = split.sharesBeside(cards: count) {
      throw ValidationError("--split has \(found).")
    }
  }

  /// Whether anything differs from what is assumed.
  var isSet: Bool {
    !gpu.isEmpty || split != .byMemory || !processors.isEmpty
      || memoryGibibytes != nil || disk != nil
  }

  func apply(to request: inout SizeRequest) {
    if !gpu.isEmpty { request.cards = .given(gpu) }
    request.split = split
    request.processor = processors.first
    request.memoryMegatransfers = memoryMegatransfers
    request.memoryGibibytes = memoryGibibytes
    request.disk = disk
    request.userRate = userRate
  }
}
