/// Why the preview cannot be served.
package enum PreviewError: Error, Hashable, Sendable {
  /// Another program listens on every port that was tried.
  case portInUse(ClosedRange<UInt16>)
  /// The address is neither an IPv4 nor an IPv6 address of this machine.
  case unusableAddress(String)
  /// The system refused, with its own words.
  case refused(String)
}
