import Diagnostics
import ModelFiles
import Sizing
import Testing

/// Fields that say which layers have a window, where they contradict each other or are unusable.
@Suite("Layouts of windows in configurations")
struct ConfigLayoutTests {
  private func read(_ fields: String, type: String = "brand_new") -> SmallConfig.Found {
    SmallConfig.read(type, #""sliding_window": 64, "# + fields)
  }

  private static func kinds(_ letters: String) -> String {
    let list = letters.map { $0 == "W" ? "\"sliding_attention\"" : "\"full_attention\"" }
    return "\"layer_types\": [\(list.joined(separator: ", "))]"
  }

  // MARK: The switch

  /// transformers fails at such a layer where the class has the switch, and passes the switch over elsewhere.
  @Test func refusesAWindowThatIsSwitchedOff() {
    let found = read(#""use_sliding_window": false, "# + Self.kinds("WFWF"))
    SmallConfig.expect(
      found, "config-fields-disagree",
      "'layer_types' gives layers a window and 'use_sliding_window' is false, expected a window by both "
        + "or by neither")
    #expect(found.diagnostics.first?.notes.first?.span != nil)
  }

  @Test(arguments: [
    kinds("FFFF"), #""sliding_window_pattern": 4"#, #""max_window_layers": 2"#,
  ])
  func hasNoWindowWhereItIsSwitchedOff(fields: String) throws {
    let found = read(#""use_sliding_window": false, "# + fields)
    #expect(found.diagnostics.map(\.id) == ["model-type-unknown"])
    #expect(try #require(found.model).model.window == nil)
  }

  /// The classes of known families read the switch.
  @Test(arguments: ["qwen2", "qwen3"]) func switchesWindowsOfKnownFamilies(type: String) throws {
    let found = read(#""use_sliding_window": false, "# + Self.kinds("WFWF"), type: type)
    #expect(found.diagnostics == [])
    let model = try #require(found.model).model
    #expect(model.window == nil && model.unusedWindow == nil)
  }

  // MARK: Layers without positions

  /// These see all in one family and have the window in another.
  @Test(arguments: [#""no_rope_layers": [1, 1, 1, 0]"#, #""no_rope_layer_interval": 4"#])
  func asksForLayersBesideThoseWithoutPositions(fields: String) throws {
    SmallConfig.expect(
      read(fields), "config-field-missing",
      "the field 'layer_types' is missing (which layers have the window, 'sliding_attention' or "
        + "'full_attention')")
    let model = try #require(read(fields + ", " + Self.kinds("WFWF")).model).model
    #expect(model.window == AttentionWindow(tokens: 64, fullEvery: 2))
  }

  // MARK: Two layouts

  private static let disagreeing: [(String, String)] = [
    (
      kinds("WFWF") + #", "sliding_window_pattern": 4"#,
      "layer 1, counted from 0, sees all tokens by 'layer_types' and a window by "
        + "'sliding_window_pattern', expected the same by both"
    ),
    (
      kinds("WFWF") + #", "sliding_window_pattern": "LLLG""#,
      "layer 1, counted from 0, sees all tokens by 'layer_types' and a window by "
        + "'sliding_window_pattern', expected the same by both"
    ),
    (
      kinds("FFFF") + #", "max_window_layers": 2"#,
      "layer 2, counted from 0, sees all tokens by 'layer_types' and a window by 'max_window_layers', "
        + "expected the same by both"
    ),
    (
      kinds("FFWW") + #", "max_window_layers": 3"#,
      "layer 2, counted from 0, sees a window by 'layer_types' and all tokens by 'max_window_layers', "
        + "expected the same by both"
    ),
    (
      #""sliding_window_pattern": 2, "max_window_layers": 0"#,
      "layer 1, counted from 0, sees all tokens by 'sliding_window_pattern' and a window by "
        + "'max_window_layers', expected the same by both"
    ),
  ]

  @Test(arguments: disagreeing)
  func refusesLayoutsThatDisagree(fields: String, summary: String) {
    let found = read(fields)
    SmallConfig.expect(found, "config-fields-disagree", summary)
    let fault = found.diagnostics.first { $0.severity == .error }
    #expect(fault?.notes.first?.span != nil && fault?.help.isEmpty == false)
  }

  private static let agreeing: [(String, AttentionWindow)] = [
    (
      kinds("WWWF") + #", "sliding_window_pattern": 4"#,
      AttentionWindow(tokens: 64, fullEvery: 4)
    ),
    (
      kinds("WWWF") + #", "global_attn_every_n_layers": 4"#,
      AttentionWindow(tokens: 64, fullEvery: 4)
    ),
    (#""global_attn_every_n_layers": 2"#, AttentionWindow(tokens: 64, fullEvery: 2)),
    (
      kinds("FFFW") + #", "max_window_layers": 3"#,
      AttentionWindow(tokens: 64, limited: [false, false, false, true])
    ),
  ]

  @Test(arguments: agreeing)
  func readsLayoutsThatAgree(fields: String, window: AttentionWindow) throws {
    let found = read(fields)
    #expect(try #require(found.model).model.window == window)
    #expect(found.diagnostics.flatMap(\.help).allSatisfy { !$0.hasPrefix("not read") })
  }

  // MARK: Unusable values

  @Test(arguments: ["brand_new", "cohere2", "exaone4"])
  func refusesAPeriodOfNoLayers(type: String) {
    SmallConfig.expect(
      read(#""sliding_window_pattern": 0"#, type: type), "config-field-range",
      "'sliding_window_pattern' is 0, expected at least 1, which lets every layer see the whole "
        + "context")
    SmallConfig.expect(
      read(#""sliding_window_pattern": -4"#, type: type), "config-field-range",
      "'sliding_window_pattern' is -4, expected no negative number")
  }

  @Test(arguments: ["brand_new", "exaone4"]) func refusesAnEmptyPattern(type: String) {
    SmallConfig.expect(
      read(#""sliding_window_pattern": """#, type: type), "config-layer-types",
      "the pattern in 'sliding_window_pattern' is empty, expected 'L' for a layer with a window and 'G' "
        + "for one without")
  }

  @Test(arguments: [
    (#""2""#, "a text"), ("[2]", "a list"), ("2.5", "a number"),
  ])
  func refusesOtherKindsOfValue(value: String, kind: String) {
    SmallConfig.expect(
      read("\"max_window_layers\": \(value)"), "config-field-type",
      "found \(kind) in the field 'max_window_layers', expected a whole number")
  }

  /// The remark says what was sized.
  @Test func saysThatNoLayerHasAWindow() throws {
    let found = read(#""use_sliding_window": true, "max_window_layers": 4"#)
    #expect(try #require(found.model).model.window == nil)
    #expect(
      found.diagnostics.map(\.summary) == [
        "the model type 'brand_new' is not known; the fields describe a plain decoder whose layers all "
          + "see the whole context and are sized as such"
      ])
  }
}
