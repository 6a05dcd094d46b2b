import Catalog
import Diagnostics
import Sizing

/// The wording of what keeps a model from being sized.
enum SizeFaults {
  /// Returns the fault with a way to find what is there.
  static func diagnostic(_ fault: SizingFault) -> Diagnostic {
    var diagnostic = fault.diagnostic
    guard diagnostic.help.isEmpty else { return diagnostic }
    switch fault {
    case .unknownRecord(let table, _, _, _):
      diagnostic.help = ["list them: rigbook query \"select id, name from \(table)\""]
    case .unsupported("model", _, _, _):
      diagnostic.help = [
        "its weights take what its files do; what a runtime adds to them is not sized"
      ]
    case .unsupported(let table, _, _, _):
      diagnostic.help = ["complete its record in the catalog's table '\(table)', or name another"]
    case .contextBeyondModel, .outOfRange, .secondProcessor, .refusedByLoader: break
    }
    return diagnostic
  }

  /// Returns the fault with numbers where the engine has none.
  static func diagnostic(
    _ fault: SizingFault, _ model: SizedModel, _ settings: LoadSettings
  ) -> Diagnostic {
    guard case .contextBeyondModel = fault, let limit = model.longestContext else {
      return diagnostic(fault)
    }
    return contextBeyond(
      limit: limit, of: model.id, wanted: settings.contextPerSlot,
      users: settings.slots)
  }

  /// Returns the fault of a context that is longer than a model allows.
  ///
  /// - Parameters:
  ///   - limit: Its longest context in tokens.
  ///   - reach: What scaled positions make of that, where it is known.
  ///   - id: The model's id or path.
  ///   - wanted: The tokens of a slot that were asked for.
  ///   - users: The slots.
  /// - Returns: The fault, which names the longest context.
  static func contextBeyond(
    limit: Int64, reach: Int64? = nil, of id: String, wanted: Int64, users: Int64
  ) -> Diagnostic {
    let slot = users == 1 ? "" : " for each slot"
    let scaled =
      reach.map { "; scaled positions, such as by YaRN, reach \(tokens($0))" }
      ?? ", scaled positions included"
    return Diagnostic(
      "out-of-range", "a context of \(tokens(wanted))\(slot) is longer than '\(id)' allows",
      at: nil, help: ["its longest context is \(tokens(limit))\(scaled)"])
  }

  private static func tokens(_ count: Int64) -> String {
    ValueFormat.text(.integer(count), unit: .tokens, style: .prose)
  }
}
