import Catalog

/// What the lints find in one sentence.
struct SentenceRules {
  let sentence: ProseText.Sentence
  let quantities: [Quantity]
  let names: [NameIndex.Match]
  let pass: LintPass

  private typealias Finding = LintPass.Finding

  var findings: [LintPass.Finding] {
    bareQuantities + unboundNames + ageingWords + mixedPrefixes + memoryClocks + bitsForBytes
      + sparsePeaks + summedMemory + bareSpeeds
  }

  private var words: [ProseText.Word] { sentence.words }

  private func shown(_ range: Range<Int>) -> String {
    words[range].map(\.text).joined(separator: " ")
  }

  private func has(_ wanted: Set<String>) -> Bool {
    words.contains { wanted.contains($0.text.lowercased()) }
  }

  /// The units of numbers that are typed and of values that are bound.
  private var units: Set<String> {
    Set(quantities.map(\.unit) + words.compactMap { $0.form.flatMap { pass.units[$0]?.symbol } })
  }

  private var bareQuantities: [LintPass.Finding] {
    quantities.filter { quantity in
      !pass.isClaimed(quantity.words, of: sentence)
        && sentence.asked?.has(quantity: shown(quantity.words)) != true
    }.map {
      Finding(
        lint: .bareQuantity,
        summary: "'\(shown($0.words))' is typed by hand, expected a value or a claim",
        words: $0.words)
    }
  }

  private var unboundNames: [LintPass.Finding] {
    names.filter { name in
      !words[name.words].contains(where: \.isInLink)
        && !pass.isClaimed(name.words, of: sentence)
        && sentence.asked?.has(word: name.record.id) != true
        // Whoever writes an id means the record, not what it is called.
        && shown(name.words) != name.record.id
    }.map { name in
      Finding(
        lint: .unboundName,
        summary: "'\(shown(name.words))' is typed by hand, expected "
          + "'`=\(name.record.table).\(name.record.id).name`'",
        words: name.words)
    }
  }

  private static let ageing: Set<String> = [
    "latest", "newest", "best", "fastest", "cheapest", "current", "currently", "nowadays", "today",
    "modern", "recent", "recently", "upcoming",
  ]

  /// What `new` says of a part, not of a token or a line.
  private static let parts: Set<String> = [
    "card", "cards", "chip", "chips", "generation", "gpu", "gpus", "model", "models", "platform",
    "processor", "processors", "release", "software", "version",
  ]

  private var ageingWords: [LintPass.Finding] {
    // A sentence with a value changes with the catalog.
    guard !words.contains(where: { $0.form != nil }) else { return [] }
    return words.indices.compactMap { index in
      guard ages(index), !pass.isClaimed(index..<index + 1, of: sentence),
        sentence.asked?.has(word: words[index].text) != true
      else { return nil }
      return Finding(
        lint: .ageingWord, summary: "'\(words[index].text)' may be true today and false tomorrow",
        words: index..<index + 1)
    }
  }

  /// Whether a word is true of a day only; `most` ranks behind `the`, elsewhere it counts.
  private func ages(_ index: Int) -> Bool {
    func word(_ place: Int) -> String? {
      words.indices.contains(place) ? words[place].text.lowercased() : nil
    }
    switch word(index) {
    case "most": return word(index - 1) == "the"
    case "new": return word(index + 1).map(Self.parts.contains) ?? false
    case let other?: return Self.ageing.contains(other)
    case nil: return false
    }
  }

  private var mixedPrefixes: [LintPass.Finding] {
    guard units.contains("GB"), units.contains("GiB"),
      let typed = quantities.first(where: { $0.unit == "GB" || $0.unit == "GiB" }),
      !pass.isClaimed(typed.words, of: sentence)
    else { return [] }
    return [
      Finding(
        lint: .mixedPrefixes, summary: "the sentence counts in GB and in GiB", words: typed.words)
    ]
  }

  private static let memoryWords: Set<String> = [
    "memory", "ram", "dimm", "dimms", "modules", "ddr4", "ddr5", "lpddr5", "lpddr5x", "gddr6",
    "gddr7",
  ]

  /// Whether a word is of memory, alone or at the head of a compound such as `DDR5-6000`.
  private var isOfMemory: Bool {
    words.contains { word in
      let head = word.text.lowercased().prefix { $0 != "-" }
      return Self.memoryWords.contains(String(head))
    }
  }

  private var memoryClocks: [LintPass.Finding] {
    guard isOfMemory, !has(["core", "cores", "boost", "processor", "clock"]) else {
      return []
    }
    return quantities.filter { $0.unit == "MHz" }.map {
      Finding(
        lint: .memoryClock, summary: "'\(shown($0.words))' is a clock, expected transfers in MT/s",
        words: $0.words)
    }
  }

  private var bitsForBytes: [LintPass.Finding] {
    quantities.compactMap { quantity in
      let isCapacity = quantity.unit == "Gb" || quantity.unit == "Gbit"
      let isRate = quantity.unit == "GB/s" && has(["pin", "per-pin"])
      guard isCapacity || isRate else { return nil }
      return Finding(
        lint: .bitsForBytes,
        summary: isCapacity
          ? "'\(shown(quantity.words))' counts bits, expected a capacity in GB"
          : "'\(shown(quantity.words))' counts bytes, expected the rate of a pin in Gbit/s",
        words: quantity.words)
    }
  }

  private static let peaks: Set<String> = [
    "TOPS", "TOP/s", "TFLOPS", "TFLOP/s", "PFLOPS", "PFLOP/s",
  ]

  private var sparsePeaks: [LintPass.Finding] {
    guard !has(["dense"]) else { return [] }
    return quantities.filter { Self.peaks.contains($0.unit) }.map {
      Finding(
        lint: .sparsePeak, summary: "'\(shown($0.words))' does not say whether it is dense",
        words: $0.words)
    }
  }

  private static let sums: Set<String> = [
    "total", "combined", "pooled", "together", "sum", "altogether", "add", "adds",
  ]

  private var summedMemory: [LintPass.Finding] {
    guard !has(["not", "no", "never", "nor", "cannot"]), let place = saidSum ?? reckonedSum,
      !pass.isClaimed(place, of: sentence)
    else { return [] }
    return [
      Finding(
        lint: .summedMemory, summary: "the sentence adds up the memory of several cards",
        words: place)
    ]
  }

  /// A word that says that the memory of cards is added up.
  private var saidSum: Range<Int>? {
    let cards: Set<String> = ["cards", "gpus", "two", "four", "eight", "several"]
    guard has(["vram"]) || (has(["memory"]) && has(["graphics", "video"])), has(cards) else {
      return nil
    }
    return words.indices.first { index in
      let word = words[index].text.lowercased()
      // Something may be added to memory; cards add up.
      let isUp = index + 1 < words.count && words[index + 1].text.lowercased() == "up"
      return Self.sums.contains(word) && (isUp || !word.hasPrefix("add"))
    }.map { $0..<$0 + 1 }
  }

  /// A capacity that is as many times another of the sentence as there are cards.
  private var reckonedSum: Range<Int>? {
    let counts: [String: Double] = [
      "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    ]
    // Cards are also set against a larger one.
    guard !has(["against", "versus", "vs", "than", "or", "beside"]) else { return nil }
    let capacities = quantities.filter { $0.unit == "GB" || $0.unit == "GiB" }
    let nouns: Set<String> = ["cards", "gpus"]
    for index in words.indices.dropLast()
    where nouns.contains(words[index + 1].text.lowercased()) {
      let typed = words[index].text.lowercased()
      guard let count = counts[typed] ?? Double(typed), count > 1 else { continue }
      for sum in capacities {
        guard let whole = sum.number(in: words) else { continue }
        let isSum = capacities.contains { part in
          part.unit == sum.unit && part.number(in: words).map { $0 * count == whole } ?? false
        }
        if isSum { return sum.words }
      }
    }
    return nil
  }

  private static let speeds: Set<String> = ["tok/s", "tokens/s", "t/s"]

  private var bareSpeeds: [LintPass.Finding] {
    let typed = quantities.first { Self.speeds.contains($0.unit) }?.words
    let bound = words.indices.first { index in
      words[index].form.flatMap { pass.units[$0] } == .tokensPerSecond
    }.map { $0..<$0 + 1 }
    guard let place = typed ?? bound else { return [] }
    let block = pass.text.text(ofBlock: sentence.block).lowercased()
    var missing: [String] = []
    if !pass.names.programs.contains(where: block.contains) { missing.append("the program") }
    if !block.contains("context"), !block.contains("cache") { missing.append("the context") }
    guard !missing.isEmpty else { return [] }
    return [
      Finding(
        lint: .bareSpeed,
        summary: "a speed without \(missing.joined(separator: " and ")) it was reached with",
        words: place)
    ]
  }
}
