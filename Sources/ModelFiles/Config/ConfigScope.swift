internal import Diagnostics

/// Reads the fields of a configuration that describe the language model, and notes what is wrong.
///
/// A configuration with several towers keeps the language model in an object of its own; the
/// fields around it are asked only where the caller says so.
struct ConfigScope {
  let source: SourceFile
  /// The object that describes the language model.
  let object: ConfigObject
  /// The whole file, when the language model is an object inside it.
  let outer: ConfigObject?
  /// The numbers that absent fields of the family stand for.
  var defaults: [String: Int64] = [:]
  private(set) var diagnostics: [Diagnostic] = []
  /// What was reported: where a kind is wrong by the place alone, else by the words too.
  private var reported: Set<Report> = []

  private struct Report: Hashable {
    let id: Diagnostic.Identifier
    let span: SourceSpan?
    var summary = ""
  }

  init(source: SourceFile, object: ConfigObject, outer: ConfigObject?) {
    self.source = source
    self.object = object
    self.outer = outer
  }

  /// The first field of those names that is there and is not `null`.
  func member(_ names: [String]) -> JSONMember? {
    expectKnown(names)
    for name in names { if let member = object[name] { return member } }
    return nil
  }

  /// The value of the first field of those names that is there, as a whole number from zero.
  ///
  /// Two names of the same quantity that are both there must agree. An absent field has the value
  /// that the family gives it, and the place of the whole object.
  mutating func count(_ names: String...) -> ConfigField<Int64>? { count(names) }

  /// The same, where a list with one number for each layer may count as the number they share.
  mutating func count(_ names: [String], perLayer: Bool = false) -> ConfigField<Int64>? {
    expectKnown(names)
    var found: ConfigField<Int64>?
    for name in names {
      guard let member = object[name] else { continue }
      guard let field = perLayer ? sharedNumber(member) : wholeNumber(member) else { return nil }
      guard let first = found else {
        found = field
        continue
      }
      if first.value != field.value {
        report(
          Diagnostic(
            "config-fields-disagree",
            "'\(field.name)' is \(field.value) and '\(first.name)' is \(first.value), "
              + "expected one value for both names",
            at: field.span, notes: [.init("the other", at: first.span)]))
      }
    }
    return found ?? defaultCount(names)
  }

  /// The value that the family gives to an absent field.
  private func defaultCount(_ names: [String]) -> ConfigField<Int64>? {
    for name in names {
      guard let value = defaults[name], !states(name) else { continue }
      let start = object.range.lowerBound
      return ConfigField(name: name, value: value, span: source.span(start..<start + 1))
    }
    return nil
  }

  /// Whether a field is there. A `null` says that there is none of something, as where queries are not
  /// compressed, but not of experts, which the class has always.
  func states(_ name: String) -> Bool {
    object[name] != nil || object.states(name) && !ConfigFields.isUnsaid(byNull: name)
  }

  /// The value of the first field of those names that is there, where a list with one number for
  /// each layer counts as the number they share.
  mutating func layerCount(_ names: String...) -> ConfigField<Int64>? { layerCount(names) }

  mutating func layerCount(_ names: [String]) -> ConfigField<Int64>? {
    count(names, perLayer: true)
  }

  /// A number, or the one that all entries of a list are.
  private mutating func sharedNumber(_ member: JSONMember) -> ConfigField<Int64>? {
    guard case .list(let items) = member.value.kind, let first = items.first else {
      return wholeNumber(member)
    }
    var shared: ConfigField<Int64>?
    for item in items {
      let entry = JSONMember(key: member.key, keyRange: member.keyRange, value: item)
      guard let field = wholeNumber(entry) else { return nil }
      shared = shared ?? field
    }
    guard items.allSatisfy({ $0.kind == first.kind }) else {
      report(
        Diagnostic(
          "model-not-covered",
          "the field \(QuotedText.of(member.key)) describes "
            + "\(ModelFeature.layerwiseShapes.words), \(ModelFeature.layerwiseShapes.verdict)",
          at: span(member.value)))
      return nil
    }
    return shared
  }

  /// A number of heads or elements that must be there, under the first of those names when none is.
  ///
  /// Wider ones than any model's are refused here, before they are multiplied.
  mutating func width(_ meaning: String, _ names: String...) -> Int64? { width(meaning, names) }

  /// The same, of a list of names.
  mutating func width(_ meaning: String, _ names: [String]) -> Int64? {
    let widest: Int64 = 1 << 20
    guard let field = count(names) else {
      if member(names) == nil { missing(names[0], meaning) }
      return nil
    }
    guard field.value <= widest else {
      report(
        Diagnostic(
          "config-field-range", "'\(field.name)' is \(field.value), expected at most \(widest)",
          at: field.span))
      return nil
    }
    return field.value
  }

  /// The value of the first field of those names that is there, as true or false.
  mutating func flag(_ names: String...) -> ConfigField<Bool>? {
    guard let member = member(names) else { return nil }
    guard case .flag(let value) = member.value.kind else {
      wrongType(member, expected: "true or false")
      return nil
    }
    return ConfigField(name: member.key, value: value, span: span(member.value))
  }

  /// The value of the first field of those names that is there, as a list of texts.
  mutating func texts(_ names: String...) -> ConfigTexts? {
    guard let member = member(names) else { return nil }
    guard case .list(let elements) = member.value.kind else {
      wrongType(member, expected: "a list of texts")
      return nil
    }
    var texts: [String] = []
    for element in elements {
      guard case .text(let text) = element.kind else {
        wrongType(
          JSONMember(key: member.key, keyRange: member.keyRange, value: element),
          expected: "a text in the list")
        return nil
      }
      texts.append(text)
    }
    return ConfigTexts(
      name: member.key, value: texts, items: elements, span: span(member.value))
  }

  /// Fields that are read are in the list, lest one is taken for another's misspelling.
  private func expectKnown(_ names: [String]) {
    assert(names.allSatisfy(ConfigFields.isKnown), "a field that 'ConfigFields' lacks: \(names)")
  }

  /// Notes each field of an object whose value is of a kind that nothing could be read of.
  mutating func checkKinds(_ kinds: [String: ConfigFields.Kinds], of object: ConfigObject?) {
    guard let object else { return }
    for name in object.keys {
      guard let kinds = kinds[name], let member = object[name], !kinds.contains(.of(member.value))
      else { continue }
      wrongType(member, expected: kinds.words)
    }
  }

  /// Notes that a field is missing, or is `null`, that the model cannot be sized without.
  mutating func missing(_ name: String, _ meaning: String) {
    if let null = object.null(name) {
      report(
        Diagnostic(
          "config-field-missing", "the field '\(name)' is null, expected a value (\(meaning))",
          at: span(null.value), help: ["state in place of null: \(meaning)"]))
      return
    }
    var help = ["add '\(name)': \(meaning)"]
    if let near = NearestName.of(name, among: object.keys.filter { !ConfigFields.isKnown($0) }) {
      help = ["did you mean '\(name)' by \(QuotedText.of(near))?"]
    }
    report(
      Diagnostic(
        "config-field-missing", "the field '\(name)' is missing (\(meaning))",
        at: source.span(object.range.lowerBound..<object.range.lowerBound + 1), help: help))
  }

  /// Notes that a field holds the wrong kind of value.
  mutating func wrongType(_ member: JSONMember, expected: String) {
    report(
      Diagnostic(
        "config-field-type",
        "found \(member.value.kindName) in the field \(QuotedText.of(member.key)), "
          + "expected \(expected)",
        at: span(member.value)))
  }

  /// Reads fields of an object inside, and keeps what was wrong with them; `nil` without one.
  mutating func within<Value>(
    _ name: String, _ read: (inout ConfigScope) -> Value?
  ) -> Value? {
    guard let inside = object.object(name) else { return nil }
    var inner = ConfigScope(source: source, object: inside, outer: nil)
    let value = read(&inner)
    diagnostics += inner.diagnostics
    return value
  }

  /// Notes what is wrong; what follows from a value of a wrong kind, or is said twice, adds nothing.
  mutating func report(_ diagnostic: Diagnostic) {
    let wrongKind = Report(id: "config-field-type", span: diagnostic.span)
    guard !reported.contains(wrongKind) else { return }
    let report =
      diagnostic.id == wrongKind.id
      ? wrongKind
      : Report(id: diagnostic.id, span: diagnostic.span, summary: diagnostic.summary)
    if reported.insert(report).inserted { diagnostics.append(diagnostic) }
  }

  func span(_ value: JSONValue) -> SourceSpan { source.span(value.range) }

  private mutating func wholeNumber(_ member: JSONMember) -> ConfigField<Int64>? {
    guard case .number(let number) = member.value.kind, let value = number.integer else {
      wrongType(member, expected: "a whole number")
      return nil
    }
    guard value >= 0 else {
      report(
        Diagnostic(
          "config-field-range", "'\(member.key)' is \(value), expected no negative number",
          at: span(member.value)))
      return nil
    }
    return ConfigField(name: member.key, value: value, span: span(member.value))
  }
}

/// A field with a list of texts.
struct ConfigTexts: Sendable {
  /// The name as the file spells it.
  let name: String
  let value: [String]
  /// The entries with their places.
  let items: [JSONValue]
  /// Where the list stands.
  let span: SourceSpan
}
