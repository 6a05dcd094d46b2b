package import Catalog
package import Diagnostics
import Markup

/// Reads the known keys of a YAML mapping into typed values and reports every other key.
///
/// Front matter, `site.yaml` and the headers of blocks are all read through this one mechanism, so
/// that a misspelt key, a wrong type or a missing value is told in the same words everywhere.
package struct Fields {
  /// What the mapping is, for messages: "front matter".
  private let subject: String
  /// The place of the mapping as a whole; that of a missing key.
  private let span: SourceSpan
  private let entries: [(key: YAMLKey, value: YAMLValue)]
  /// Whether the value is a mapping, or nothing; of something else nothing is missing.
  private let isMapping: Bool
  private var asked: [String] = []
  /// The required keys that are absent.
  private var absent: [String] = []
  /// The faults found so far.
  package private(set) var diagnostics: [Diagnostic] = []

  /// Takes a mapping, or reports that the value is something else.
  package init(_ value: YAMLValue?, of subject: String, at span: SourceSpan) {
    self.subject = subject
    self.span = span
    switch value?.kind {
    case .none, .null:
      (entries, isMapping) = ([], true)
    case .map(let map):
      (entries, isMapping) = (map, true)
    default:
      (entries, isMapping) = ([], false)
      diagnostics.append(
        Diagnostic(
          "wrong-type", "\(subject) must be a mapping of keys to values", at: value?.span ?? span,
          help: ["write one field a line: 'title: …'"]))
    }
  }

  private mutating func value(_ key: String) -> YAMLValue? {
    asked.append(key)
    guard let entry = entries.first(where: { $0.key.text == key }) else { return nil }
    if case .null = entry.value.kind { return nil }
    return entry.value
  }

  /// Returns the text under `key` with its place.
  package mutating func text(_ key: String) -> Located<String>? {
    guard let value = value(key) else { return nil }
    guard case .scalar(let text, _) = value.kind else {
      report(
        "wrong-type", "'\(key)' must be a text", at: value.span,
        help: ["put a text that begins with '[' or '{' in quotes"])
      return nil
    }
    return Located(text, at: value.span)
  }

  /// Returns the text under `key`, and reports when it is absent or blank.
  package mutating func requiredText(_ key: String) -> Located<String>? {
    guard let text = text(key) else {
      if !entries.contains(where: { $0.key.text == key }) {
        absent.append(key)
      } else if diagnostics.isEmpty {
        report("missing-field", "'\(key)' of \(subject) is empty", at: span)
      }
      return nil
    }
    guard text.value.contains(where: { !$0.isWhitespace }) else {
      report("missing-field", "'\(key)' of \(subject) is empty", at: text.span)
      return nil
    }
    return text
  }

  /// Returns the anchor under `key`; it may stand in an address and in the name of a file.
  package mutating func anchor(_ key: String) -> String? {
    guard let text = text(key) else { return nil }
    guard Anchor.isValid(text.value) else {
      report(
        "invalid-id", "'\(text.value)' cannot be an id: expected letters, digits and hyphens",
        at: text.span)
      return nil
    }
    return text.value
  }

  /// Returns the yes or no under `key`.
  package mutating func flag(_ key: String) -> Bool? {
    guard let text = text(key) else { return nil }
    switch text.value {
    case "true": return true
    case "false": return false
    default:
      report(
        "wrong-type", "'\(key)' must be 'true' or 'false', found '\(text.value)'", at: text.span)
      return nil
    }
  }

  /// Returns the whole number under `key`.
  package mutating func integer(_ key: String) -> Int? {
    guard let text = text(key) else { return nil }
    guard let number = Int(text.value) else {
      report("wrong-type", "'\(key)' must be a whole number, found '\(text.value)'", at: text.span)
      return nil
    }
    return number
  }

  /// Returns the date under `key`.
  package mutating func date(_ key: String) -> CalendarDate? {
    guard let text = text(key) else { return nil }
    guard let date = CalendarDate(text.value) else {
      report(
        "wrong-type", "'\(key)' must be a date, found '\(text.value)'", at: text.span,
        help: ["write it as YYYY-MM-DD"])
      return nil
    }
    return date
  }

  /// Returns one of a closed set of words under `key`.
  package mutating func choice<Choice>(_ key: String, of type: Choice.Type) -> Choice?
  where Choice: RawRepresentable<String> & CaseIterable {
    guard let text = text(key) else { return nil }
    return choice(from: text, key: key)
  }

  /// Returns one of a closed set of words under `key`, and reports when it is absent or blank.
  package mutating func requiredChoice<Choice>(_ key: String, of type: Choice.Type) -> Choice?
  where Choice: RawRepresentable<String> & CaseIterable {
    guard let text = requiredText(key) else { return nil }
    return choice(from: text, key: key)
  }

  /// Lets keys pass that have no meaning because of a fault reported before.
  package mutating func allow(_ keys: [String]) { asked += keys }

  /// Returns the words under `key`, each of a closed set.
  package mutating func choices<Choice>(_ key: String, of type: Choice.Type) -> [Choice]?
  where Choice: RawRepresentable<String> & CaseIterable {
    guard let value = value(key) else { return nil }
    guard case .list(let items) = value.kind else {
      report("wrong-type", "'\(key)' must be a list", at: value.span)
      return nil
    }
    if items.isEmpty {
      let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      report(
        "missing-field", "'\(key)' of \(subject) is empty, expected some of \(names)",
        at: value.span, help: ["leave it out for what it is without"])
    }
    return items.compactMap { item in
      guard case .scalar(let text, _) = item.kind else {
        report("wrong-type", "'\(key)' must be a list of words", at: item.span)
        return nil
      }
      return choice(from: Located(text, at: item.span), key: key)
    }
  }

  private mutating func choice<Choice>(from text: Located<String>, key: String) -> Choice?
  where Choice: RawRepresentable<String> & CaseIterable {
    if let choice = Choice(rawValue: text.value) { return choice }
    let names = Choice.allCases.map(\.rawValue)
    report(
      "unknown-value", "'\(key)' must be one of \(names.joined(separator: ", "))", at: text.span,
      help: NearestName.help(for: text.value, among: names))
    return nil
  }

  /// Returns the texts listed under `key`.
  package mutating func list(_ key: String) -> [Located<String>]? {
    guard let value = value(key) else { return nil }
    guard case .list(let items) = value.kind else {
      report("wrong-type", "'\(key)' must be a list", at: value.span)
      return nil
    }
    return items.compactMap { item in
      guard case .scalar(let text, _) = item.kind else {
        report("wrong-type", "'\(key)' must be a list of texts", at: item.span)
        return nil
      }
      return Located(text, at: item.span)
    }
  }

  /// Returns the mapping of names to texts under `key`, in the author's order.
  package mutating func texts(_ key: String) -> [(name: String, text: Located<String>)]? {
    pairs(key).map { pairs in pairs.map { ($0.name.value, $0.text) } }
  }

  /// Returns the mapping of names to texts under `key` with the places of both.
  package mutating func pairs(
    _ key: String
  ) -> [(name: Located<String>, text: Located<String>)]? {
    guard let value = value(key) else { return nil }
    guard case .map(let entries) = value.kind else {
      report("wrong-type", "'\(key)' must be a mapping of names to texts", at: value.span)
      return nil
    }
    return entries.compactMap { entry in
      guard case .scalar(let text, _) = entry.value.kind else {
        report("wrong-type", "'\(entry.key.text)' must be a text", at: entry.value.span)
        return nil
      }
      return (Located(entry.key.text, at: entry.key.span), Located(text, at: entry.value.span))
    }
  }

  /// Returns what `read` makes of each mapping listed under `key`; `noun` is what one is, for
  /// messages: "an order".
  package mutating func mappings<Item>(
    _ key: String, each noun: String, read: (inout Fields) -> Item?
  ) -> [Item]? {
    guard let value = value(key) else { return nil }
    guard case .list(let items) = value.kind else {
      report("wrong-type", "'\(key)' must be a list", at: value.span)
      return nil
    }
    return items.compactMap { item in
      var fields = Fields(item, of: noun, at: item.span)
      let made = read(&fields)
      diagnostics += fields.finish()
      return made
    }
  }

  /// Reports the keys nobody asked for and the required ones that are absent, and returns all
  /// faults. A misspelt required key is one fault, not two.
  package consuming func finish() -> [Diagnostic] {
    for entry in entries where !asked.contains(entry.key.text) {
      let near = NearestName.help(for: entry.key.text, among: asked)
      let meant = NearestName.of(entry.key.text, among: asked)
      absent.removeAll { $0 == meant }
      let all = ["known fields are \(Set(asked).sorted().joined(separator: ", "))"]
      diagnostics.append(
        Diagnostic(
          "unknown-field", "unknown field '\(entry.key.text)' in \(subject)", at: entry.key.span,
          help: near.isEmpty ? all : near))
    }
    for key in absent where isMapping {
      let help = ["add a line '\(key): …'"]
      report("missing-field", "\(subject) lacks '\(key)'", at: span, help: help)
    }
    return diagnostics
  }

  /// Reports a key that must be there.
  mutating func report(missing key: String, help: String) {
    report("missing-field", "\(subject) lacks '\(key)'", at: span, help: [help])
  }

  /// Reports a value of the wrong type or out of range.
  package mutating func report(wrong text: Located<String>, _ summary: String) {
    report("wrong-type", summary, at: text.span)
  }

  /// Reports a word that is none of those that are known.
  package mutating func report(unknown word: Located<String>, among known: [String]) {
    let near = NearestName.help(for: word.value, among: known)
    report(
      "unknown-value", "'\(word.value)' is none of the known words", at: word.span,
      help: near.isEmpty ? ["known are \(known.joined(separator: ", "))"] : near)
  }

  private mutating func report(
    _ id: Diagnostic.Identifier, _ summary: String, at span: SourceSpan, help: [String] = []
  ) {
    diagnostics.append(Diagnostic(id, summary, at: span, help: help))
  }
}
