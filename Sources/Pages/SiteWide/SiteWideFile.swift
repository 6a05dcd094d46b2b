/// A file of the site as a whole: known by name before it is made.
package struct SiteWideFile: Sendable {
  /// The path below the output folder.
  package var path: String
  /// Returns the bytes; called once, after all pages have been written.
  package var make: @Sendable () throws -> [UInt8]

  package init(path: String, make: @escaping @Sendable () throws -> [UInt8]) {
    self.path = path
    self.make = make
  }
}
