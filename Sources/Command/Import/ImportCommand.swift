import ArgumentParser

/// `rigbook import`, which only gathers what can be taken over.
struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take over pages of another site, or a model of a config.json.",
    discussion: """
      EXAMPLES
        rigbook import wordpress page.json --output Content
        rigbook import model config.json --id my-model --name "My model"
      """,
    subcommands: [ImportWordPressCommand.self, ImportModelCommand.self])
}
