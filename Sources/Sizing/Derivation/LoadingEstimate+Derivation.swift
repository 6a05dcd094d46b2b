extension Plan {
  /// The steps from the bytes of the files to the seconds of an estimate of this plan.
  package func derivation(of estimate: LoadingEstimate) -> Derivation {
    var steps = Derivation()
    let file = steps.input(.loadedBytes, estimate.fileBytes, .bytes, .quantizer)
    let rate = steps.input(
      .diskRate, estimate.diskGBPerSecond, .gigabytesPerSecond, .diskRecord)
    var parts = [
      steps.add(
        .diskLoadTime, estimate.diskSeconds, .seconds, .diskLoadTime, .arithmetic, [file, rate])
    ]
    if estimate.cardBytes > 0 {
      var operands = [steps.input(.loadedOnCards, estimate.cardBytes, .bytes, .quantizer)]
      for (card, number) in shownCards {
        guard case .bus(let rate) = card.rates.link else { continue }
        operands.append(
          steps.input(.linkRate, rate, .gigabytesPerSecond, .interfaceLimit, card: number))
      }
      parts.append(
        steps.add(
          .linkTime, estimate.linkSeconds, .seconds, .linkTime, .arithmetic, operands))
    }
    steps.add(.loadTime, estimate.seconds.mid, .seconds, .loadTime, .arithmetic, parts)
    return steps
  }
}
