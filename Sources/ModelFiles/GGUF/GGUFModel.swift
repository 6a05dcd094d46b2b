package import Sizing

/// A model as the headers of its GGUF files describe it.
package struct GGUFModel: Sendable, Equatable {
  /// The files in the order of the split; one for a model that is not split. The first one holds
  /// the metadata of the model.
  package let files: [GGUFFile]

  init(files: [GGUFFile]) { self.files = files }

  /// The tensors of all files.
  package var tensors: [StoredTensor] { files.flatMap(\.tensors) }

  /// The bytes of the tensors by where they are needed.
  package var weights: StoredWeights {
    StoredWeights(tensors, alignment: files.first?.alignment ?? 1)
  }

  /// The architecture as the file names it.
  package var architectureName: String? { files.first?.text("general.architecture") }

  /// The name of the model as the file states it.
  package var name: String? { files.first?.text("general.name").map(QuotedText.plain) }

  /// The mix that the file says it was made with. Community files often deviate from it.
  ///
  /// Source: `llama_ftype` in llama.cpp's `llama.h`.
  package var statedMix: QuantizationMix? {
    switch files.first?.integer("general.file_type") {
    case 0: .f32
    case 1: .f16
    case 2: .q4v0
    case 3: .q4v1
    case 7: .q8v0
    case 8: .q5v0
    case 9: .q5v1
    case 10: .q2K
    case 11: .q3KS
    case 12: .q3KM
    case 13: .q3KL
    case 14: .q4KS
    case 15: .q4KM
    case 16: .q5KS
    case 17: .q5KM
    case 18: .q6K
    case 19: .iq2XXS
    case 20: .iq2XS
    case 21: .q2KS
    case 22: .iq3XS
    case 23: .iq3XXS
    case 24: .iq1S
    case 25: .iq4NL
    case 26: .iq3S
    case 27: .iq3M
    case 28: .iq2S
    case 29: .iq2M
    case 30: .iq4XS
    case 31: .iq1M
    case 32: .bf16
    case 36: .tq1v0
    case 37: .tq2v0
    case 38: .mxfp4MoE
    default: nil
    }
  }
}
