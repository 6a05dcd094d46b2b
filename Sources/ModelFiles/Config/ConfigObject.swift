/// An object of a configuration, by key.
struct ConfigObject: Sendable {
  private let members: [String: JSONMember]
  /// The bytes of the object.
  let range: Range<Int>

  /// Takes a value that is an object; `nil` when it is something else.
  init?(_ value: JSONValue) {
    guard case .object(let list) = value.kind else { return nil }
    members = Dictionary(list.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    keys = members.keys.sorted()
    range = value.range
  }

  /// The keys in alphabetical order.
  let keys: [String]

  /// How many fields it has.
  var count: Int { keys.count }

  /// The field of a name; a `null` counts as absent.
  subscript(name: String) -> JSONMember? {
    guard let member = members[name], member.value.kind != .null else { return nil }
    return member
  }

  /// The fields that are not `null`, in alphabetical order.
  var fields: [JSONMember] { keys.compactMap { self[$0] } }

  /// Whether a field is there, were it `null`.
  func states(_ name: String) -> Bool { members[name] != nil }

  /// The field of a name where it is `null`.
  func null(_ name: String) -> JSONMember? {
    members[name].flatMap { $0.value.kind == .null ? $0 : nil }
  }

  /// The object in a field.
  func object(_ name: String) -> ConfigObject? { self[name].flatMap { ConfigObject($0.value) } }

  /// The text in a field.
  func text(_ name: String) -> String? {
    guard case .text(let text)? = self[name]?.value.kind else { return nil }
    return text
  }

  /// The whole number in a field.
  func integer(_ name: String) -> Int64? {
    guard case .number(let number)? = self[name]?.value.kind else { return nil }
    return number.integer
  }

  /// The number in a field.
  func double(_ name: String) -> Double? {
    guard case .number(let number)? = self[name]?.value.kind else { return nil }
    return number.double
  }

  /// The truth value in a field.
  func flag(_ name: String) -> Bool? {
    guard case .flag(let flag)? = self[name]?.value.kind else { return nil }
    return flag
  }
}
