package import Sizing

extension DerivationText {
  /// Returns a formula as people read it, in the symbols of the quantities.
  package static func text(of formula: Formula) -> String {
    switch formula {
    case .fileBytes:
      "Σ over tensors: elements ÷ elements of a block × bytes of a block, padded to 32 bytes"
    case .bitsPerWeight: "8 × W_file ÷ P"
    case .weightsOnCards: "W_layers + W_output"
    case .weightsOnCard: "Σ of the layers on the card, and W_output on the last card"
    case .cellsPerSlot: "T ÷ S, rounded up to 256"
    case .cacheBytesPerCell: "K × (d_k × bytes of a key element + d_v × bytes of a value element)"
    case .cacheBytes: "S × cells × L_card × b_cell"
    case .latentBytesPerCell: "(r_kv + d_rope) × bytes of a key element"
    case .windowCells: "min(cells, W + ub rounded up to 256)"
    case .cacheByKind: "S × (cells × L_full × b_cell + cells_W × L_W × b_cell,W + L_R × b_state)"
    case .liveWidthFused: "widest step of a layer, with flash attention"
    case .liveWidthScores: "H × cells + the results beside the scores, without flash attention"
    case .inputBytes: "attention mask (ub × cells) + positions and places in the cache"
    case .logitBytes: "4 × n_out × (V + E), and holes in front"
    case .computeSingle: "max(4 × ub × w + I, O)"
    case .computeBlocks: "4 × ub × w + I"
    case .computeAmong: "4 × ub × w + c × (I + A)"
    case .computeLast: "c × (I + A) + max(4 × ub × w, O)"
    case .hostComputeSingle: "8 × ub × E + I"
    case .hostComputePipelined: "c × (I + 4 × ub × E) + 4 × ub × E"
    case .hostNeed: "W_embed + C_host"
    case .need: "W + KV + C + R"
    case .needBeside: "W + KV + C + R, and D and Q where they are loaded"
    case .hostNeedBeside: "W_embed + C_host + D_host"
    case .sumOverCards: "Σ over cards"
    case .comfortableReserve: "max(1 GiB, 5 % of M)"
    case .margin: "M − need"
    case .bytesReadPerToken: "W − (1 − u ÷ X) × W_experts; W where there are no experts"
    case .cacheReadPerToken: "T_c × L × b_cell; with a window W tokens at most; else b_state"
    case .expertEfficiency: "0.8 × η of the class of device"
    case .weightTime: "B_tok ÷ (η × BW)"
    case .cacheTime: "B_kv ÷ (η_kv × BW)"
    case .layersTime: "L × t_l"
    case .tokenTime: "t_w + t_kv + t_L"
    case .decodeRate: "1 ÷ t_tok, less and plus the band"
    }
  }

  /// Returns where an input or a formula comes from.
  package static func title(of source: TermSource) -> String {
    switch source {
    case .request: "what was asked for"
    case .modelShape: "the model's published configuration"
    case .tensorFormats: "ggml's block formats"
    case .quantizer: "llama.cpp's quantiser: which format each tensor gets"
    case .cacheLayout: "llama.cpp's KV cache"
    case .memoryPlanner: "llama.cpp's graphs and allocator, checked against its memory planner"
    case .layerSplit: "llama.cpp's split of layers over cards"
    case .observedOverhead: "overheads seen with drivers and kernels, fitted"
    case .reserveRule: "a rule of this guide: how much to leave free"
    case .deviceRecord: "the device's record in the catalog"
    case .fittedSpeed: "a fit to measured decode speeds of this class of device"
    case .borrowedSpeed: "constants of the nearest class of device with measurements"
    case .rangeRule: "a rule of this guide: how wide a range to print"
    case .draftPlan: "the plan of the draft model, step by step below"
    case .projectorFile: "the tensors of the projector's file"
    case .arithmetic: "arithmetic"
    }
  }
}
