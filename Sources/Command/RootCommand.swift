import ArgumentParser
import Pages

/// The command `rigbook`, which only gathers the others.
struct RootCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rigbook",
    abstract: "Builds a site whose numbers are computed, and answers the same questions here.",
    discussion: """
      A site is a folder with Content/ (pages in Markdown, site.yaml, and the catalog of parts and \
      models), and Templates/. Every command works on the site in the current folder, or in the \
      one named with --site.

      EXAMPLES
        rigbook new handbook                      make a small complete site
        rigbook build                             build the site into Output/
        rigbook check --format concise            report what is wrong, write nothing
        rigbook size llama-3.1-8b --gpu nvidia-rtx-5090
        rigbook query "select name from gpu where memory_marketed_gb >= 48"
        rigbook why gpu/                          what a page was made from
        rigbook explain gpu/#which-cards          how what stands there came about
        rigbook links                             are the addresses of other sites still there
        rigbook diff --against v1.0               what changed since a release
        rigbook serve                             look at the result in a browser

      Results go to standard output, everything else to standard error. Colour is used on a \
      terminal only, and never when NO_COLOR is set.

      EXIT STATUS
        0 done   1 the input has errors   64 wrong usage
      """,
    version: ToolVersion.current,
    subcommands: [
      BuildCommand.self, CheckCommand.self, SizeCommand.self, QueryCommand.self, WhyCommand.self,
      UsesCommand.self, ExplainCommand.self, DiffCommand.self, ServeCommand.self, NewCommand.self,
      ImportCommand.self, LinksCommand.self,
    ])
}
