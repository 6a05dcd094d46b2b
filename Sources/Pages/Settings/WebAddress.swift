/// Addresses of folders on the web.
enum WebAddress {
  /// Returns the address ending in `/`, or `nil` where the text is more or less than scheme, host
  /// and path: a page's own address is this and the page's path, so there is no room for a user, a
  /// query or steps that lead up.
  static func folder(_ text: String) -> String? {
    guard let scheme = ["https://", "http://"].first(where: text.hasPrefix) else { return nil }
    let parts = text.dropFirst(scheme.count).split(
      separator: "/", omittingEmptySubsequences: false)
    guard let host = parts.first, isHost(host) else { return nil }
    let steps = parts.dropFirst().last == "" ? parts.dropFirst().dropLast() : parts.dropFirst()
    guard steps.allSatisfy(isStep) else { return nil }
    return text.hasSuffix("/") ? text : text + "/"
  }

  /// A name or number of a host, and a port (RFC 3986, section 3.2; without the user).
  private static func isHost(_ text: Substring) -> Bool {
    text.wholeMatch(
      of: /([A-Za-z0-9]([A-Za-z0-9.\-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?/)
      != nil
  }

  /// One part of a path (RFC 3986, section 3.3) that leads down.
  private static func isStep(_ text: Substring) -> Bool {
    guard text != ".", text != ".." else { return false }
    return text.wholeMatch(of: /([A-Za-z0-9._~!$'()*+,;=:@\-]|%[0-9A-Fa-f]{2})+/) != nil
      && !text.lowercased().contains("%2e")
  }
}
