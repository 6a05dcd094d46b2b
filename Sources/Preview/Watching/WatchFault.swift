/// Why the system does not tell of changes, in its words.
package struct WatchFault: Error, Hashable, Sendable {
  package var reason: String
}
