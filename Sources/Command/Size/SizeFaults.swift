import Catalog
import Diagnostics
import Sizing

/// The wording of what keeps a model from being sized.
enum SizeFaults {
  /// Returns the fault, with numbers where the engine has none.
  static func diagnostic(
    _ fault: SizingFault, _ question: SizingQuestion, _ engine: SizingEngine
  ) -> Diagnostic {
    var diagnostic = fault.diagnostic
    if case .contextBeyondModel = fault, let limit = limit(question, engine) {
      let wanted = tokens(question.contextTokens)
      let slot = question.users == 1 ? "" : " for each slot"
      diagnostic.summary =
        "a context of \(wanted)\(slot) is longer than '\(question.model)' allows"
      diagnostic.help = ["its longest context is \(tokens(limit))"]
    }
    if diagnostic.help.isEmpty, case .unknownRecord(let table, _, _, _) = fault {
      diagnostic.help = ["list them: rigbook query \"select id, name from \(table)\""]
    }
    return diagnostic
  }

  private static func limit(_ question: SizingQuestion, _ engine: SizingEngine) -> Int64? {
    do throws(SizingFault) {
      return try engine.model(question.model, quantization: question.quantization)
        .prepared.model.contextLimit
    } catch {
      // Another fault than the one that is being worded: nothing to add.
      return nil
    }
  }

  private static func tokens(_ count: Int64) -> String {
    ValueFormat.text(.integer(count), unit: .tokens, style: .prose)
  }
}
