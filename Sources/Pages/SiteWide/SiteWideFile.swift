/// A file of the site as a whole: known by name before it is made.
package struct SiteWideFile: Sendable {
  /// The path below the output folder.
  package var path: String
  /// What the bytes are made from, as a digest; `nil` where nobody keeps account of it.
  package var origin: UInt64?
  /// Whether it is the same for sites of one frame, whatever the catalog and the pages say.
  package var isOfFrameAlone: Bool
  /// Returns the bytes; called once, after all pages have been written.
  package var make: @Sendable () throws -> [UInt8]

  package init(
    path: String, origin: UInt64? = nil, isOfFrameAlone: Bool = false,
    make: @escaping @Sendable () throws -> [UInt8]
  ) {
    self.path = path
    self.origin = origin
    self.isOfFrameAlone = isOfFrameAlone
    self.make = make
  }
}
