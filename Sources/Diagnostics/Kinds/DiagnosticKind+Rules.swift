extension DiagnosticKind {
  static let rules: [DiagnosticKind] = [
    .init(
      "accumulate-rate", .rules,
      "A rate with a wider accumulator that is higher than the one with a narrower."),
    .init("active-parameters", .rules, "More active parameters than there are in all."),
    .init("bandwidth", .rules, "A bandwidth that differs from what bus width and data rate give."),
    .init("bf16-rate", .rules, "A BF16 rate that is higher than the FP16 rate."),
    .init("board-form", .rules, "A board that does not fit into its case."),
    .init("boost-clock", .rules, "A boost clock that is lower than the base clock."),
    .init("card-brackets", .rules, "Cards that need more brackets than the case has."),
    .init("card-count", .rules, "More cards than the board takes."),
    .init("card-length", .rules, "A card that is longer than the case has room for."),
    .init("component-place", .rules, "Two components of a model in one place."),
    .init(
      "component-sum", .rules,
      "Components whose parameters do not add up to those of their model."),
    .init(
      "conflict-column", .rules,
      "A disagreement about a column that the record's table does not have."),
    .init(
      "conflict-value", .rules,
      "A disagreement that was settled for another value than the record holds."),
    .init("dense-layers", .rules, "More dense layers than there are layers."),
    .init(
      "experts", .rules,
      "Only some of the numbers that belong to a mixture of experts, or more active experts "
        + "than there are."),
    .init(
      "fp4-rate", .rules,
      "An FP4 rate that is more than twice the FP8 rate, which mostly counts sparsity."),
    .init(
      "fp8-accumulate-rate", .rules,
      "An FP8 rate with a wider accumulator that is higher than the one with a narrower."),
    .init(
      "fp8-rate", .rules,
      "An FP8 rate that is more than twice the FP16 rate, which mostly counts sparsity."),
    .init(
      "full-layer-heads", .rules,
      "Only one of the two numbers that describe the heads of layers with full attention."),
    .init(
      "gguf-architecture", .rules,
      "An architecture that GGUF files do not know, or one with experts for a model "
        + "without."),
    .init("head-groups", .rules, "Attention heads that cannot share the KV heads evenly."),
    .init(
      "indexer", .rules,
      "Only some of the numbers that describe the indexer of sparse attention."),
    .init(
      "int8-rate", .rules,
      "An INT8 rate that is more than twice the FP16 rate, which mostly counts sparsity."),
    .init("latent-attention", .rules, "Only some of the numbers that describe latent attention."),
    .init("layer-kinds", .rules, "Layers of one kind that are more than all layers."),
    .init("layer-pattern", .rules, "A pattern that has not one letter for each layer."),
    .init("layer-widths", .rules, "Feed-forward sizes that are not one for each layer."),
    .init("linear-state", .rules, "Only some of the numbers that describe layers with a state."),
    .init("link-generation", .rules, "A link of a later PCIe generation than the card has."),
    .init("link-lanes", .rules, "A link of more lanes than the card has."),
    .init("measurement-cards", .rules, "A timing without cards that names one."),
    .init("measurement-kind", .rules, "A timing of another kind than its model."),
    .init("measurement-result", .rules, "A timing without any result."),
    .init("media-frames", .rules, "Frames of an image, or a video without its rate."),
    .init("memory-size", .rules, "More memory than the board or the processor takes."),
    .init("memory-slots", .rules, "More memory modules than the board has slots."),
    .init("memory-type", .rules, "Memory of another type than the board or the processor takes."),
    .init(
      "parameter-count", .rules,
      "Parameters that differ from what the shape of the model gives."),
    .init("peak-memory", .rules, "One peak of memory in two units."),
    .init("power-limit", .rules, "A highest power that is lower than the nominal power."),
    .init("price-date", .rules, "A price without its day."),
    .init(
      "processor-count", .rules,
      "More processors than the board has sockets, or than the processor allows."),
    .init("processor-family", .rules, "A processor of a family that the board does not take."),
    .init(
      "processor-lanes", .rules,
      "Links of cards that together have more lanes than the processors."),
    .init("processor-socket", .rules, "A processor for another socket than the board's."),
    .init(
      "published-memory", .rules,
      "Only some of the fields that describe a published need of memory."),
    .init("reported-total", .rules, "More memory reported by a program than the box states."),
    .init("rocm-card", .rules, "A ROCm entry about a card that AMD did not make."),
    .init(
      "several-cards", .rules,
      "A way of using several cards that is not known, or one that stands twice."),
    .init("shared-experts", .rules, "Shared experts without routed ones."),
    .init("slot-count", .rules, "More or fewer slots than cards."),
    .init("slot-number", .rules, "A slot that the board does not have, or that holds two cards."),
    .init(
      "sparse-rate", .rules,
      "An FP16 rate that units and clock cannot give, which mostly counts sparsity."),
    .init("supply-count", .rules, "More power supplies than the case takes."),
    .init("supply-form", .rules, "A power supply of another form than the case takes."),
    .init("supply-load", .rules, "Parts that draw more than the power supplies give."),
    .init("systems", .rules, "An operating system that is not known, or one that stands twice."),
    .init("target-order", .rules, "A comfortable target that is worse than the usable one."),
    .init("thread-count", .rules, "Fewer threads than cores."),
    .init(
      "total-basis", .rules,
      "A number of parameters without the way it was counted, or the reverse."),
    .init(
      "unverified-price", .rules,
      "A price that counts as verified, although its source is doubted."),
    .init("window", .rules, "Only one of the two numbers that describe a sliding window."),
    .init("workload-model", .rules, "A model that cannot do the workload."),
    .init("workload-size", .rules, "A workload that does not say how large it is."),
  ]
}
