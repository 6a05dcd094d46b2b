/// How fast a plan runs, each with the reason where it is not known.
package struct PlanSpeed: Sendable {
  /// Decode of one stream with a full context.
  package let decode: Result<DecodeEstimate, SpeedGap>
  /// Decode of all slots at once, each with a full context; `nil` where there is one.
  package let all: Result<StreamsEstimate, SpeedGap>?
  /// Prefill of a prompt.
  package let prefill: Result<PrefillEstimate, SpeedGap>
  /// Loading, when nothing of the file is in memory yet.
  package let loading: Result<LoadingEstimate, SpeedGap>

  /// Estimates how fast a plan runs.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - cachedTokens: Tokens in the cache when decoding.
  ///   - promptTokens: Tokens of the prompt.
  ///   - processor: The processor, for what is in host memory.
  ///   - supply: How much memory it has, and the disk behind it.
  package init(
    _ plan: Plan, cachedTokens: Int64, promptTokens: Int64, with processor: Processor? = nil,
    from supply: HostSupply = .unstated
  ) {
    do throws(SpeedGap) {
      decode = .success(
        try plan.decode(cachedTokens: cachedTokens, with: processor, from: supply))
    } catch {
      decode = .failure(error)
    }
    if plan.settings.slots > 1 {
      do throws(SpeedGap) {
        all = .success(try plan.decodeAll(cachedTokens: cachedTokens))
      } catch {
        all = .failure(error)
      }
    } else {
      all = nil
    }
    do throws(SpeedGap) {
      prefill = .success(try plan.prefill(promptTokens: promptTokens))
    } catch {
      prefill = .failure(error)
    }
    do throws(SpeedGap) {
      loading = .success(try plan.loading(from: supply))
    } catch {
      loading = .failure(error)
    }
  }

  /// The estimate of decode; `nil` where it is not known.
  package var knownDecode: DecodeEstimate? {
    guard case .success(let estimate) = decode else { return nil }
    return estimate
  }

  /// The estimate of prefill; `nil` where it is not known.
  package var knownPrefill: PrefillEstimate? {
    guard case .success(let estimate) = prefill else { return nil }
    return estimate
  }

  /// Tokens per second of all slots together: of one, where there is one; `nil` where it is not known.
  package var rateOfAll: Estimate? {
    guard let all else { return knownDecode?.tokensPerSecond }
    guard case .success(let estimate) = all else { return nil }
    return estimate.tokensPerSecond
  }
}
