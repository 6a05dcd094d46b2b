extension PassGraph {
  /// Where the weights and the cache of the layer are that is being added.
  struct Site {
    /// The layer.
    var layer = 0
    /// The device that holds its weights and its cache.
    var home = 0
    /// The device that holds its experts.
    var expertHome = 0
    /// Whether the layer is in host memory.
    var isOnHost = false

    init() {}

    init(_ layer: Int, _ placement: Placement) {
      self.layer = layer
      home = placement.home(ofLayer: layer)
      isOnHost = home == placement.host
      expertHome = layer < placement.layersWithHostExperts ? placement.host : home
    }
  }

  /// A matrix of the layer, as an operand.
  mutating func matrix(_ role: TensorRole) -> WorkingGraph.ResultID {
    graph.store(
      sizes.prepared.bytes(of: role, inLayer: site.layer),
      home: role.staysWithExperts ? site.expertHome : site.home, isWeight: true)
  }

  /// A weight of so many 32-bit elements, as an operand.
  mutating func weight(_ elements: Int64) -> WorkingGraph.ResultID {
    graph.store(4 * elements, home: site.home, isWeight: true)
  }

  /// A part of the cache, as an operand.
  mutating func cached(_ bytes: Int64) -> WorkingGraph.ResultID {
    let layer = sizes.model.cachingLayer(of: site.layer)
    return graph.store(bytes, home: placement.home(ofLayer: layer), isWeight: false)
  }

  /// The product of a matrix with the rows of a result.
  ///
  /// - Parameters:
  ///   - role: The matrix.
  ///   - width: Elements of a row of the product.
  ///   - source: The result.
  ///   - tokens: Rows.
  ///   - heads: Slices of the matrix; each gives a row of `width` elements for each token.
  /// - Returns: The product.
  mutating func product(
    _ role: TensorRole, _ width: Int64, _ source: WorkingGraph.ResultID, tokens: Int64? = nil,
    heads: Int64 = 1
  ) -> WorkingGraph.ResultID {
    let rows = tokens ?? sizes.tokens
    return graph.add(4 * rows * width * heads, matrix(role), source, rows: rows)
  }

  /// A sum with a bias of each row.
  mutating func biased(
    _ source: WorkingGraph.ResultID, _ width: Int64, tokens: Int64? = nil
  ) -> WorkingGraph.ResultID {
    let rows = tokens ?? sizes.tokens
    return graph.add(4 * rows * width, source, weight(width), reuses: true, rows: rows)
  }

  /// A norm, the product with its weights, and the sum with its bias.
  ///
  /// - Parameters:
  ///   - size: Bytes of the result.
  ///   - source: What is normed.
  ///   - width: Elements of a row.
  ///   - weights: Elements of the weights, where they are not one row.
  ///   - operand: The weights, where others read them too.
  /// - Returns: The result.
  mutating func addNorm(
    _ size: Int64, _ source: WorkingGraph.ResultID, width: Int64, weights: Int64? = nil,
    operand: WorkingGraph.ResultID? = nil
  ) -> WorkingGraph.ResultID {
    let norm = graph.add(size, source, reuses: sizes.model.block.normReusesOperand)
    let rows = size / (4 * width)
    let operand = operand ?? weight(weights ?? width)
    let weighted = graph.add(size, norm, operand, reuses: true, rows: rows)
    guard sizes.model.block.hasNormBias else { return weighted }
    return graph.add(size, weighted, weight(width), reuses: true, rows: rows)
  }
}
