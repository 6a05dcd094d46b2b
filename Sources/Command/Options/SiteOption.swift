import ArgumentParser

/// Which site a command works on.
struct SiteOption: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("The site's folder.", valueName: "dir"))
  var site = "."

  /// The folder without a slash at its end, so that paths below it read well.
  var folder: String {
    var folder = site
    while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    return folder.isEmpty ? "." : folder
  }
}
