import Diagnostics
import ModelFiles
import Testing

/// A configuration of four layers, to which a test adds the fields that it is about.
enum SmallConfig {
  typealias Found = (model: ConfiguredModel?, diagnostics: [Diagnostic])

  /// Experts by the names that most families have.
  static let experts =
    #""num_experts": 8, "num_experts_per_tok": 2, "moe_intermediate_size": 64"#

  static func read(_ type: String, _ fields: String) -> Found {
    let text = ConfigFixture.plain(type, 4, 512, 1024, 8, 2, 1000, fields)
    return ModelConfigReader.read(SourceFile(path: "config.json", text: text))
  }

  /// What some known family has, and an unknown one may not.
  private static let sizedElsewhere: Set<String> = [
    "linear attention", "state-space layers", "experts that every token uses",
    "multi-head latent attention", "attention and feed-forward side by side",
    "a gate behind attention", "layers of another kind between those with attention",
    "a dense feed-forward part beside the experts",
  ]

  /// A feature in words, with what the engine does with it.
  static func refused(_ words: String) -> String {
    let family = sizedElsewhere.contains(words) ? " in such a family" : ""
    return "\(words), which the engine does not size\(family)"
  }

  /// Expects one error, with a place, and no model.
  static func expect(_ found: Found, _ id: String, _ summary: String) {
    #expect(found.model == nil)
    let errors = found.diagnostics.filter { $0.severity == .error }
    #expect(errors.map(\.id.rawValue) == [id], "\(found.diagnostics.map(\.summary))")
    #expect(errors.first?.summary == summary)
    #expect(errors.first?.span != nil)
  }
}
