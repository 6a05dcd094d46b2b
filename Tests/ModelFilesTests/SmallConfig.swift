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

  /// Expects one error, with a place, and no model.
  static func expect(_ found: Found, _ id: String, _ summary: String) {
    #expect(found.model == nil)
    let errors = found.diagnostics.filter { $0.severity == .error }
    #expect(errors.map(\.id.rawValue) == [id], "\(found.diagnostics.map(\.summary))")
    #expect(errors.first?.summary == summary)
    #expect(errors.first?.span != nil)
  }
}
