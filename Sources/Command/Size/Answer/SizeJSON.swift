import Catalog
import Pages
import Sizing

/// Writes the answer of `rigbook size` for programs.
///
/// Keys are stable: more may come, but each keeps its name, unit and meaning. Memory is in bytes,
/// exact but for `overhead_*`, which is fitted; what is not known is `null`. Verdicts are `fits`,
/// `tight` and `does not fit`.
///
/// | key | holds |
/// | --- | --- |
/// | `model` | `id`, `name`, `quantization`, `importance_matrix`, `parameters`, `active_parameters`, `file_bytes`, `bits_per_weight`, `native_context_tokens`: those it was made for, beyond which positions must be scaled, or `null` |
/// | `settings` | `context_tokens` over all slots, `slots`, `context_tokens_per_slot`, `cache_type_k`, `cache_type_v`, `micro_batch_tokens` as asked for, at most a batch, `flash_attention`, `logits`, `host_layers`, `layers_with_host_experts` |
/// | `gpu` | `id`, `name`, `count`, `devices` where the driver sees several in each, `usable_bytes` of one, `usable_basis` (`measured` or `assumed`); `null` without `--gpu` or with several kinds |
/// | `cards[]` | `card` from 1, `layers`, `weights_bytes`, `kv_cache_bytes`, `compute_bytes`, `overhead_bytes` with `_low_` and `_high_`, `need_bytes`; with `--gpu` also `gpu` (the id), `usable_bytes`, `margin_bytes`, `verdict` |
/// | `draft` | with a draft model: `id`, `name`, `quantization`, `parameters`, `file_bytes`, `cache_type_k`, `cache_type_v`, `context_tokens`, `context_limit_tokens` it was made for or `null`, `tokens_ahead`; its bytes stand in `cards[]` and `host` as `draft_weights_bytes`, `draft_kv_cache_bytes`, `draft_compute_bytes` |
/// | `projector` | with a projector: `name`, `weights_bytes`, `basis` (`exact` or `estimated`); in `cards[]` as `projector_bytes`. Its working buffer is not known and in no sum |
/// | `host` | `weights_bytes`, `kv_cache_bytes`, `compute_bytes`, `need_bytes` |
/// | `need_bytes` | the need over all cards |
/// | `verdict`, `margin_bytes`, `binding_card` | with `--gpu`: the card with the least room decides |
/// | `processor` | with `--cpu`: `id`, `name`, `sockets`, `memory_mt_s`, `memory_basis` (`given` or `assumed`), `bandwidth_gb_s`; the last three `null` where not stated |
/// | `memory_gib` | with `--ram` |
/// | `host_room` | with `--ram` and weights in host memory: `ample`, `tight`, `short` or `none` |
/// | `disk` | with `--disk`: `name` or `null`, `read_gb_s` or `null`, `basis` (`given` or `rated`) |
/// | `decode` | with `--gpu`: `low_tok_s`, `tok_s`, `high_tok_s`, `basis`, `cached_tokens`; `null` where it does not fit or is not stated |
/// | `decode_all` | with several slots: `streams`, `low_tok_s`, `tok_s`, `high_tok_s` of all together, `each_tok_s`, `basis`, `cached_tokens` |
/// | `users` | with `--users-at`: `each_tok_s`, `streams`, `limit` (`memory`, `speed` or `slots`), `basis`, or `gap` |
/// | `prefill` | the same with `prompt_tokens` |
/// | `loading` | with `--disk`: `low_s`, `s`, `high_s`, `basis`, `file_bytes`, `disk_s`, `card_bytes`, `link_s`; `null` where it is not stated |
/// | `decode_gap`, `prefill_gap`, `loading_gap` | where it is not stated, what is missing: `bandwidth`, `compute_units`, `clock`, `matrix_rate`, `processor` where none is named, `processor_channels`, `processor_memory`, `processor_cores` (several joined by `+`), `host_prefill`, `host_streams`, `runtime`, `draft`, `compressed_rows`, `cache_kernels`, `disk`, `disk_rate`, `host_memory`, `link` |
/// | `advice` | with `--gpu`: `binding_item`, `comfortable_context_tokens_per_slot`, `longest_context_tokens_per_slot`, `largest_quantization` that cards and, with `--ram`, host memory hold, and `changes[]` that make it fit: `change`, `value`, `margin_bytes`, `host_need_bytes` |
/// | `smallest_gpus[]` | without `--gpu`: the keys of `gpu` and of the verdict for each, and `longest_context_tokens_per_slot`; not there where everything is in host memory and no card is needed |
/// | `comfortable_gpu` | beside `smallest_gpus`: the same keys for the smallest cards on which the verdict is `fits`, one of those or a larger one; `null` where the catalog has none |
/// | `derivation[]` | with `--explain`: `symbol`, `title`, `value`, `unit`, `card`, `formula`, `source`, `operands`; of memory, `decode`, `decode_all`, `prefill` and `loading` in turn |
/// | `draft_derivation[]`, `users_derivation[]` | the same of a draft model, and of as many users as `users` says where these are not the slots |
struct SizeJSON: Sendable {
  let answer: SizeAnswer
  /// The smallest cards that hold it, when no card was asked for.
  var alternatives: [SizeAnswer] = []
  /// The smallest of all on which it fits with room to spare.
  var comfortable: SizeAnswer?
  /// What would make it fit, when cards were asked for.
  var advice: SizingAdvice?
  let withDerivation: Bool

  func render() -> String {
    var writer = JSONWriter()
    writer.object { writer in
      object("model", in: &writer, model)
      object("settings", in: &writer, settings)
      gpu(in: &writer)
      writer.key("cards")
      writer.array { writer in
        for (index, ledger) in answer.plan.cards.enumerated() {
          writer.object { self.ledger(ledger, number: index + 1, in: &$0) }
        }
      }
      AddedJSON(answer: answer).write(to: &writer)
      object("host", in: &writer, host)
      writer.number("need_bytes", answer.plan.need)
      result(answer, in: &writer)
      if answer.cards.isEmpty, !answer.needsNoCard { smallest(in: &writer) }
      if let advice { AdviceJSON(plan: answer.plan, advice: advice).write(to: &writer) }
      if withDerivation { derivation(in: &writer) }
    }
    return writer.text + "\n"
  }

  private func model(in writer: inout JSONWriter) {
    let prepared = answer.model.prepared
    writer.member("id", answer.model.id)
    writer.member("name", answer.model.name)
    writer.member("quantization", answer.model.quantization)
    writer.key("importance_matrix")
    writer.literal(prepared.hasImportanceMatrix ? "true" : "false")
    writer.number("parameters", prepared.parameters)
    writer.number("active_parameters", prepared.model.activeParameters)
    writer.number("file_bytes", prepared.fileBytes)
    writer.number("bits_per_weight", prepared.bitsPerWeight)
    writer.number("native_context_tokens", answer.model.nativeContext)
  }

  private func settings(in writer: inout JSONWriter) {
    let settings = answer.settings
    writer.number("context_tokens", settings.contextTokens)
    writer.number("slots", settings.slots)
    writer.number("context_tokens_per_slot", answer.settings.contextPerSlot)
    writer.member("cache_type_k", "\(settings.cacheTypeK.name)")
    writer.member("cache_type_v", "\(settings.cacheTypeV.name)")
    writer.number("micro_batch_tokens", settings.microBatch)
    writer.key("flash_attention")
    writer.literal(settings.flashAttention ? "true" : "false")
    writer.member("logits", "\(settings.logits.name)")
    let placement = answer.plan.placement
    writer.number("host_layers", Int64(placement.hostLayers))
    writer.number("layers_with_host_experts", Int64(placement.layersWithHostExperts))
  }

  private func gpu(in writer: inout JSONWriter) {
    writer.key("gpu")
    guard let card = answer.onlyCard else {
      writer.literal("null")
      return
    }
    writer.object { self.card(card, answer.cards.cardCount, in: &$0) }
  }

  private func card(_ card: SizedCard, _ count: Int, in writer: inout JSONWriter) {
    writer.member("id", card.id)
    writer.member("name", card.name)
    writer.number("count", Int64(count))
    if card.devices > 1 { writer.number("devices", Int64(card.devices)) }
    writer.number("usable_bytes", card.card.usableBytes)
    writer.member("usable_basis", card.isMeasured ? "measured" : "assumed")
  }

  private func ledger(_ ledger: CardLedger, number: Int, in writer: inout JSONWriter) {
    writer.number("card", Int64(number))
    writer.number("layers", Int64(ledger.layers.count))
    writer.number("weights_bytes", ledger.weights)
    writer.number("kv_cache_bytes", ledger.cache)
    writer.number("compute_bytes", ledger.compute)
    AddedJSON(answer: answer).write(ledger.added, isHost: false, to: &writer)
    writer.number("overhead_bytes", ledger.overhead.mid)
    writer.number("overhead_low_bytes", ledger.overhead.low)
    writer.number("overhead_high_bytes", ledger.overhead.high)
    writer.number("need_bytes", ledger.need)
    guard answer.cards.indices.contains(number - 1) else { return }
    writer.member("gpu", answer.cards[number - 1].id)
    writer.number("usable_bytes", ledger.card.usableBytes)
    writer.number("margin_bytes", ledger.room)
    writer.member("verdict", "\(ledger.verdict.name)")
  }

  private func host(in writer: inout JSONWriter) {
    let host = answer.plan.host
    writer.number("weights_bytes", host.weights)
    writer.number("kv_cache_bytes", host.cache)
    writer.number("compute_bytes", host.compute)
    AddedJSON(answer: answer).write(host.added, isHost: true, to: &writer)
    writer.number("need_bytes", host.need)
  }

  private func result(_ item: SizeAnswer, in writer: inout JSONWriter) {
    let plan = item.plan
    if !item.cards.isEmpty {
      writer.member("verdict", "\(plan.verdict.name)")
      writer.number("margin_bytes", plan.margin)
      writer.number("binding_card", Int64(plan.bindingCard + 1))
    }
    guard !item.cards.isEmpty || item.speed != nil else { return }
    SpeedJSON(answer: item).write(to: &writer)
  }

  private func smallest(in writer: inout JSONWriter) {
    writer.key("smallest_gpus")
    writer.array { writer in
      for item in alternatives { alternative(item, in: &writer) }
    }
    writer.key("comfortable_gpu")
    if let comfortable {
      alternative(comfortable, in: &writer)
    } else {
      writer.literal("null")
    }
  }

  private func alternative(_ item: SizeAnswer, in writer: inout JSONWriter) {
    writer.object { writer in
      if let card = item.onlyCard { self.card(card, item.cards.cardCount, in: &writer) }
      if let tokens = item.longestContext {
        writer.number("longest_context_tokens_per_slot", tokens)
      }
      result(item, in: &writer)
    }
  }

  private func derivation(in writer: inout JSONWriter) {
    writer.steps(
      "derivation",
      answer.memorySteps + answer.decodeSteps + answer.allSteps + answer.prefillSteps
        + answer.loadingSteps)
    if answer.plan.draft != nil { writer.steps("draft_derivation", answer.draftSteps) }
    let users = answer.userSteps
    if !users.isEmpty { writer.steps("users_derivation", users) }
  }

  private func object(
    _ name: String, in writer: inout JSONWriter, _ body: (inout JSONWriter) -> Void
  ) {
    writer.key(name)
    writer.object(body)
  }
}
