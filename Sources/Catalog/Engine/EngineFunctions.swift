internal import Sizing

/// The engine's functions for SQL.
///
/// A context beyond what the model was made for, and a model that the engine does not cover, give
/// NULL from functions of numbers and `–` as a verdict, so that a table over many models stays whole. A NULL argument gives NULL. An unknown id
/// is a fault.
enum EngineFunctions {
  typealias Answer = @Sendable (FunctionCall) throws(SizingFault) -> Cell

  static func all(_ engine: SizingEngine) -> [SQLFunction] {
    memory(engine) + fitting(engine) + speed(engine) + loading(engine) + host(engine)
      + memoryOfMachine(engine) + searches(engine)
  }

  static let use = ["model", "quantization", "context", "users"]
  private static let useOnCards = use + ["gpu", "count"]

  private static func memory(_ engine: SizingEngine) -> [SQLFunction] {
    [
      function(
        "weights_gib", ["model", "quantization"],
        "GiB of the weights on cards: all tensors but the look-up of the input embedding."
      ) { call throws(SizingFault) in
        gib(
          try engine.model(call.text(0), quantization: call.text(1), log: call.log)
            .prepared.cardBytes)
      },
      function("file_gib", ["model", "quantization"], "GiB of all tensors of the file.") {
        call throws(SizingFault) in
        gib(
          try engine.model(call.text(0), quantization: call.text(1), log: call.log)
            .prepared.fileBytes)
      },
      function(
        "read_gib", ["model", "quantization"],
        "GiB of weights read for one token: without the look-up of the input embedding, and of the "
          + "experts only those in use."
      ) { call throws(SizingFault) in
        .decimal(
          try engine.model(call.text(0), quantization: call.text(1), log: call.log)
            .prepared.bytesReadPerToken / 1_073_741_824)
      },
      function(
        "kv_gib", ["model", "context", "users"], optional: 1,
        "GiB of the KV cache in 16 bits. The context is for each user."
      ) { call throws(SizingFault) in
        // The cache does not depend on the weights' format.
        let question = SizingQuestion(
          model: try call.text(0), quantization: "F16", contextTokens: try call.integer(1),
          users: call.has(2) ? try call.integer(2) : 1)
        return gib(try engine.need(question, log: call.log).cache)
      },
      function(
        "compute_gib", use, optional: 1, "GiB of llama.cpp's working buffers on one card."
      ) { call throws(SizingFault) in gib(try engine.need(call.use(), log: call.log).compute) },
      function(
        "need_gib", use + ["gpu"], optional: 2,
        "GiB needed on one such device, or on a CUDA card where none is named: weights, KV cache, "
          + "working buffers and runtime overhead."
      ) { call throws(SizingFault) in
        // What driver and kernels take depends on the maker of the device.
        guard call.has(4) else { return gib(try engine.need(call.use(), log: call.log).need) }
        return gib(try engine.plan(call.use(), on: call.text(4), log: call.log).need)
      },
      function("overhead_gib", ["gpu"], "GiB that driver and kernels take on the card.") {
        call throws(SizingFault) in
        let card = try engine.card(call.text(0), log: call.log)
        return gib(card.overhead)
      },
    ]
  }

  private static func fitting(_ engine: SizingEngine) -> [SQLFunction] {
    [
      function(
        "verdict", useOnCards, optional: 1, outside: .notApplicable,
        "fits, tight or does not fit, on one or several equal cards."
      ) { call throws(SizingFault) in
        .text("\(try plan(call, engine).verdict.name)")
      },
      function(
        "margin_gib", useOnCards, optional: 1,
        "GiB left over on the card with the least room; negative where it is too small."
      ) { call throws(SizingFault) in gib(try plan(call, engine).margin) },
      function(
        "largest_context", ["model", "quantization", "users", "gpu", "count"], optional: 1,
        "Longest context for each user that still fits, in tokens, at most the one that the model "
          + "was made for; 0 where none does."
      ) { call throws(SizingFault) in
        let question = SizingQuestion(
          model: try call.text(0), quantization: try call.text(1), contextTokens: 1,
          users: try call.integer(2))
        return .integer(
          try engine.largestContext(
            question, on: call.text(3), count: call.count(4), log: call.log))
      },
    ]
  }

  private static func searches(_ engine: SizingEngine) -> [SQLFunction] {
    [
      function(
        "smallest_gpu", use + ["class"], optional: 1,
        "Id of the card with the least memory that fits with room to spare; NULL where none does."
      ) { call throws(SizingFault) in
        let kind = call.has(4) ? try call.text(4) : nil
        return try engine.smallestCard(for: call.use(), kind: kind, log: call.log)
          .map { .text($0.id) } ?? .notStated
      },
      function(
        "gpus_needed", use + ["gpu"],
        "Least number of equal cards that fits, 1 to \(LoaderLimits.cards); NULL where none does."
      ) { call throws(SizingFault) in
        let question = try call.use()
        let devices = try engine.card(call.text(4), log: call.log).devices
        for count in 1...(LoaderLimits.cards / devices) {
          let plan = try engine.plan(question, on: call.text(4), count: count, log: call.log)
          if plan.verdict != .doesNotFit { return .integer(Int64(count)) }
        }
        return .notStated
      },
    ]
  }

  private static func plan(
    _ call: FunctionCall, _ engine: SizingEngine
  ) throws(SizingFault) -> Plan {
    try engine.plan(call.use(), on: call.text(4), count: call.count(5), log: call.log)
  }

  /// GiB as a number for SQL; exact bytes stay in Swift.
  private static func gib(_ bytes: Int64) -> Cell { .decimal(Double(bytes) / 1_073_741_824) }

  static func function(
    _ name: String, _ parameters: [String], optional: Int = 0, outside: Cell = .notStated,
    _ meaning: String, _ answer: @escaping Answer
  ) -> SQLFunction {
    SQLFunction(name: name, parameters: parameters, optionalCount: optional, meaning: meaning) {
      arguments, log throws(QueryError) in
      guard !arguments.contains(.notStated), !arguments.contains(.notApplicable) else {
        return .notStated
      }
      do throws(SizingFault) {
        return try answer(FunctionCall(arguments: arguments, parameters: parameters, log: log))
      } catch .contextBeyondModel, .unsupported(table: "model", id: _, reason: _, help: _) {
        return outside
      } catch {
        throw QueryError(error.message, help: error.help)
      }
    }
  }
}
