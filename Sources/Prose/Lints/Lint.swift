package import Diagnostics

/// What a text can be checked for beyond being well formed. The raw value names it in diagnostics, in
/// `site.yaml` and in waivers.
package enum Lint: String, Hashable, Sendable, CaseIterable {
  /// A number with a unit that was typed by hand.
  case bareQuantity = "bare-quantity"
  /// The name of a part or model of the catalog that was typed by hand.
  case unboundName = "unbound-name"
  /// A word that is true on the day it is written only.
  case ageingWord = "ageing-word"
  /// Bytes by thousands and by 1024 in one sentence.
  case mixedPrefixes = "gb-and-gib"
  /// The clock of a memory where its transfers are meant.
  case memoryClock = "mhz-for-mt-s"
  /// Bits where bytes are meant.
  case bitsForBytes = "gbit-for-gb"
  /// A peak rate that may count zeros.
  case sparsePeak = "sparse-peak"
  /// The memory of several cards as if it were one.
  case summedMemory = "summed-memory"
  /// A speed of text without the context it was reached at, or the program.
  case bareSpeed = "speed-without-context"

  /// How it is said unless `site.yaml` says otherwise.
  package var severity: Diagnostic.Severity { .warning }

  /// What it tells, in a sentence for the guide.
  package var meaning: String {
    switch self {
    case .bareQuantity: "A number with a unit in prose comes from a value or stands in a claim."
    case .unboundName: "The name of a part or model comes from its record, or links to it."
    case .ageingWord: "Words such as latest, best and new are true of one day only."
    case .mixedPrefixes: "A sentence counts memory in GB or in GiB, not in both."
    case .memoryClock: "Memory is told by transfers, MT/s; its clock is half of that."
    case .bitsForBytes: "A Gbit is an eighth of a GB."
    case .sparsePeak: "A peak rate says whether it is dense; with sparsity it is twice as high."
    case .summedMemory: "The memories of several cards are not one memory."
    case .bareSpeed:
      "A speed of text names the program and the tokens of context it was reached at."
    }
  }

  /// How to mend it.
  var help: String {
    switch self {
    case .bareQuantity:
      "bind it: `=table.id.column` or `=select …`; or claim the sentence with '=claim'"
    case .unboundName: "write `=table.id.name`, or link the name to the record's page"
    case .ageingWord: "say what is meant, bind it to a query, or claim the sentence with '=claim'"
    case .mixedPrefixes: "take one of them; 1 GiB is 1.074 GB"
    case .memoryClock: "give MT/s; DDR5-5600 makes 5,600 MT/s at 2,800 MHz"
    case .bitsForBytes:
      "write GB for capacities and GB/s for bandwidths; Gbit/s is a rate of one pin"
    case .sparsePeak: "say that the rate is dense, or halve one that counts sparsity"
    case .summedMemory: "say how layers or jobs are dealt out, and what each card holds"
    case .bareSpeed: "name the program and the context in the same paragraph"
    }
  }

  /// How to let one case stand.
  var waiver: String {
    "or let it stand with a reason: 'waivers: [{lint: \(rawValue), text: …, reason: …}]' in front matter"
  }
}
