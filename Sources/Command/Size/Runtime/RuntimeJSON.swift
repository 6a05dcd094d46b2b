import Catalog
import Pages
import Sizing

/// Writes what was found for vLLM or transformers for programs.
///
/// Keys are stable, memory is in bytes. `format_origin` says where the format of the checkpoint comes
/// from: it was `asked` for, the `configuration` states it, the model was `published` in it by its
/// record, or it is `assumed`. `terms` of each card have `item`, `bytes` with `low_bytes` and
/// `high_bytes`, and `basis`: `exact` where tensors are counted, `derived` from sizes and lifetimes of
/// intermediate results, `fitted` to measurements. `sequences_limit` of the pool is what keeps it from
/// more: `memory`, or vLLM's `max_num_seqs`. Without cards there are `smallest_gpus[]`, those that hold it,
/// and `comfortable_gpu`, the smallest on which the verdict is `fits`, or `null`. With `--explain` there is `derivation[]` as for llama.cpp:
/// the checkpoint's format, the items of each card, need and margin, then the steps to the rate of
/// `decode`.
struct RuntimeJSON: Sendable {
  let answer: RuntimeAnswer
  var advice: RuntimeAdvice?
  /// The smallest cards that hold it, when no card was asked for.
  var alternatives: [RuntimeAnswer] = []
  /// The smallest of all on which it fits with room to spare.
  var comfortable: RuntimeAnswer?
  let withDerivation: Bool

  private var plan: RuntimePlan { answer.plan }

  func render() -> String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("runtime", answer.runtime.rawValue)
      writer.key("model")
      writer.object(model)
      writer.key("settings")
      writer.object { writer in
        writer.number("context_tokens_per_sequence", plan.settings.contextTokens)
        writer.number("sequences", plan.settings.sequences)
      }
      writer.key("cards")
      writer.array { writer in
        for index in plan.cards.indices { writer.object { card(index, in: &$0) } }
      }
      writer.number("need_bytes", plan.need)
      writer.number("need_low_bytes", plan.needLow)
      writer.number("need_high_bytes", plan.needHigh)
      if !answer.cards.isEmpty {
        writer.member("verdict", "\(plan.verdict.name)")
        writer.number("margin_bytes", plan.margin)
        writer.number("binding_card", Int64(plan.bindingCard + 1))
      }
      writer.key("pool")
      pool(in: &writer)
      SpeedJSON.write(
        "decode", answer.knownRate, answer.decodeGap?.word, "cached_tokens",
        plan.settings.contextTokens,
        to: &writer)
      if let rate = answer.userRate, let gap = answer.otherGap {
        writer.key("users")
        writer.object { writer in
          writer.number("each_tok_s", rate)
          writer.member("gap", gap.word)
        }
      }
      let gap = answer.otherGap?.word
      SpeedJSON.writeMissing("prefill", gap, to: &writer)
      if answer.asksLoading { SpeedJSON.writeMissing("loading", gap, to: &writer) }
      if let advice { write(advice, to: &writer) }
      if answer.cards.isEmpty { writeAlternatives(to: &writer) }
      if withDerivation { writer.steps("derivation", answer.memorySteps + answer.decodeSteps) }
    }
    return writer.text + "\n"
  }

  private func model(in writer: inout JSONWriter) {
    let checkpoint = plan.checkpoint
    writer.member("id", answer.shape.id)
    writer.member("name", answer.shape.name)
    writer.member("format", "\(checkpoint.formatName)")
    writer.member("format_origin", answer.formatOrigin.rawValue)
    writer.number("parameters", checkpoint.model.parameters)
    writer.number("checkpoint_bytes", checkpoint.fileBytes)
    writer.number("native_context_tokens", answer.shape.nativeContext)
  }

  private func card(_ index: Int, in writer: inout JSONWriter) {
    let ledger = plan.cards[index]
    writer.number("card", Int64(index + 1))
    writer.key("terms")
    writer.array { writer in
      for term in ledger.terms {
        writer.object { writer in
          writer.member("item", "\(term.item.name)")
          writer.number("bytes", term.bytes.mid)
          writer.number("low_bytes", term.bytes.low)
          writer.number("high_bytes", term.bytes.high)
          writer.member("basis", "\(term.basis.name)")
        }
      }
    }
    writer.number("need_bytes", ledger.need)
    guard answer.cards.indices.contains(index) else { return }
    writer.member("gpu", answer.cards[index].id)
    writer.number("limit_bytes", ledger.limit)
    writer.number("margin_bytes", ledger.room)
    writer.member("verdict", "\(ledger.verdict.name)")
  }

  private func write(_ advice: RuntimeAdvice, to writer: inout JSONWriter) {
    writer.key("advice")
    writer.object { writer in
      writer.member("binding_item", "\(plan.bindingItem.name)")
      writer.number("comfortable_context_tokens_per_sequence", advice.comfortableContext)
      writer.number("longest_context_tokens_per_sequence", advice.longestContext)
      writer.key("changes")
      writer.array { writer in
        for change in advice.changes {
          writer.object { writer in
            kind(change.kind, in: &writer)
            writer.number("margin_bytes", change.plan.margin)
          }
        }
      }
    }
  }

  private func kind(_ kind: RuntimeAdvice.Change.Kind, in writer: inout JSONWriter) {
    func change(_ name: String) { writer.member("change", name) }
    switch kind {
    case .context(let tokens):
      change("context_tokens_per_sequence")
      writer.number("value", tokens)
    case .sequences(let count):
      change("sequences")
      writer.number("value", count)
    case .cacheFP8:
      change("kv_cache")
      writer.member("value", "fp8")
    case .format(let format):
      change("format")
      writer.member("value", "\(format.name)")
    case .cards(let card, let count):
      change("gpu")
      writer.member("value", card.id)
      writer.number("gpu_count", Int64(count))
    case .noDraft: change("no_draft")
    }
  }

  private func writeAlternatives(to writer: inout JSONWriter) {
    writer.key("smallest_gpus")
    writer.array { writer in
      for item in alternatives { writer.object { alternative(item, in: &$0) } }
    }
    writer.key("comfortable_gpu")
    if let comfortable {
      writer.object { alternative(comfortable, in: &$0) }
    } else {
      writer.literal("null")
    }
  }

  private func alternative(_ item: RuntimeAnswer, in writer: inout JSONWriter) {
    writer.member("gpu", item.cards.first?.id ?? "")
    writer.number("count", Int64(item.cards.cardCount))
    writer.member("verdict", "\(item.plan.verdict.name)")
    writer.number("margin_bytes", item.plan.margin)
  }

  /// The pool of a card without limits says nothing.
  private func pool(in writer: inout JSONWriter) {
    guard let pool = plan.pool, !answer.cards.isEmpty else {
      writer.literal("null")
      return
    }
    writer.object { writer in
      writer.number("bytes", pool.bytes)
      writer.number("tokens", pool.tokens)
      writer.number("sequences", pool.sequences)
      writer.member("sequences_limit", pool.isFull ? "memory" : "max_num_seqs")
    }
  }
}
