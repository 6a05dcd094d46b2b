/// The field `Host` of a request.
enum HostField {
  /// Whether a browser that sends this asks for this machine by a name that can mean no other: a page
  /// of a stranger, whose name is made to lead here, cannot read the preview then.
  static func isLocal(_ field: String) -> Bool {
    var name = field[...]
    if let colon = field.lastIndex(of: ":"), !field[colon...].contains("]") {
      name = field[..<colon]
    }
    let host = name.lowercased()
    return host == "localhost" || host.hasSuffix(".localhost") || host == "[::1]"
      || isVersion4(host)
  }

  private static func isVersion4(_ host: String) -> Bool {
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
  }
}
