import Sizing
import TestSupport
import Testing

/// Weights that host memory cannot hold, and loading.
@Suite struct HostSupplyTests {
  private static let gibibyte = 1_073_741_824.0

  /// Two channels of DDR5-5600.
  private func desktop() throws -> Processor {
    try #require(Processor(bandwidthGBPerSecond: 89.6, fastCores: 16))
  }

  private func supply(_ gibibytes: Double, disk: Double = 0) throws -> HostSupply {
    try #require(
      HostSupply(
        memoryBytes: Int64(gibibytes * Self.gibibyte), diskGBPerSecond: disk))
  }

  /// gpt-oss-120b with its experts in host memory: 58,831 MiB of weights there.
  private func plan(_ hostExpertLayers: Int = .max, gpuLayers: Int? = nil) throws -> Plan {
    try PreparedModel(ShapeRow.named("gpt-oss-120b").shape(), .mxfp4MoE).plan(
      LoadSettings(
        contextTokens: 8192, gpuLayers: gpuLayers, hostExpertLayers: hostExpertLayers),
      on: [Device.rtx4090.card()])
  }

  /// 6 GiB beside 58,831 + 20 MiB are 63.5 GiB; 1.15 times that is 73 GiB.
  @Test(arguments: [(74.0, HostRoom.ample), (72, .tight), (64, .tight)])
  func tellsAmpleFromTight(_ gibibytes: Double, _ room: HostRoom) throws {
    #expect(try plan().hostRoom(in: supply(gibibytes)) == room)
  }

  @Test func tellsTheMissingShare() throws {
    let plan = try plan()
    guard case .short(let missing) = plan.hostRoom(in: try supply(48)) else {
      Issue.record("\(plan.hostRoom(in: try supply(48)))")
      return
    }
    let others = Double(plan.host.need - plan.host.weights)
    let worked: Double = 1 - (42 * Self.gibibyte - others) / Double(plan.host.weights)
    #expect(abs(missing - worked) < 1e-12)
    #expect(abs(missing - 0.27) < 0.005)
    #expect(plan.hostRoom(in: try supply(6)) == .none)
    #expect(plan.hostRoom(in: .unstated) == .unstated)
  }

  /// A chip sold with 128 GiB at most, of which it allocates 124: with less memory it has as large a part of
  /// it, and never what system and program take.
  @Test func takesAChipsMemoryFromItsMachine() throws {
    let gibibyte: Int64 = 1 << 30
    let chip = try #require(
      Card(usableBytes: 124 * gibibyte, backend: .rocmRDNA, sharedBytes: 128 * gibibyte))
    #expect(chip.inMachine(memoryBytes: 0) == chip)
    let large = chip.inMachine(memoryBytes: 512 * gibibyte)
    #expect(large.usableBytes == 122 * gibibyte && large.sharedBytes == 122 * gibibyte)
    let half = chip.inMachine(memoryBytes: 64 * gibibyte)
    #expect(half.usableBytes == 58 * gibibyte && half.sharedBytes == 58 * gibibyte)
    let apple = try #require(
      Card(usableBytes: 96 * gibibyte, backend: .metal, sharedBytes: 128 * gibibyte))
    #expect(apple.inMachine(memoryBytes: 64 * gibibyte).usableBytes == 48 * gibibyte)
    #expect(chip.inMachine(memoryBytes: gibibyte).usableBytes == 1)
    let card = try Device.rtx4090.card()
    #expect(card.inMachine(memoryBytes: 64 * gibibyte) == card)
  }

  /// Where the memory is one, verdict and room are one answer: 57.5 GiB in host memory and 2.9 on the chip.
  @Test(arguments: [
    (96.0, Verdict.fits, HostRoom.ample), (68, .tight, .tight),
    (66.6, .doesNotFit, .tight),
  ])
  func saysOneThingOfSharedMemory(
    _ gibibytes: Double, _ verdict: Verdict, _ room: HostRoom
  ) throws {
    let supply = try supply(gibibytes)
    let plan = try shared(supply)
    #expect(plan.verdict == verdict, "\(plan.margin)")
    #expect(plan.hostRoom(in: supply) == room)
  }

  @Test func missesOfSharedMemoryWhatTheVerdictDoes() throws {
    let supply = try supply(64)
    let plan = try shared(supply)
    #expect(plan.verdict == .doesNotFit && plan.margin < 0)
    guard case .short(let missing) = plan.hostRoom(in: supply) else {
      Issue.record("\(plan.hostRoom(in: supply))")
      return
    }
    #expect(abs(missing * Double(plan.host.weights) + Double(plan.margin)) < 1)
  }

  /// gpt-oss-120b with its experts in the memory that Strix Halo shares.
  private func shared(_ supply: HostSupply) throws -> Plan {
    let chip = try #require(
      Card(usableBytes: 124 << 30, backend: .rocmRDNA, sharedBytes: 128 << 30))
    return try PreparedModel(ShapeRow.named("gpt-oss-120b").shape(), .mxfp4MoE).plan(
      LoadSettings(contextTokens: 8192, hostExpertLayers: .max),
      on: [chip.inMachine(memoryBytes: supply.memoryBytes)])
  }

  /// A token reads 1,815 MiB of experts, which a disk of 7 GB/s gives in 272 ms.
  @Test func readsExpertsFromTheDiskForEachToken() throws {
    let plan = try plan()
    let inMemory = try plan.decode(cachedTokens: 8192, with: desktop())
    let short = try plan.decode(cachedTokens: 8192, with: desktop(), from: supply(48, disk: 7))
    let experts = Double(plan.prepared.expertBytes) * 4 / 128
    let disk: Double = experts / 7e6
    #expect(abs(disk - 271.9) < 0.1)
    #expect(abs(short.diskMilliseconds - disk) < 1e-9)
    #expect(abs(short.milliseconds - inMemory.milliseconds - disk) < 1e-9)
    let rate = short.tokensPerSecond
    let slowest: Double = 1e3 / (inMemory.milliseconds + disk) / 2
    #expect(abs(rate.low - slowest) < 1e-9)
    guard case .short(let missing) = short.hostRoom else { throw SpeedGap.hostMemory }
    // Twice the rate with the missing share only would be more than every bandwidth allows.
    let onCard: Double = (short.weightBytes - experts + short.cacheBytes) / 1008e6
    let roof: Double = 1e3 / (onCard + experts / 89.6e6 + missing * disk)
    #expect(abs(short.roof - roof) < 1e-9)
    #expect(2e3 / (inMemory.milliseconds + missing * disk) > roof)
    #expect(rate.high == short.roof)
    #expect(rate.basis == .estimated)
  }

  /// Where memory just does or just does not, the range reaches down to all experts from the disk: no published
  /// rate informs it. Of 64 GB with 27 layers of experts, which do fit, 1.6 tok/s were published; its prompts
  /// say that they were read from memory (docs/decisions/0013).
  @Test func reachesDownToTheDiskWhereMemoryIsTight() throws {
    let tight = try plan().decode(cachedTokens: 512, with: desktop(), from: supply(64, disk: 7))
    let ample = try plan().decode(cachedTokens: 512, with: desktop(), from: supply(96, disk: 7))
    let most = try plan(27).decode(cachedTokens: 512, with: desktop(), from: supply(59.6, disk: 7))
    #expect(most.hostRoom == .ample && most.tokensPerSecond.low > 1.8)
    #expect(tight.hostRoom == .tight)
    #expect(tight.tokensPerSecond.mid == ample.tokensPerSecond.mid)
    let experts = Double(tight.plan.prepared.expertBytes) * 4 / 128
    let slowest: Double = 1e3 / (ample.milliseconds + experts / 7e6) / 2
    #expect(abs(tight.tokensPerSecond.low - slowest) < 1e-9)
    let unstated = try plan().decode(cachedTokens: 512, with: desktop())
    #expect(ample.tokensPerSecond == unstated.tokensPerSecond)
  }

  @Test func fallsAsMemoryShrinks() throws {
    let plan = try plan()
    let processor = try desktop()
    let rates = try [64.0, 60].map {
      try plan.decode(cachedTokens: 512, with: processor, from: supply($0, disk: 7))
        .tokensPerSecond
    }
    #expect(rates[1].mid < rates[0].mid / 4)
  }

  /// No bound of a range falls when memory is added, whether a card holds a part or nothing, and however
  /// fast the disk is: beyond what ample memory gives there is nothing to hope for.
  @Test(arguments: [nil, 0, 20], [2.0, 7, 40])
  func neverFallsAsMemoryGrows(gpuLayers: Int?, disk: Double) throws {
    let plans = [
      try plan(gpuLayers: gpuLayers),
      try PreparedModel(TestModel.llama33x70b.shape(), .q4KM).plan(
        LoadSettings(contextTokens: 8192, gpuLayers: gpuLayers ?? 20),
        on: [Device.rtx4090.card()]),
    ]
    let processor = try desktop()
    for plan in plans {
      let rates = try stride(from: 12.0, through: 96, by: 0.5).map {
        try plan.decode(cachedTokens: 512, with: processor, from: supply($0, disk: disk))
          .tokensPerSecond
      }
      for (less, more) in zip(rates, rates.dropFirst()) {
        #expect(less.low <= more.low)
        #expect(less.mid <= more.mid)
        #expect(less.high <= more.high)
      }
      #expect(Set(rates.map(\.high)).count > 3)
    }
  }

  @Test func statesNothingWithoutADisk() throws {
    let processor = try desktop()
    #expect(throws: SpeedGap.disk) {
      try plan().decode(cachedTokens: 0, with: processor, from: supply(48))
    }
    #expect(throws: SpeedGap.disk) {
      try plan().decode(cachedTokens: 0, with: processor, from: supply(64))
    }
    #expect(throws: SpeedGap.hostMemory) {
      try plan().decode(cachedTokens: 0, with: processor, from: supply(4, disk: 7))
    }
    #expect(throws: SpeedGap.disk) { try plan().loading(from: supply(48)) }
  }

  /// What is on cards does not depend on the memory.
  @Test func passesOverMemoryWhereCardsHoldEverything() throws {
    let plan = try PreparedModel(TestModel.llama31x8b.shape(), .q4KM).plan(
      LoadSettings(contextTokens: 8192), on: [Device.rtx4090.card()])
    let rate = try plan.decode(cachedTokens: 8192, from: supply(2)).tokensPerSecond
    let unstated = try plan.decode(cachedTokens: 8192).tokensPerSecond
    #expect(rate == unstated)
  }

  @Test func explainsTheDisk() throws {
    for (gibibytes, formula) in [(48.0, Formula.decodeRateFromDisk), (64, .decodeRateTight)] {
      let estimate = try plan().decode(
        cachedTokens: 0, with: desktop(), from: supply(gibibytes, disk: 7))
      let derivation = estimate.derivation
      #expect(derivation.term(.decodeRate)?.formula == formula)
      #expect(derivation.term(.diskTime)?.value == estimate.diskMilliseconds)
      let bound: Formula =
        formula == .decodeRateFromDisk ? .decodeRoofFromDisk : .decodeRoof
      let roof = try #require(derivation.term(.roof))
      #expect(roof.formula == bound)
      #expect(roof.value == estimate.roof)
      let time = try #require(derivation.term(.tokenTime))
      let sum = time.operands.filter { derivation.terms[$0].unit == .milliseconds }
        .map { derivation.terms[$0].value }.reduce(0, +)
      #expect(abs(sum - time.value) < 1e-9)
    }
  }

  // MARK: Loading

  /// 42.51 GB at 7 GB/s are 6.07 s; 41.92 GB over 16 lanes of PCIe 4.0, 31.51 GB/s, are 1.33 s.
  @Test func reproducesTheWorkedLoading() throws {
    let link = try #require(CardLink.pcie(generation: 4, lanes: 16))
    let rate: Double = 16.0 * 128 / 130 / 8 * 16
    #expect(link == .bus(gigabytesPerSecond: rate))
    let rates = try #require(CardRates(link: link))
    let card = try largeCard(.cudaAmpere, bandwidth: 936, rates: rates)
    let plan = try PreparedModel(TestModel.llama33x70b.shape(), .q4KM).plan(
      LoadSettings(contextTokens: 8192), on: [card, card])
    let estimate = try plan.loading(from: supply(64, disk: 7))
    #expect(abs(estimate.diskSeconds - 6.073) < 0.001)
    #expect(abs(estimate.linkSeconds - 1.3305) < 0.001)
    #expect(estimate.seconds.low == estimate.diskSeconds)
    #expect(estimate.seconds.mid == estimate.diskSeconds + estimate.linkSeconds)
    #expect(estimate.seconds.high == 2 * estimate.seconds.mid)
    #expect(estimate.seconds.basis == .estimated)
    let derivation = plan.derivation(of: estimate)
    #expect(derivation.term(.loadTime)?.value == estimate.seconds.mid)
    #expect(derivation.term(.linkRate)?.source == .interfaceLimit)
  }

  @Test func passesNothingOverSharedMemory() throws {
    let shared = try largeCard(.metal, bandwidth: 273, rates: #require(CardRates(link: .shared)))
    let unknown = try largeCard(.metal, bandwidth: 273)
    let prepared = PreparedModel(try TestModel.llama31x8b.shape(), .q4KM)
    let settings = try LoadSettings(contextTokens: 8192)
    let estimate = try prepared.plan(settings, on: [shared]).loading(from: supply(0, disk: 5))
    #expect(estimate.linkSeconds == 0 && estimate.cardBytes == 0)
    #expect(abs(estimate.seconds.mid - 4.9129 / 5) < 0.001)
    #expect(throws: SpeedGap.link) {
      try prepared.plan(settings, on: [unknown]).loading(from: supply(0, disk: 5))
    }
  }

  @Test func refusesNonsense() {
    #expect(HostSupply(memoryBytes: -1) == nil)
    #expect(HostSupply(memoryBytes: .max) == nil)
    #expect(HostSupply(diskGBPerSecond: .nan) == nil)
    #expect(HostSupply(diskGBPerSecond: -1) == nil)
    #expect(CardLink.pcie(generation: 6, lanes: 16) == nil)
    #expect(CardLink.pcie(generation: 4, lanes: 0) == nil)
  }
}
