import Sizing
import SizingWeb

/// The layout of the buffers as JSON, for languages other than Swift.
enum LayoutTable {
  static var json: String {
    let choices: [(String, [String])] = [
      ("architectures", Architecture.allCases.map { "\($0.name)" }),
      ("mixes", QuantizationMix.allCases.map { "\($0.name)" }),
      ("recurrences", Recurrence.Kind.allCases.map { "\($0.name)" }),
      ("mixers", LayerMixer.allCases.map { "\($0)" }),
      ("cacheTypes", CacheType.allCases.map { "\($0.name)" }),
      ("logits", LoadSettings.Logits.allCases.map { "\($0.name)" }),
      ("backends", Backend.allCases.map { "\($0.name)" }),
      ("formats", KernelFormat.allCases.map { "\($0.name)" }),
      ("verdicts", Verdict.allCases.map { "\($0.name)" }),
      ("items", LedgerItem.allCases.map { "\($0)" }),
    ]
    let status = RequestStatus.allCases.map { ("\($0)", "\($0.meaning)") }
    return """
      {
        "version": \(sizingVersion()),
        "choices": {
      \(choices.map { "    \"\($0)\": [\($1.map { "\"\($0)\"" }.joined(separator: ", "))]" }
        .joined(separator: ",\n"))
        },
        "statusFrom1": \(list(status)),
        "model": \(list(ModelField.allCases.map { ("\($0)", "\($0.meaning)") })),
        "eachLayer": {"count": \(ModelField.layerBound), "meanings": [
            "\(ModelField.layerMeaning)",
            "\(ModelField.widthMeaning)"
          ]},
        "summary": \(list(SummaryField.allCases.map { ("\($0)", "\($0.meaning)") })),
        "use": \(list(UseField.allCases.map { ("\($0)", "\($0.meaning)") })),
        "useOfEachCard": \(list(CardField.allCases.map { ("\($0)", "\($0.meaning)") })),
        "answer": \(list(AnswerField.allCases.map { ("\($0)", "\($0.meaning)") })),
        "answerOfEachCard": \(list(LedgerField.allCases.map { ("\($0)", "\($0.meaning)") })),
        "cardCount": \(UseField.cardBound)
      }

      """
  }

  private static func list(_ fields: [(String, String)]) -> String {
    "[\n"
      + fields.map { "    {\"name\": \"\($0)\", \"meaning\": \"\($1)\"}" }.joined(separator: ",\n")
      + "\n  ]"
  }
}
