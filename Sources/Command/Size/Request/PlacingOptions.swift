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

  @Option(
    name: .customLong("cpu"), parsing: .singleValue,
    help: ArgumentHelp(
      "The processor's id in the catalog, with a count of sockets: for the speed of what is in host "
        + "memory.", valueName: "id[:sockets]"))
  var processors: [CPUSelection] = []

  @Option(
    name: .customLong("ram-mt-s"), parsing: .unconditional,
    help: ArgumentHelp(
      "Speed of its memory in MT/s, every channel in use. (default: the highest that the processor "
        + "is made for)", valueName: "number"))
  var memoryMegatransfers: Int64?

  @Option(
    name: .customLong("ram"), parsing: .unconditional,
    help: ArgumentHelp(
      "Memory of the machine in GiB: weights in host memory that it cannot hold are read from the "
        + "disk for each token. (default: enough)", valueName: "GiB"))
  var memoryGibibytes: Double?

  @Option(
    name: .customLong("disk"),
    help: ArgumentHelp(
      "The drive that models are read from, by its id in the catalog, or its rate in GB/s: for the "
        + "time of loading.", valueName: "id|GB/s"))
  var disk: DiskSelection?

  @Option(
    name: .customLong("users-at"), parsing: .unconditional,
    help: ArgumentHelp(
      "Also say how many users the cards serve at once with no less than so many tok/s each, every "
        + "one with a slot's context.", valueName: "tok/s"))
  var userRate: Double?

  func validate() throws {
    if let userRate {
      guard userRate > 0, userRate <= 100_000 else {
        throw ValidationError("--users-at takes a rate above 0 and up to 100000 tok/s.")
      }
      guard !gpu.isEmpty else { throw ValidationError("--users-at needs --gpu.") }
    }
    guard processors.count < 2 else {
      throw ValidationError("--cpu names one processor; for two sockets give --cpu ID:2.")
    }
    guard memoryMegatransfers == nil || !processors.isEmpty else {
      throw ValidationError("--ram-mt-s needs --cpu.")
    }
    guard SizeRequest.memorySpeeds.contains(memoryMegatransfers ?? 4800) else {
      throw ValidationError(
        "--ram-mt-s takes a number from \(SizeRequest.memorySpeeds.lowerBound) to "
          + "\(SizeRequest.memorySpeeds.upperBound).")
    }
    guard SizeRequest.memorySizes.contains(memoryGibibytes ?? 1) else {
      throw ValidationError(
        "--ram takes a number of GiB from \(Int(SizeRequest.memorySizes.lowerBound)) to "
          + "\(Int(SizeRequest.memorySizes.upperBound)).")
    }
    if let wrong = gpu.first(where: { !$0.isCountable }) {
      throw ValidationError(
        "--gpu takes 1 to \(GPUSelection.mostCards) cards; \(wrong.id) has a count of \(wrong.count)."
      )
    }
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
