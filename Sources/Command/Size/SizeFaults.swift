import Catalog
import Diagnostics
import Sizing

/// The wording of what keeps a model from being sized.
enum SizeFaults {
  /// Returns the fault with a way to find what is there.
  static func diagnostic(_ fault: SizingFault) -> Diagnostic {
    var diagnostic = fault.diagnostic
    if diagnostic.help.isEmpty, case .unknownRecord(let table, _, _, _) = fault {
      diagnostic.help = ["list them: rigbook query \"select id, name from \(table)\""]
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
  static func contextBeyond(
    limit: Int64, of id: String, wanted: Int64, users: Int64
  ) -> Diagnostic {
    let slot = users == 1 ? "" : " for each slot"
    return Diagnostic(
      "out-of-range", "a context of \(tokens(wanted))\(slot) is longer than '\(id)' allows",
      at: nil, help: ["its longest context is \(tokens(limit))"])
  }

  private static func tokens(_ count: Int64) -> String {
    ValueFormat.text(.integer(count), unit: .tokens, style: .prose)
  }
}
