package import Sizing

extension SizingEngine {
  /// The devices of so many equal cards; refuses the number before they are listed.
  private func devices(_ count: Int, of card: SizedCard) throws(SizingFault) -> [Card] {
    guard (1...LoaderLimits.cards).contains(count) else {
      throw SizingFault(PlanFault.cardCountOutOfRange(count))
    }
    guard count * card.devices <= LoaderLimits.cards else {
      throw SizingFault(devices: count * card.devices, onCards: count)
    }
    return card.times(count).map(\.card)
  }

  /// Plans a use of a model on equal cards, without an estimate of its speed.
  package func plan(
    _ question: SizingQuestion, on gpu: String, count: Int = 1, log: ReadLog? = nil
  ) throws(SizingFault) -> Plan {
    let model = try model(question.model, quantization: question.quantization, log: log)
    let cards = try devices(count, of: card(gpu, log: log))
    return try plan(model, question.settings(), on: cards)
  }

  /// Plans a use of a model on equal cards.
  package func answer(
    _ question: SizingQuestion, on gpu: String, count: Int = 1, log: ReadLog? = nil
  ) throws(SizingFault) -> SizingAnswer {
    let model = try model(question.model, quantization: question.quantization, log: log)
    let card = try card(gpu, log: log)
    if hasCardFactors { log?.note(.table("speed_constant")) }
    let plan = try plan(model, question.settings(), on: devices(count, of: card))
    return SizingAnswer(
      model: model, card: card, plan: plan,
      speed: PlanSpeed(
        plan, cachedTokens: question.contextTokens, promptTokens: question.contextTokens))
  }

  /// Estimates decode of one user with weights in system memory: all of them, or those of experts where
  /// a card holds the rest.
  ///
  /// - Returns: The estimate, or what is not known; `nil` where it does not fit the card.
  /// - Throws: `SizingFault` for an unknown id, or a processor beside another chip that stands alone.
  package func hostDecode(
    _ question: SizingQuestion, on cpu: String, beside gpu: String?, log: ReadLog? = nil
  ) throws(SizingFault) -> Result<DecodeEstimate, SpeedGap>? {
    let named = try processor(cpu, log: log)
    if let gpu { try card(gpu, log: log).check(beside: named) }
    return try hostDecode(question, with: named.processor, beside: gpu, log: log)
  }

  /// Estimates decode of one user with all weights in system memory of a machine.
  ///
  /// - Parameters:
  ///   - question: What is asked.
  ///   - cpu: Its processor.
  ///   - sockets: How many of them.
  ///   - bandwidth: Bandwidth of the memory in use over all sockets in GB/s.
  ///   - log: Where what is read is noted, if anywhere.
  /// - Returns: The estimate, or what is not known.
  /// - Throws: `SizingFault` for an unknown id, or more sockets than the processor is made for.
  package func hostDecode(
    _ question: SizingQuestion, on cpu: String, sockets: Int,
    bandwidthGBPerSecond bandwidth: Double, log: ReadLog? = nil
  ) throws(SizingFault) -> Result<DecodeEstimate, SpeedGap>? {
    let named = try processor(cpu, sockets: sockets, log: log).processor
    let fitted = named.flatMap {
      Processor(
        bandwidthGBPerSecond: bandwidth, fastCores: $0.fastCores, sockets: $0.sockets)
    }
    return try hostDecode(question, with: fitted, beside: nil, log: log)
  }

  private func hostDecode(
    _ question: SizingQuestion, with processor: Processor?, beside gpu: String?, log: ReadLog?
  ) throws(SizingFault) -> Result<DecodeEstimate, SpeedGap>? {
    let model = try model(question.model, quantization: question.quantization, log: log)
    var cards = [Card.unlimited]
    if let gpu {
      cards = try devices(1, of: card(gpu, log: log))
      if hasCardFactors { log?.note(.table("speed_constant")) }
    }
    let settings: LoadSettings
    do throws(SettingsFault) {
      settings = try LoadSettings(
        contextTokens: question.contextTokens, gpuLayers: gpu == nil ? 0 : nil,
        hostExpertLayers: gpu == nil ? 0 : Int.max)
    } catch {
      throw SizingFault(error)
    }
    let plan = try plan(model, settings, on: cards)
    guard plan.verdict != .doesNotFit else { return nil }
    do throws(SpeedGap) {
      return .success(try plan.decode(cachedTokens: question.contextTokens, with: processor))
    } catch {
      return .failure(error)
    }
  }

  /// Plans a use of a model on one CUDA card without limits: what is needed, whatever there is.
  package func need(
    _ question: SizingQuestion, log: ReadLog? = nil
  ) throws(SizingFault) -> Plan {
    let model = try model(question.model, quantization: question.quantization, log: log)
    return try plan(model, question.settings(), on: [.unlimited])
  }

  /// The longest context for each user with which the model still fits, in tokens; zero where
  /// not even the shortest does.
  ///
  /// A stretched context beyond the one that the model was made for does not count.
  package func largestContext(
    _ question: SizingQuestion, on gpu: String, count: Int = 1, log: ReadLog? = nil
  ) throws(SizingFault) -> Int64 {
    let model = try model(question.model, quantization: question.quantization, log: log)
    let cards = try devices(count, of: card(gpu, log: log))
    var shortest = question
    shortest.contextTokens = 1
    let settings = try shortest.settings()
    let total: Int64?
    do throws(PlanFault) {
      total = try model.prepared.largestContext(settings, on: cards) {
        buffers.buffer(of: model, $0, $1)
      }
    } catch {
      throw SizingFault(error)
    }
    let longest = (total ?? 0) / question.users
    return min(longest, model.nativeContext ?? longest)
  }

  /// Returns the smallest card that holds a use of a model on one device with room to spare, or `nil` for none.
  ///
  /// The smallest has the least usable memory; of equal ones the slowest comes first. Of a card in which the
  /// driver sees several devices one of them has to hold it.
  package func smallestCard(
    for question: SizingQuestion, kind: String? = nil, log: ReadLog? = nil
  ) throws(SizingFault) -> SizedCard? {
    let ledger = try need(question, log: log).bindingLedger
    // The answer changes with any card, also with one that the catalog does not hold yet.
    log?.note(.table("gpu"))
    return cardsBySize.first { candidate in
      (kind == nil || candidate.kind == kind) && ledger.moved(to: candidate.card).verdict == .fits
    }
  }

  /// Plans a model, of the catalog or of a file, on any cards.
  package func plan(
    _ model: SizedModel, _ settings: LoadSettings, on cards: [Card], split: Split = .byMemory,
    beside companions: Companions = Companions()
  ) throws(SizingFault) -> Plan {
    do throws(PlanFault) {
      return try model.prepared.plan(settings, on: cards, split: split, beside: companions) {
        buffers.buffer(of: model, $0, $1)
      }
    } catch {
      throw SizingFault(error)
    }
  }
}
