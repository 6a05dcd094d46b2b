import Catalog
import Pages
import Sizing

/// Writes what would make a plan fit for programs.
struct AdviceJSON: Sendable {
  let plan: Plan
  let advice: SizingAdvice

  func write(to writer: inout JSONWriter) {
    writer.key("advice")
    writer.object { writer in
      writer.member("binding_item", plan.bindingItem.words)
      writer.number("comfortable_context_tokens_per_slot", advice.comfortableContext)
      writer.number("longest_context_tokens_per_slot", advice.longestContext)
      writer.member("largest_quantization", advice.largestMix)
      writer.key("changes")
      writer.array { writer in
        for change in advice.changes {
          writer.object { writer in
            kind(change.kind, in: &writer)
            if case .card(let card) = change.kind {
              writer.number("gpu_count", Int64(change.plan.cards.count / card.devices))
            }
            if change.dropsShares { writer.member("split", "default") }
            writer.number("margin_bytes", change.plan.margin)
            writer.number("host_need_bytes", change.plan.host.need)
          }
        }
      }
    }
  }

  private func kind(_ kind: SizingChange.Kind, in writer: inout JSONWriter) {
    switch kind {
    case .split(let split): member("split", split == .best ? "best" : "default", in: &writer)
    case .cacheType(let type): member("kv_cache", "\(type.name)", in: &writer)
    case .quantization(let id): member("quantization", id, in: &writer)
    case .card(let card): member("gpu", card.id, in: &writer)
    case .context(let tokens): member("context_tokens_per_slot", tokens, in: &writer)
    case .slots(let count): member("slots", count, in: &writer)
    case .hostExperts(let layers):
      member("layers_with_host_experts", Int64(layers), in: &writer)
    case .hostLayers(let layers): member("host_layers", Int64(layers), in: &writer)
    case .draftHostLayers(let layers):
      member("draft_host_layers", Int64(layers), in: &writer)
    case .noDraft: writer.member("change", "no_draft")
    case .noProjector: writer.member("change", "no_projector")
    case .cardCount(let count): member("gpu_count", Int64(count), in: &writer)
    }
  }

  private func member(_ change: String, _ value: String, in writer: inout JSONWriter) {
    writer.member("change", change)
    writer.member("value", value)
  }

  private func member(_ change: String, _ value: Int64, in writer: inout JSONWriter) {
    writer.member("change", change)
    writer.number("value", value)
  }
}
