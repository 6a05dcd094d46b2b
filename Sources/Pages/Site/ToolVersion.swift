/// The version of this program.
package enum ToolVersion {
  /// Semantic versioning; stays below 1 while formats may change.
  package static let current = "0.1.0"
}
