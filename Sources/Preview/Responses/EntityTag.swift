/// Comparison of entity tags (RFC 9110, section 8.8.3).
package enum EntityTag {
  /// Returns the strong tag of a file's version.
  package static func of(_ version: String) -> String { "\"\(version)\"" }

  /// Whether the value of `If-None-Match` names `tag`; weak and strong tags count as equal there.
  package static func field(_ field: String, matches tag: String) -> Bool {
    field.split(separator: ",").contains { item in
      let item = item.drop { $0 == " " || $0 == "\t" }
      let candidate = item.hasPrefix("W/") ? item.dropFirst(2) : item
      let end = candidate.lastIndex { $0 != " " && $0 != "\t" }
      guard let end else { return false }
      return candidate[...end] == "*" || candidate[...end] == tag
    }
  }
}
