package import Sizing

/// What the published weights of a model are in, by the words of the catalog's column `native_dtype`.
///
/// A word stands for a checkpoint whose size follows from the model's shape, so that a record is sized
/// as the configuration of the published checkpoint is.
package enum PublishedPrecision: String, Sendable, CaseIterable {
  /// bfloat16.
  case bf16
  /// FP8 with one scale for each matrix.
  case fp8
  /// FP8 with one scale for each square of 128 by 128.
  case fp8Block128 = "fp8-block128"
  /// Routed experts in MXFP4, all else in 16 bits.
  case mxfp4
  /// Routed experts in INT4 in groups of 32, all else in 16 bits; every matrix where there are none.
  case int4
  /// Routed experts in FP4, all else in FP8.
  case fp4WithFP8 = "fp4+fp8"

  /// The format of most matrices, or `nil` where the engine has none for it.
  package var format: CheckpointFormat? {
    switch self {
    case .bf16: .bf16
    case .fp8: .fp8
    case .fp8Block128: .fp8Block128
    case .mxfp4: .mxfp4
    case .int4: .int4Group32
    case .fp4WithFP8: nil
    }
  }

  /// How the published checkpoint of a model stores it, or `nil` where the engine has no format for it.
  package func layout(of model: LanguageModel) -> CheckpointLayout? {
    guard let format else { return nil }
    var layout = CheckpointLayout(format)
    if self == .int4, model.experts != nil {
      var others = TensorRoles()
      for role in TensorRole.allCases where !role.isExpert { others.insert(role) }
      layout.kept = Array(repeating: others, count: model.layers)
    }
    return layout
  }

  /// The word for a checkpoint, or `nil` where none stands for one of the same format and size.
  package init?(_ layout: CheckpointLayout, of model: LanguageModel) {
    let bytes = PreparedCheckpoint(model: model, layout: layout).fileBytes
    let found = Self.allCases.first { word in
      guard let own = word.layout(of: model), own.format == layout.format else { return false }
      return PreparedCheckpoint(model: model, layout: own).fileBytes == bytes
    }
    guard let found else { return nil }
    self = found
  }

  /// The mix of a GGUF file that is assumed where none is named.
  ///
  /// Making Q4_K_M of experts that were trained in MXFP4 gains nothing and makes a larger file.
  ///
  /// - Parameters:
  ///   - format: The format of the published checkpoint, or `nil` where it is not known.
  ///   - hasExperts: Whether the model has routed experts, which alone MXFP4_MOE keeps in MXFP4.
  /// - Returns: The id of the mix.
  package static func usualMix(of format: CheckpointFormat?, hasExperts: Bool) -> String {
    format == .mxfp4 && hasExperts ? "MXFP4_MOE" : "Q4_K_M"
  }
}
