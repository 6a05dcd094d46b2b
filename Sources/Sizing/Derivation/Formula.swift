/// The formula that makes a term from its operands.
package enum Formula: UInt8, Sendable, CaseIterable {
  /// Sum over tensors of elements / block elements × block bytes, each padded to 32 bytes.
  case fileBytes
  /// Bits per weight = 8 · file bytes / parameters.
  case bitsPerWeight
  /// Weights on cards = layers + output matrix and norm; the embedding look-up stays in host memory.
  case weightsOnCards
  /// Weights on a card = its layers, and the output matrix on the last.
  case weightsOnCard
  /// Tokens that a graph is laid out for = min(ub_0, T) rounded up to whole tokens of each slot.
  case graphTokens
  /// Cells per slot = T / S rounded up to 256.
  case cellsPerSlot
  /// Bytes of a cell in a layer = K · (d_k · b_K + d_v · b_V).
  case cacheBytesPerCell
  /// Cache = S · cells per slot · layers · bytes of a cell.
  case cacheBytes
  /// Bytes of a cell of latent attention = (r_kv + d_rope) · b_K.
  case latentBytesPerCell
  /// Cells of a layer with a window = W + ub rounded up to 256, at most those of other layers.
  case windowCells
  /// Cache of layers of several kinds = S · (full + window + recurrent layers, each by its bytes).
  case cacheByKind
  /// States of recurrent layers where there are no others = S · layers · bytes of a state.
  case stateBytes
  /// Bytes of a row that serves as key and value = d_k · b_K.
  case sharedRowBytes
  /// Bytes of a row of four tokens = (d_k + d_i) · b_K.
  case fineBytesPerCell
  /// Rows of four tokens = cells / 4 rounded up to 256.
  case fineCells
  /// Rows of 128 tokens = cells / 128 rounded up to 256.
  case coarseCells
  /// Cache of a window and compressed rows = S · (windows + rows, finished or not).
  case compressedCache
  /// Live width with flash attention: what laying out the operators of a card's blocks gives, holes
  /// included.
  case liveWidthFused
  /// The same without flash attention: scores of all heads and cells, and what is beside them.
  case liveWidthScores
  /// Inputs = attention mask of a slot's cells, positions, places in the cache.
  case inputBytes
  /// Logits = 4 · rows · (V + E), and holes in front of them.
  case logitBytes
  /// Compute on the only card = max(4 · ub · w + inputs, logits).
  case computeSingle
  /// Compute on a card without the logits = 4 · ub · w + inputs.
  case computeBlocks
  /// Compute on one of several cards = 4 · ub · w + copies · (inputs + what is handed on).
  case computeAmong
  /// Compute on the last of several cards = max(that, copies of what arrives + logits).
  case computeLast
  /// Host compute with one card = 8 · ub · E + inputs.
  case hostComputeSingle
  /// Host compute with several cards = copies · (inputs + 4 · ub · E) + 4 · ub · E.
  case hostComputePipelined
  /// Host need = embedding + host compute.
  case hostNeed
  /// Need = weights + cache + compute + overhead.
  case need
  /// Need = weights + cache + compute + overhead + what is loaded beside the model.
  case needBeside
  /// Host need = embedding + host compute + a draft model's part.
  case hostNeedBeside
  /// Sum over cards.
  case sumOverCards
  /// Comfortable reserve = max(1 GiB, 5 % of the card).
  case comfortableReserve
  /// Margin = usable − need.
  case margin
  /// Bytes read per token = weights on cards − (1 − u/X) · experts.
  case bytesReadPerToken
  /// Cache read per token = cached tokens · layers · bytes of a cell.
  case cacheReadPerToken
  /// Cache as its reading is reckoned = that with cells of 16 bits.
  case packedCacheRead
  /// Time that unpacking may take besides = (slowest − 1) · time of reading the cache.
  case unpackingTime
  /// The same of all streams, each card its part.
  case streamsUnpackingTime
  /// The same of a prompt, by the time of attention.
  case prefillUnpackingTime
  /// Rate = 1 / time; the range reaches down to where unpacking the cache is slowest.
  case decodeRateWithPackedCache
  /// Rate of reading weights = 1 / √(1 / (η · u_m · BW)² + 1 / (κ · r · CU · f)²).
  case weightRate
  /// Rate of reading the cache = 1 / (1 / (η_kv · BW) + G / (κ_kv · CU · f)).
  case cacheRate
  /// The same without flash attention = 1 / (1 / (η_kv · BW) + G / (κ_kv · f)).
  case unfusedCacheRate
  /// Weight time = bytes read / rate; of experts times their factor.
  case weightTime
  /// The same where experts are read.
  case weightTimeWithExperts
  /// Weight time where a part is in host memory = bytes read on cards / rate.
  case weightTimeOnCards
  /// The same where experts are read on cards, times their factor.
  case weightTimeOnCardsWithExperts
  /// Cache time = cache read / rate.
  case cacheTime
  /// Cache time where a part is in host memory = cache read on cards / rate.
  case cacheTimeOnCards
  /// Time of layers = L · t_l · (0.5 + 1 / f).
  case layersTime
  /// The same with experts = L · t_l · (0.5 + 1 / f) · m_l.
  case layersTimeWithExperts
  /// Time of passes = (N − 1) · t_hop.
  case hopsTime
  /// Time of a processor = weights and cache by its memory and its cores, and its layers.
  case hostTime
  /// Time of a token = sum of all, with what was measured of the cards.
  case tokenTime
  /// Rate at the full bandwidth = 1 / (bytes read / bandwidth), each device its part.
  case decodeRoof
  /// The same where at least a share of the weights in host memory comes from the disk.
  case decodeRoofFromDisk
  /// Rate = 1 / time of a token; the range is the rate divided by and times the width. Neither passes the
  /// roof.
  case decodeRate
  /// Rate of memory = η · u_m · BW.
  case memoryRate
  /// Rate of kernels for vectors = κ · r · CU · f.
  case kernelRate
  /// Share of experts that S streams use = c · (1 − (1 − u / (c · X))^S).
  case touchedShare
  /// Time of memory = weights / rate.
  case stepMemoryTime
  /// The same with those experts that the streams use.
  case stepMemoryTimeWithExperts
  /// Time of kernels for vectors = weights · (1 + β · (S − 1)) / rate.
  case vectorTime
  /// The same, where an expert serves S · u / X streams.
  case vectorTimeWithExperts
  /// Time of the matrix units = parameters / (κ_m · CU · f) + 2 · parameters · S / rate of products.
  case matrixTime
  /// The same, where experts pass that the streams use and multiply as often as they are used.
  case matrixTimeWithExperts
  /// Products by kernels for vectors, for so few streams.
  case productByVectors
  /// Products by the matrix units, for more streams.
  case productByMatrices
  /// The faster of both, where no run showed a change.
  case fasterProduct
  /// The faster of both, for weights of 16 bits.
  case fasterUnpackedProduct
  /// Time of weights = √(memory² + products²).
  case streamsWeightTime
  /// Time of caches = S · cache / rate.
  case streamsCacheTime
  /// Time of the layers on a card = L · t_l · (0.5 + 1 / f).
  case layersTimeOnCard
  /// The same with experts = L · t_l · (0.5 + 1 / f) · m_l.
  case layersTimeOnCardWithExperts
  /// Time of a step on a card = weights + caches + layers.
  case stepOnCard
  /// The same, over what was measured of the card.
  case stepOnMeasuredCard
  /// Time of a step = sum over cards, and passes.
  case stepTime
  /// Rate at the full bandwidth = S / ((weights + S · cache) / bandwidth).
  case streamsRoof
  /// The same where all streams use the same experts.
  case streamsRoofWithExperts
  /// Rate of all = S / time of a step; neither it nor its range passes the roof.
  case streamsRate
  /// The same; the range reaches down to where unpacking the caches is slowest.
  case streamsRateWithPackedCache
  /// Rate of each = rate of all / S.
  case eachRate
  /// Micro-batches = n / ub.
  case chunks
  /// Operations = 2 · P_a · n.
  case operations
  /// Operations with experts, idle places of tiles included.
  case operationsWithExperts
  /// Rate of products = 1 / √(1 / (U · p · Φ)² + 1 / (e_W · W)²).
  case computeRate
  /// Rate of products = U · p · Φ, where the power is not known.
  case computeRateWithoutPower
  /// Rate of the products where one warp's instructions reach a share of the matrix rate.
  case computeRateOfOneWarp
  /// Share of one warp's instructions where units outdo Hopper's = w_H · o_H · CU · f / Φ.
  case warpShareBeyondHopper
  /// Time of products = operations / rate.
  case computeTime
  /// Time of reading in prefill = micro-batches · bytes read / bandwidth reached.
  case prefillReadTime
  /// Operations of attention = 4 · H · d_k · n · n / 2 for each layer.
  case attentionOperations
  /// Time of attention = operations / (U_a · Φ).
  case attentionTime
  /// Time of attention where one warp's instructions reach a share of the matrix rate.
  case attentionTimeOfOneWarp
  /// Time of layers in prefill = micro-batches · L · t_p · (0.5 + 1 / f).
  case prefillLayersTime
  /// The same with experts = micro-batches · L · t_p · (0.5 + 1 / f) · m_l.
  case prefillLayersTimeWithExperts
  /// What is left = 1 − ψ · (1 − (micro-batches + N − 1) / (N · micro-batches)).
  case pipelineShare
  /// Time of a prompt = √(t_F² + t_B²) + t_A + t_P.
  case prefillTime
  /// Rate at the full rate of the matrix units = N · n / (operations / Φ).
  case prefillRoof
  /// Rate = n / time of the prompt; neither it nor its range passes the roof.
  case prefillRate
  /// The same; the range reaches down to where unpacking the cache is slowest.
  case prefillRateWithPackedCache
  /// Need under another runtime = sum of all items.
  case runtimeNeed
  /// The least need = sum of the least of each item.
  case runtimeNeedLow
  /// The most need = sum of the most of each item.
  case runtimeNeedHigh
  /// What vLLM takes = min(share of the card, card − what a tight fit leaves).
  case vllmLimit
  /// What a program takes that is told no limit = the card.
  case wholeCard
  /// Margin = limit − need.
  case runtimeMargin
  /// Cache read for a token under vLLM = cached tokens · bytes of a token in all layers.
  case runtimeCacheRead
  /// Weight time with matrices cut over cards = bytes read / N / rate of the slowest.
  case runtimeWeightTime
  /// The same where experts are read, times their factor.
  case runtimeWeightTimeWithExperts
  /// Cache time = cache read / N / rate of the slowest.
  case runtimeCacheTime
  /// Time of layers = L · (t_l + t_q) · (0.5 + 1 / f) of the slowest.
  case runtimeLayersTime
  /// The same with experts = L · (t_l + t_q) · (0.5 + 1 / f) · m_l.
  case runtimeLayersTimeWithExperts
  /// Time of sums = 2 · L · (α + 2 · (N − 1) / N · 2 · E / link).
  case reduceTime
  /// Time of a token under vLLM = sum of all.
  case runtimeTokenTime
  /// Rate at the full bandwidth = 1 / (bytes read / N / bandwidth) of the slowest card.
  case runtimeRoof
  /// Missing share = 1 − (memory − reserve − cache and buffers) / weights.
  case missingShare
  /// Time of the disk = bytes read for a token / rate.
  case diskTime
  /// Time of a token with all weights in host memory from the disk.
  case tokenTimeFromDisk
  /// Rate = 1 / time; the range reaches no lower than with everything in host memory.
  case decodeRateBesideCards
  /// Rate = 1 / time; the range reaches to where the disk is read for the missing share only.
  case decodeRateFromDisk
  /// Rate = 1 / time; the range reaches down to where all comes from the disk.
  case decodeRateTight
  /// Time of the disk = bytes of all files / rate.
  case diskLoadTime
  /// Time of the bus = bytes on cards / rate, one card after the other.
  case linkTime
  /// Time of loading = disk and bus in turn.
  case loadTime
}
