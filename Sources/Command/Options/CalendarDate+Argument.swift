import ArgumentParser
import Catalog

extension CalendarDate: ExpressibleByArgument {
  /// Reads a whole day: the options that take a date compare it with days.
  public init?(argument: String) {
    self.init(argument)
    guard day != nil else { return nil }
  }
}
