import Catalog
import Pages
import Sizing

/// Writes what is loaded beside a model for programs; nothing where nothing is.
struct AddedJSON: Sendable {
  let answer: SizeAnswer

  /// Writes the members `draft` and `projector`.
  func write(to writer: inout JSONWriter) {
    if let model = answer.added.draft, let draft = answer.added.companions.draft {
      writer.key("draft")
      writer.object { writer in
        writer.member("id", model.id)
        writer.member("name", model.name)
        writer.member("quantization", model.quantization)
        writer.number("parameters", model.prepared.parameters)
        writer.number("file_bytes", model.prepared.fileBytes)
        writer.member("cache_type_k", "\(draft.cacheTypeK.name)")
        writer.member("cache_type_v", "\(draft.cacheTypeV.name)")
        if let plan = answer.plan.draft {
          writer.number("context_tokens", plan.settings.contextTokens)
        }
        writer.key("context_limit_tokens")
        writer.literal(model.longestContext.map(String.init) ?? "null")
        writer.number("tokens_ahead", draft.tokens)
      }
    }
    if let name = answer.added.projector, let projector = answer.added.companions.projector {
      writer.key("projector")
      writer.object { writer in
        writer.member("name", name)
        writer.number("weights_bytes", projector.bytes)
        switch projector {
        case .stored: writer.member("basis", "exact")
        case .parameters: writer.member("basis", "estimated")
        }
      }
    }
  }

  /// Writes the bytes of a card or of the host; projectors are on cards only.
  func write(_ bytes: AddedBytes, isHost: Bool, to writer: inout JSONWriter) {
    if answer.added.draft != nil {
      writer.number("draft_weights_bytes", bytes.draftWeights)
      writer.number("draft_kv_cache_bytes", bytes.draftCache)
      writer.number("draft_compute_bytes", bytes.draftCompute)
    }
    if answer.added.projector != nil, !isHost {
      writer.number("projector_bytes", bytes.projector)
    }
  }
}
