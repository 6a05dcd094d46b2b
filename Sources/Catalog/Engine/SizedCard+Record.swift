internal import Sizing

extension SizedCard {
  /// Reads a device from its record, or returns `nil` where its memory is not known.
  ///
  /// Where the driver sees several in one card (`driver_devices`), each has an equal part of what the record
  /// states of the whole.
  init?(_ record: RecordReader, _ factors: CardFactors) {
    let marketed = record["memory_marketed_gb"].number ?? 0
    let devices = Int(record["driver_devices"].integer ?? 1)
    let part = 1 / Double(devices)
    guard let usable = record["memory_usable_gib"].number,
      let card = Card(
        usableBytes: Int64((usable * part * 1_073_741_824).rounded(.down)),
        backend: Backend(record),
        bandwidthGBPerSecond: (record["bandwidth_gb_s"].number ?? 0) * part,
        rates: CardRates(record, factors, part: part) ?? .unknown,
        // Memory of chips is sold in GiB, like all modules.
        sharedBytes: record["class"].text == "soc" ? Int64(marketed * 1_073_741_824) : 0,
        computeCapability: Self.computeCapability(record))
    else { return nil }
    self.init(
      id: record.row.id, name: record["name"].text ?? record.row.id, card: card,
      isMeasured: record["memory_addressable_basis"].text == "measured",
      kind: record["class"].text ?? "", marketedGB: marketed, devices: devices,
      architecture: record["architecture"].text ?? "", isListedByVLLM: Self.isListedByVLLM(record))
  }

  /// Whether vLLM's documentation lists the generation among those that it runs on.
  ///
  /// AMD's are gfx90a, gfx942, gfx950, gfx1100 and 1101 of RDNA 3, gfx1150 and 1151 of RDNA 3.5, gfx1200 and
  /// 1201; NVIDIA's begin with compute capability 7.5. Source:
  /// `docs/getting_started/installation/gpu.rocm.inc.md` and `gpu.cuda.inc.md` in vLLM (2026).
  private static func isListedByVLLM(_ gpu: RecordReader) -> Bool {
    switch gpu["vendor"].text ?? "" {
    case "AMD":
      switch gpu["architecture"].text ?? "" {
      case "CDNA 2", "CDNA 3", "CDNA 4", "RDNA 3.5", "RDNA 4": return true
      case "RDNA 3": return ["Navi 31", "Navi 32"].contains(gpu["chip"].text ?? "")
      default: return false
      }
    case "NVIDIA":
      let capability = computeCapability(gpu)
      return capability == 0 || capability >= 75
    default: return true
    }
  }

  /// NVIDIA's compute capability of the chip, 89 for 8.9; zero for other makers and architectures that are
  /// not listed here.
  ///
  /// Of Ampere and Blackwell data centres have chips of their own, with HBM. Source: NVIDIA, *CUDA GPU
  /// Compute Capability* (2026-06).
  private static func computeCapability(_ gpu: RecordReader) -> Int {
    guard gpu["vendor"].text == "NVIDIA" else { return 0 }
    let chip = gpu["chip"].text ?? ""
    switch gpu["architecture"].text ?? "" {
    case "Volta": return 70
    case "Turing": return 75
    case "Ampere": return chip == "GA100" ? 80 : 86
    case "Ada Lovelace": return 89
    case "Hopper": return 90
    case "Blackwell":
      if chip.hasPrefix("GB10") { return 100 }
      if chip.hasPrefix("GB11") { return 103 }
      return chip == "GB20B" ? 121 : 120
    default: return 0
    }
  }
}

extension Backend {
  /// Chooses the class of device by vendor and architecture.
  ///
  /// Ada Lovelace and Blackwell share a class: their constants were fitted together.
  init(_ gpu: RecordReader) {
    let architecture = gpu["architecture"].text ?? ""
    self =
      switch gpu["vendor"].text {
      case "AMD": architecture.hasPrefix("CDNA") ? .rocmCDNA : .rocmRDNA
      case "Apple": .metal
      case "Intel": .intel
      default: Self.cuda(architecture)
      }
  }

  private static func cuda(_ architecture: String) -> Backend {
    switch architecture {
    case "Ampere": .cudaAmpere
    case "Hopper": .cudaHopper
    case "Turing", "Volta": .cudaTuring
    default: .cudaAda
    }
  }
}
