import Catalog
import Sizing

extension Machine {
  /// Why a speed is not stated on this machine: what was named, but is not known well enough, is no
  /// longer asked for.
  func words(for gap: SpeedGap) -> String {
    switch gap {
    case .processor where lacking.first != nil:
      "\(ValueFormat.notStated) with weights in host memory: the catalog does not know "
        + lacking.map(\.words).joined(separator: " and ")
    case .processor: chipGap ?? gap.words
    case .disk where disk != nil:
      "\(ValueFormat.notStated): the catalog does not know how fast the disk reads"
    default: gap.words
    }
  }

  /// The word for programs.
  func word(for gap: SpeedGap) -> String {
    switch gap {
    case .processor where lacking.first != nil: lacking.map(\.word).joined(separator: "+")
    case .disk where disk != nil: "disk_rate"
    default: gap.word
    }
  }

  /// Why the processor of a computer's own chip is not known, where none was named: no other can be.
  private var chipGap: String? {
    guard processor == nil, let chip else { return nil }
    let lead = "\(ValueFormat.notStated) with weights in host memory: "
    guard let id = chip.processorID else {
      return lead + "the catalog has no processor of this chip"
    }
    return lead + "name the chip's processor with --cpu \(id)"
  }

  /// What the catalog does not state of the processor that was named.
  private var lacking: [ProcessorFact] { processor?.lacking ?? [] }
}

extension ProcessorFact {
  /// The word for programs.
  fileprivate var word: String {
    switch self {
    case .channels: "processor_channels"
    case .memorySpeed: "processor_memory"
    case .cores: "processor_cores"
    }
  }

  /// What it is.
  fileprivate var words: String {
    switch self {
    case .channels: "the processor's memory channels"
    case .memorySpeed: "the speed of the processor's memory, which --ram-mt-s gives"
    case .cores: "the processor's cores"
    }
  }
}

extension SpeedGap {
  /// The word for programs.
  var word: String {
    switch self {
    case .bandwidth: "bandwidth"
    case .computeUnits: "compute_units"
    case .matrixRate: "matrix_rate"
    case .processor: "processor"
    case .hostPrefill: "host_prefill"
    case .hostStreams: "host_streams"
    case .runtime: "runtime"
    case .draft: "draft"
    case .compressedRows: "compressed_rows"
    case .cacheKernels: "cache_kernels"
    case .disk: "disk"
    case .hostMemory: "host_memory"
    case .link: "link"
    case .clock: "clock"
    }
  }

  /// Why a speed is not stated.
  var words: String {
    switch self {
    case .bandwidth: "\(ValueFormat.notStated): the catalog does not know the card's bandwidth"
    case .computeUnits:
      "\(ValueFormat.notStated): the catalog does not know the card's compute units"
    case .clock: "\(ValueFormat.notStated): the catalog does not know the card's clock"
    case .matrixRate:
      "\(ValueFormat.notStated): the catalog does not know the rate of the card's matrix units"
    case .processor:
      "\(ValueFormat.notStated) with weights in host memory: name the processor with --cpu"
    case .hostPrefill:
      "\(ValueFormat.notStated) with weights in host memory: no run of llama.cpp informs it"
    case .hostStreams:
      "\(ValueFormat.notStated) with weights in host memory: never measured for several streams"
    case .runtime:
      "\(ValueFormat.notStated): no measurement of the program on such cards informs it"
    case .draft:
      "not estimated with a draft model: the text decides how many of its guesses are right"
    case .disk:
      "\(ValueFormat.notStated): host memory does not hold the weights that are in it, or only just; "
        + "name the disk with --disk"
    case .hostMemory:
      "\(ValueFormat.notStated): host memory does not hold the cache and the buffers that are in it"
    case .link:
      "\(ValueFormat.notStated): the catalog does not know how the card is joined to the machine"
    case .cacheKernels:
      "\(ValueFormat.notStated): default builds have no kernels for this pair of cache types"
    case .compressedRows:
      "\(ValueFormat.notStated): attention to compressed rows takes more time than its bytes tell"
    }
  }
}
