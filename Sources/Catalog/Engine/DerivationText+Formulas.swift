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
    case .graphTokens: "min(ub_0, T), rounded up to a multiple of S: whole tokens for each slot"
    case .cellsPerSlot: "T ÷ S, rounded up to 256"
    case .cacheBytesPerCell: "K × (d_k × bytes of a key element + d_v × bytes of a value element)"
    case .cacheBytes: "S × cells × L_card × b_cell"
    case .latentBytesPerCell: "(r_kv + d_rope) × bytes of a key element"
    case .windowCells: "min(cells, W + ub rounded up to 256)"
    case .cacheByKind: "S × (cells × L_full × b_cell + cells_W × L_W × b_cell,W + L_R × b_state)"
    case .stateBytes: "S × L_card × b_state"
    case .sharedRowBytes: "d_k × bytes of a key element"
    case .fineBytesPerCell: "(d_k + d_i) × bytes of a key element"
    case .fineCells: "cells ÷ 4, rounded up to 256"
    case .coarseCells: "cells ÷ 128, rounded up to 256"
    case .compressedCache:
      "S × (cells_W × L_W × b_cell,W + L_4 × (cells_4 × b_cell,4 + u_4) + L_128 × (cells_128 × "
        + "b_cell,W + u_128))"
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
    case .cacheReadPerToken:
      "T_c × L × b_cell; with a window W tokens at most; a state is read and written: 2 × b_state"
    case .packedCacheRead:
      "B_kv with b_cell of 16 bits, in place of B_kv: unpacking is taken to cost what is saved"
    case .unpackingTime: "(s_kv − 1) × t_kv ÷ c_card"
    case .prefillUnpackingTime: "(s_kv − 1) × t_A × ψ_N ÷ c_n, as far as there are any"
    case .streamsUnpackingTime: "(s_kv − 1) × t_C ÷ c_card, each card its part"
    case .decodeRateWithPackedCache:
      "1 ÷ t_tok, at most roof; the range is from 1 ÷ (t_tok + t_u) ÷ the width to the rate × the "
        + "width, at most roof"
    case .weightRate: "1 ÷ √(1 ÷ (η × u_m × BW)² + 1 ÷ (κ × r_q × CU × f)²)"
    case .cacheRate: "1 ÷ (1 ÷ (η_kv × BW) + G ÷ (κ_kv × CU × f))"
    case .unfusedCacheRate: "1 ÷ (1 ÷ (η_kv × BW) + G ÷ (κ_kv × f)), without flash attention"
    case .weightTime: "B_tok ÷ v_w, each card its part"
    case .weightTimeWithExperts:
      "(B_tok + (e_x − 1) × u ÷ X × W_experts) ÷ v_w, each card its part"
    case .weightTimeOnCards: "B_card ÷ v_w, each card its part"
    case .weightTimeOnCardsWithExperts: "(B_card + e_x × X_card) ÷ v_w, each card its part"
    case .cacheTime: "B_kv ÷ v_kv, each card its part"
    case .cacheTimeOnCards: "KV_card ÷ v_kv, each card its part"
    case .layersTime: "L × t_l × (0.5 + 1 ÷ f)"
    case .layersTimeWithExperts: "L × t_l × (0.5 + 1 ÷ f) × m_l"
    case .hopsTime: "(N − 1) × t_hop"
    case .hostTime:
      "B_host ÷ (1 ÷ √(1 ÷ (η_cpu × u_s × BW_host)² + 1 ÷ (b_core × cores)²)), KV_host ÷ (η_cpu × "
        + "u_s × BW_host), and L_host × t_l,host, as far as there are any; u_s only with several "
        + "sockets"
    case .tokenTime: "(t_w + t_kv + t_L) ÷ c_card + t_N + t_host, as far as there are any"
    case .decodeRoof: "1 ÷ ((B_tok + B_kv) ÷ BW), each device its part at its full bandwidth"
    case .decodeRoofFromDisk:
      "1 ÷ ((B_tok + B_kv) ÷ BW + m_host × t_disk), each device its part at its full bandwidth"
    case .decodeRate:
      "1 ÷ t_tok, at most roof; the range is from that ÷ to that × the width, at most roof"
    case .memoryRate: "η × u_m × BW; u_m only where the processor uses the memory too"
    case .kernelRate: "κ × r_q × CU × f"
    case .touchedShare: "c_x × (1 − (1 − u ÷ (c_x × X))^S); u ÷ X where that is more than c_x"
    case .stepMemoryTime: "W_d ÷ v_m"
    case .stepMemoryTimeWithExperts: "(W_d + q_S × e_x × W_x) ÷ v_m"
    case .vectorTime: "W_d × (1 + β × (S − 1)) ÷ v_k"
    case .vectorTimeWithExperts:
      "(W_d × (1 + β × (S − 1)) + q_S × e_x × W_x × (1 + β × max(0, S × u ÷ X − 1))) ÷ v_k"
    case .matrixTime: "P_d ÷ (κ_m × CU × f) + 2 × S × P_d ÷ v_F"
    case .matrixTimeWithExperts:
      "(P_d + q_S × P_x) ÷ (κ_m × CU × f) + 2 × S × (P_d + u ÷ X × P_x) ÷ v_F"
    case .productByVectors:
      "t_v: with up to S_v streams llama.cpp multiplies packed weights by kernels for vectors"
    case .productByMatrices:
      "t_x: with more than S_v streams llama.cpp multiplies packed weights on the matrix units"
    case .fasterProduct:
      "min(t_v, t_x): the faster, for no run on such cards showed a change of kernels"
    case .fasterUnpackedProduct: "min(t_v, t_x): weights of 16 bits go to the faster"
    case .streamsWeightTime: "√(t_m² + t_p²)"
    case .streamsCacheTime: "S × B_kv ÷ v_kv"
    case .layersTimeOnCard: "L_card × t_l × (0.5 + 1 ÷ f)"
    case .layersTimeOnCardWithExperts: "L_card × t_l × (0.5 + 1 ÷ f) × m_l"
    case .stepOnCard: "t_W + t_C + t_L"
    case .stepOnMeasuredCard: "(t_W + t_C + t_L) ÷ c_card"
    case .stepTime: "Σ over cards of t_card, and t_N with several"
    case .streamsRoof: "S ÷ ((W_d + S × B_kv) ÷ BW), each card its part"
    case .streamsRoofWithExperts:
      "S ÷ ((W_d + u ÷ X × W_x + S × B_kv) ÷ BW), each card its part"
    case .streamsRate:
      "S ÷ t_S, at most roof; the range is from that ÷ to that × the width, at most roof"
    case .streamsRateWithPackedCache:
      "S ÷ t_S, at most roof; the range is from S ÷ (t_S + t_u) ÷ the width to the rate × the width, "
        + "at most roof"
    case .eachRate: "rate_S ÷ S"
    case .chunks: "n ÷ ub, at least 1"
    case .operations: "2 × P_a × n"
    case .operationsWithExperts:
      "2 × P_a × n + 2 × parameters of experts in use × n × m_0 ÷ (ub × u ÷ X)"
    case .computeRate: "1 ÷ √(1 ÷ (U × p_q × Φ)² + 1 ÷ (e_W × W_board)²)"
    case .computeRateWithoutPower: "U × p_q × Φ"
    case .computeRateOfOneWarp: "1 ÷ √(1 ÷ (U × p_q × w_1 × Φ)² + 1 ÷ (e_W × W_board)²)"
    case .warpShareBeyondHopper: "w_H × o_H × CU × f ÷ Φ: what such kernels reach on Hopper"
    case .computeTime: "F_n ÷ v_F, each card its part"
    case .prefillReadTime: "B_n ÷ (η × BW), each card its part"
    case .attentionOperations:
      "4 × n × n ÷ 2 × width of the queries for each layer; with a window its tokens for n ÷ 2"
    case .attentionTime: "A_n ÷ (U_a × Φ)"
    case .attentionTimeOfOneWarp: "A_n ÷ (U_a × w_1 × Φ)"
    case .prefillLayersTime: "n_ub × L × t_l × (0.5 + 1 ÷ f)"
    case .prefillLayersTimeWithExperts: "n_ub × L × t_l × (0.5 + 1 ÷ f) × m_l"
    case .pipelineShare: "1 − 0.83 × (1 − (n_ub + N − 1) ÷ (N × n_ub))"
    case .prefillTime: "(√(t_F² + t_B²) + t_A + t_P) × ψ_N ÷ c_n, as far as there are any"
    case .prefillRoof: "N × n ÷ (2 × P_a × n ÷ Φ), each card its part"
    case .prefillRate:
      "n ÷ t_n, at most roof_n; the range is from that ÷ to that × the width, at most roof_n"
    case .prefillRateWithPackedCache:
      "n ÷ t_n, at most roof_n; the range is from n ÷ (t_n + t_u) ÷ the width to the rate × the width, "
        + "at most roof_n"
    case .runtimeNeed: "Σ of all items on the card"
    case .runtimeNeedLow: "Σ of the least of each item on the card"
    case .runtimeNeedHigh: "Σ of the most of each item on the card"
    case .vllmLimit: "min(x_gpu × M, M − r_tight)"
    case .wholeCard: "M"
    case .runtimeMargin: "M_run − need"
    case .runtimeCacheRead:
      "T_c × bytes of a token in all layers; with a window its tokens at most; a state is read and written"
    case .runtimeWeightTime: "B_tok ÷ N ÷ v_w, of the slowest card"
    case .runtimeWeightTimeWithExperts:
      "(B_tok + (e_x − 1) × B_x) ÷ N ÷ v_w, of the slowest card"
    case .runtimeCacheTime: "B_kv ÷ N ÷ v_kv, of the slowest card"
    case .runtimeLayersTime:
      "L × (t_l + t_q) × (0.5 + 1 ÷ f), of the slowest card; t_q only where weights are unpacked"
    case .runtimeLayersTimeWithExperts:
      "L × (t_l + t_q) × (0.5 + 1 ÷ f) × m_l, of the slowest card; t_q only where weights are unpacked"
    case .reduceTime: "2 × L × (α + 2 × (N − 1) ÷ N × 2 × E ÷ BW_sum)"
    case .runtimeTokenTime: "t_w + t_kv + t_L + t_sum + t_0, as far as there are any"
    case .runtimeRoof: "1 ÷ ((B_tok + B_kv) ÷ N ÷ BW), of the slowest card"
    case .missingShare: "1 − (M_host − R_host − O_host) ÷ W_host"
    case .diskTime: "B_host ÷ BW_disk"
    case .tokenTimeFromDisk:
      "(t_w + t_kv + t_L) ÷ c_card + t_N + t_host + t_disk, as far as there are any"
    case .decodeRateBesideCards:
      "1 ÷ t_tok, at most roof; the range is from that ÷ to that × the width, at most roof and from "
        + "no less than with everything in host memory"
    case .decodeRateFromDisk:
      "1 ÷ t_tok, at most roof; the range is from that ÷ the width to the rate with m_host × t_disk × "
        + "the width, at most what enough memory would give, and roof"
    case .decodeRateTight:
      "1 ÷ t_tok, at most roof; the range is from 1 ÷ (t_tok + t_disk) ÷ the width to what enough "
        + "memory would give, at most roof"
    case .diskLoadTime: "W_load ÷ BW_disk"
    case .linkTime: "W_cards ÷ BW_link, one card after the other"
    case .loadTime: "t_read + t_link; the range is from the longer of both to twice their sum"
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
    case .shaderRate: "derived from the FP32 rate of the device's record: the maker states neither"
    case .fittedSpeed: "a fit to measured speeds of this class of device"
    case .speedOfOneDevice: "a fit to measured speeds of this back end, by one device of this kind"
    case .borrowedSpeed: "constants of the nearest class of device with measurements"
    case .speedOfOlderBuilds:
      "a fit to older builds on such devices: no run of newer ones informs it"
    case .speedOnCUDA: "taken over from CUDA: no run of this back end informs it"
    case .speedOfLikeFormat: "a fit to a format of its kind: no run of this one informs it"
    case .assumedSpeed: "assumed: no measured speed informs it"
    case .speedOfVLLM: "a fit to published speeds of vLLM"
    case .speedOfLikeKernels: "a fit to several programs with kernels of this kind"
    case .speedOfLlamaCpp: "taken over from llama.cpp: no run of the program informs it"
    case .measuredDevice: "measurements of this device, against what is predicted for it"
    case .processorRecord: "the processor and its memory, as named"
    case .rangeRule: "how wide ranges must be to hold measured speeds"
    case .kernelChoice: "llama.cpp's choice of kernels"
    case .checkpointTensors: "the checkpoint's tensors, by shape and format"
    case .countedShapes: "exact: counted from the shapes of tensors"
    case .reckonedSizes: "derived: reckoned, not counted tensor by tensor"
    case .loggedRuns: "fitted: to what runs of the program logged, with a range"
    case .runtimeDefault: "the program's default"
    case .draftPlan: "the plan of the draft model, step by step below"
    case .projectorFile: "the tensors of the projector's file"
    case .arithmetic: "arithmetic"
    case .diskRecord: "the disk, as named"
    case .interfaceLimit: "what the interface carries at most, by PCI-SIG’s specifications"
    }
  }
}
