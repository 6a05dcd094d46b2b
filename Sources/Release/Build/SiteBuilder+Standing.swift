import Pages

extension SiteBuilder {
  /// Whether an output folder holds what the site's files say now; `nil` where no record tells.
  ///
  /// Unlike a build this looks at the files alone, not at the program or the date.
  package static func isOutputCurrent(_ options: BuildOptions) -> Bool? {
    guard let record = SiteBuild(options, isReleasing: true).anyRecord else { return nil }
    return InputCheck(access: .disk).isSame(options.siteFolder, as: record)
  }
}
