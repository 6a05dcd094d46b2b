import ArgumentParser

/// Which build a command asks about, where a site may be built into several folders.
struct BuiltOutputOption: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The output folder of the build that is asked. (default: Output in the site's folder)",
      valueName: "dir"))
  var output: String?
}
