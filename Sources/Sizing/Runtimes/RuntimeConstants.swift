/// The numbers of the runtimes' ledgers that were fitted to measurements or taken from defaults, with
/// what they mean and where they come from. Everything else is counted or derived.
enum RuntimeConstants {
  /// Bytes for each logit that vLLM's sampler holds at its peak, when it tries itself with as many
  /// sequences as it serves: 16-bit and 32-bit logits, the sorted copy with its indices and the sort's
  /// own buffers, probabilities, their sum and the mask.
  ///
  /// Fitted to 1.26 GiB for 256 rows of 128256 logits (vLLM pull request 10511, December 2024); it
  /// stays the same at twice the ranks. With it 1024 rows of 151936 explain what an H100 lacks in issue
  /// 21348 (July 2025). The low end is that of a sampler that does not sort.
  static let samplerBytesPerLogit = (low: Int64(10), mid: Int64(41), high: Int64(41))

  /// Bytes that vLLM's CUDA graphs take on a card.
  ///
  /// Fitted: logged values are 0.1 to 0.4 GiB for most models and more for those with many shapes
  /// (vLLM issues 7553, 14452, 27951 and pull request 30515, 2024 to 2026).
  static let graphs = ByteBand(
    low: .mebibytes(102.4), mid: .mebibytes(307.2), high: .mebibytes(1024))

  /// Bytes of the communication library on each of several cards.
  ///
  /// Fitted: 0.3 to 1 GiB are logged above what one card takes (vLLM issues 11251 and 50780), 1.8 GiB
  /// in pull request 10511, and 2.5 GiB with the workspaces of fused reductions on four H100 (version
  /// 0.20); 2024 to 2026.
  static let communication = ByteBand(
    low: .mebibytes(307.2), mid: .mebibytes(1024), high: .mebibytes(2560))

  /// How far activations may lie above what is derived: a share of it for dense models.
  ///
  /// Fitted to the distance between derived and logged peaks of vLLM's profiling (2024 to 2026).
  static let denseActivationSpread = 0.15

  /// The same for models with experts, recurrent layers or latent attention, whose kernels differ more
  /// between versions.
  static let otherActivationSpread = 0.5

  /// The share of cache and activations that PyTorch's allocator may hold and not be able to use.
  ///
  /// Fitted: 95 to 97 % of a card can be used in practice when caches grow token by token.
  static let fragmentation = 0.05

  /// Bytes that the matrix library keeps for itself on a card: PyTorch's default for its workspace.
  static func workspace(_ backend: Backend) -> Int64 {
    switch backend {
    case .cudaHopper: .mebibytes(32)
    case .cudaAda, .cudaAmpere, .cudaTuring: .mebibytes(8.125)
    case .rocmRDNA, .rocmCDNA: .mebibytes(32)
    case .metal, .intel, .cpuDesktop, .cpuServer: 0
    }
  }
}
