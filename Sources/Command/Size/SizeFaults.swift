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
    var diagnostic = diagnostic(fault)
    if case .contextBeyondModel = fault, let limit = model.longestContext {
      let wanted = tokens(settings.contextTokens / settings.slots)
      let slot = settings.slots == 1 ? "" : " for each slot"
      diagnostic.summary = "a context of \(wanted)\(slot) is longer than '\(model.id)' allows"
      diagnostic.help = ["its longest context is \(tokens(limit))"]
    }
    return diagnostic
  }

  private static func tokens(_ count: Int64) -> String {
    ValueFormat.text(.integer(count), unit: .tokens, style: .prose)
  }
}
