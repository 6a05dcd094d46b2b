/// What tensors take in memory beyond their bytes, since each begins at a multiple of an alignment.
///
/// Counted for families with many short tensors; for the others it is some hundred bytes.
struct TensorPadding: Sendable {
  /// On a card, of layers `0..<i`; empty where it is not counted.
  private var onCard: [Int64] = []
  /// In host memory, of the same.
  private var onHost: [Int64] = []
  private var outputOnCard: Int64 = 0
  private var outputOnHost: Int64 = 0

  private static let hostAlignment: Int64 = 32

  init(_ model: LanguageModel) {
    guard model.block.hasConnectedStreams else { return }
    onCard = [0]
    onHost = [0]
  }

  /// Begins the next layer.
  mutating func beginLayer() {
    guard let card = onCard.last, let host = onHost.last else { return }
    onCard.append(card)
    onHost.append(host)
  }

  /// Counts a tensor of the layer that was begun last.
  mutating func add(_ bytes: Int64) {
    guard onCard.count > 1 else { return }
    onCard[onCard.count - 1] += BufferArena.padded(bytes) - bytes
    onHost[onHost.count - 1] += Self.paddedOnHost(bytes) - bytes
  }

  /// Counts a tensor that is held with the output matrix.
  mutating func addToOutput(_ bytes: Int64) {
    guard !onCard.isEmpty else { return }
    outputOnCard += BufferArena.padded(bytes) - bytes
    outputOnHost += Self.paddedOnHost(bytes) - bytes
  }

  /// Bytes for some layers, on a card or in host memory.
  func bytes(of layers: Range<Int>, isOnHost: Bool) -> Int64 {
    guard !onCard.isEmpty else { return 0 }
    let before = isOnHost ? onHost : onCard
    return before[layers.upperBound] - before[layers.lowerBound]
  }

  /// Bytes for what is held with the output matrix.
  func outputBytes(isOnHost: Bool) -> Int64 { isOnHost ? outputOnHost : outputOnCard }

  private static func paddedOnHost(_ bytes: Int64) -> Int64 {
    (bytes + hostAlignment - 1) / hostAlignment * hostAlignment
  }
}
