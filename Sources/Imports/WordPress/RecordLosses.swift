internal import ModelFiles

/// What a record says in fields that are read, and says so that it cannot be used.
enum RecordLosses {
  /// Returns what is lost, in words; `isLinked` says whether the path of the page is that of its
  /// address.
  static func unused(in value: JSONValue, isLinked: Bool) -> [String] {
    var losses: [String] = []
    for (key, words) in days {
      if let text = value[key]?.text, !text.isEmpty, PageRecord.day(text) == nil {
        losses.append("\(words) '\(LossText.short(text))', which is no date")
      }
    }
    if !isLinked {
      if let link = value["link"]?.text, !link.isEmpty {
        losses.append("the address '\(LossText.short(link))', which tells no path")
      }
      if case .number(let parent)? = value["parent"]?.kind, let id = parent.integer, id > 0 {
        losses.append(
          "that the page stands below another (page \(id)): without a 'link' its path is unknown")
      }
    }
    for part in ["title", "excerpt"] {
      losses += hidden(in: value[part]?["rendered"]?.text)
    }
    losses += hidden(in: value["yoast_head_json"]?["description"]?.text)
    for (keys, isRight) in fields {
      guard let loss = misread(keys, in: value, as: isRight), !losses.contains(loss) else {
        continue
      }
      losses.append(loss)
    }
    return losses
  }

  private static let days = [
    ("date", "the day of publication"), ("modified", "the day of the last change"),
  ]

  /// The fields that are read, each with what it must hold.
  private static var fields: [(keys: [String], isRight: (JSONValue.Kind) -> Bool)] {
    var fields: [(keys: [String], isRight: (JSONValue.Kind) -> Bool)] = []
    for keys in texts { fields.append((keys, isText)) }
    fields.append((["parent"], isNumber))
    fields.append((["featured_media"], isNumber))
    fields.append((["content", "protected"], isFlag))
    return fields
  }

  private static func isText(_ kind: JSONValue.Kind) -> Bool {
    if case .text = kind { true } else { false }
  }

  private static func isNumber(_ kind: JSONValue.Kind) -> Bool {
    if case .number = kind { true } else { false }
  }

  private static func isFlag(_ kind: JSONValue.Kind) -> Bool {
    if case .flag = kind { true } else { false }
  }

  private static let texts = [
    ["date"], ["modified"], ["link"], ["slug"], ["status"], ["excerpt", "rendered"],
    ["yoast_head_json", "title"], ["yoast_head_json", "description"],
    ["yoast_head_json", "og_description"], ["yoast_head_json", "canonical"],
    ["yoast_head_json", "robots", "index"],
  ]

  /// What is told of the characters of an HTML fragment that nobody sees.
  private static func hidden(in html: String?) -> [String] {
    guard let html else { return [] }
    return MarkdownEscape.hidden(in: HTMLTree.nodes(of: html).map(\.text).joined().collapsed)
  }

  /// Returns what is told of a field that holds another kind of value, or one on the way to it.
  private static func misread(
    _ keys: [String], in value: JSONValue, as isRight: (JSONValue.Kind) -> Bool
  ) -> String? {
    var place = value
    var names: [String] = []
    for key in keys {
      guard case .object = place.kind else { return misread(names, place) }
      guard let next = place[key] else { return nil }
      names.append(key)
      place = next
    }
    return isRight(place.kind) ? nil : misread(names, place)
  }

  private static func misread(_ names: [String], _ place: JSONValue) -> String? {
    isNothing(place)
      ? nil : "the field '\(names.joined(separator: "."))', which is \(place.kindName)"
  }

  /// Whether a value stands for none: PHP writes an empty object as an empty list.
  private static func isNothing(_ value: JSONValue) -> Bool {
    switch value.kind {
    case .null, .flag(false): true
    case .text(let text): text.isEmpty
    case .list(let items): items.isEmpty
    default: false
    }
  }
}
