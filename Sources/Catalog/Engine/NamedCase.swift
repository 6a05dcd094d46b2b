package import Sizing

/// A closed set of the engine whose cases are known by a name: those that records, options and files
/// of cases say.
package protocol NamedCase: CaseIterable {
  /// The name.
  var name: StaticString { get }
}

extension NamedCase {
  /// Finds the case with a name, upper and lower case told apart; `nil` where there is none.
  package init?(named name: String) {
    guard let found = Self.allCases.first(where: { "\($0.name)" == name }) else { return nil }
    self = found
  }
}

extension Architecture: NamedCase {}
extension CacheType: NamedCase {}
extension QuantizationMix: NamedCase {}
extension Recurrence.Kind: NamedCase {}
