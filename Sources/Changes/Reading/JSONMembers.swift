/// Finds where the members of JSON objects stand, without a look into their values.
///
/// The catalog of a build is some megabytes, of which two builds mostly have all but one table in
/// common; decoding what is the same took most of the time of a comparison.
struct JSONMembers {
  private let bytes: ArraySlice<UInt8>
  private var place: Int

  /// Returns the texts of the values of an object's members by their keys; `nil` for what is no object
  /// or not well formed, and where a key comes twice or has an escaped character.
  static func values(of object: ArraySlice<UInt8>) -> [String: ArraySlice<UInt8>]? {
    var values: [String: ArraySlice<UInt8>] = [:]
    let isWhole = each(of: object, in: ("{", "}")) { members in
      guard let key = members.key(), members.next() == UInt8(ascii: ":") else { return false }
      members.place += 1
      guard let value = members.value() else { return false }
      return values.updateValue(value, forKey: key) == nil
    }
    return isWhole ? values : nil
  }

  /// Returns the texts of the elements of a list, or `nil` for what is no list or not well formed.
  static func elements(of list: ArraySlice<UInt8>) -> [ArraySlice<UInt8>]? {
    var elements: [ArraySlice<UInt8>] = []
    let isWhole = each(of: list, in: ("[", "]")) { members in
      guard let value = members.value() else { return false }
      elements.append(value)
      return true
    }
    return isWhole ? elements : nil
  }

  /// Goes through what stands between two brackets, and returns whether nothing else does.
  private static func each(
    of bytes: ArraySlice<UInt8>, in brackets: (Unicode.Scalar, Unicode.Scalar),
    _ read: (inout JSONMembers) -> Bool
  ) -> Bool {
    var members = JSONMembers(bytes: bytes, place: bytes.startIndex)
    guard members.next() == UInt8(ascii: brackets.0) else { return false }
    members.place += 1
    var isFirst = true
    while let byte = members.next(), byte != UInt8(ascii: brackets.1) {
      if !isFirst {
        guard byte == UInt8(ascii: ",") else { return false }
        members.place += 1
      }
      guard read(&members) else { return false }
      isFirst = false
    }
    guard members.place < bytes.endIndex else { return false }
    members.place += 1
    return members.next() == nil
  }

  /// Goes behind the value that comes next, and returns its text.
  private mutating func value() -> ArraySlice<UInt8>? {
    _ = next()
    let start = place
    return skipValue() ? bytes[start..<place] : nil
  }

  /// The next byte that is no blank.
  private mutating func next() -> UInt8? {
    while place < bytes.endIndex {
      switch bytes[place] {
      case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): place += 1
      case let byte: return byte
      }
    }
    return nil
  }

  private mutating func key() -> String? {
    guard next() == UInt8(ascii: "\"") else { return nil }
    let start = place + 1
    guard skipText() else { return nil }
    let text = bytes[start..<(place - 1)]
    return text.contains(UInt8(ascii: "\\")) ? nil : String(decoding: text, as: UTF8.self)
  }

  /// Goes behind a text that begins here.
  private mutating func skipText() -> Bool {
    place += 1
    while place < bytes.endIndex {
      switch bytes[place] {
      case UInt8(ascii: "\\"): place += 2
      case UInt8(ascii: "\""):
        place += 1
        return true
      default: place += 1
      }
    }
    return false
  }

  /// Goes behind a value: to the mark or bracket that ends it.
  private mutating func skipValue() -> Bool {
    let start = place
    var depth = 0
    while place < bytes.endIndex {
      switch bytes[place] {
      case UInt8(ascii: "\""):
        guard skipText() else { return false }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return place > start }
        depth -= 1
      case UInt8(ascii: ","):
        if depth == 0 { return place > start }
      default: break
      }
      place += 1
    }
    return false
  }
}
