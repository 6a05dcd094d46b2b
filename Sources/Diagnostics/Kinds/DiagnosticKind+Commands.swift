extension DiagnosticKind {
  static let commands: [DiagnosticKind] = [
    .init("dead-link", .commands, "A link to another site that its server says is gone."),
    .init(
      "failing-link", .commands, .warning,
      "A link to another site whose server fails, or sends from place to place."),
    .init(
      "unreachable-link", .commands, .warning, "A link to another site that no server answers for."),
    .init(
      "unclear-link", .commands, .information,
      "A link to another site that does not answer programs."),
    .init("moved-link", .commands, .information, "A link to another site that has moved for good."),
    .init(
      "unchecked-link", .commands, .warning,
      "Links to other sites that were never asked for, where none may be."),
    .init("no-network", .commands, "Links to other sites of which no host can be reached."),
    .init("no-curl", .commands, "The program that asks for links to other sites is missing."),
    .init("invalid-query", .commands, "A query on the command line that is refused or that fails."),
    .init("no-catalog", .commands, "A folder without a catalog."),
    .init("unknown-page", .commands, "A page that the site does not have."),
    .init("unknown-anchor", .commands, "An anchor of a page that cannot be explained."),
    .init(
      "unknown-build", .commands,
      "Something to compare with that is neither a folder nor a revision."),
    .init("not-a-build", .commands, "A folder to compare that no build made."),
    .init("no-twins", .commands, "A build to compare whose pages have no JSON."),
    .init("unreadable-build", .commands, "A file of a build to compare that cannot be read."),
    .init(
      "no-site-in-revision", .commands, "A revision to compare with that does not hold the site."),
    .init(
      "revision-fails", .commands,
      "A revision to compare with whose site this program cannot build."),
    .init(
      "stale-output", .commands, .warning, "A comparison of an output older than the site's files."),
    .init("not-csv", .commands, "A list of changes that is not CSV, to which none can be added."),
    .init("unreadable-input", .commands, "Standard input that cannot be read."),
    .init(
      "unsupported-option", .commands,
      "An option that has no meaning for the runtime or the model."),
    .init("unsupported-record", .commands, "A record whose values are not enough for an answer."),
    .init("unknown-format", .commands, "A format that the runtime does not load."),
    .init("no-projector", .commands, "A file that is no projector for pictures or sound."),
    .init("case-line", .commands, "A line of cases that cannot be read."),
    .init("case-value", .commands, "A value of a case that cannot be read."),
    .init("case-model", .commands, "A case that names no model, or several."),
    .init("case-gpus", .commands, "A case whose cards cannot be read."),
    .init("case-draft", .commands, "A case whose draft model cannot be read."),
    .init("case-projector", .commands, "A case whose projector cannot be read."),
    .init("port-in-use", .commands, "A port that another program listens at."),
    .init("unusable-address", .commands, "An address that this machine does not have."),
    .init("cannot-serve", .commands, "A server that the system refuses."),
    .init("open-to-others", .commands, .warning, "A server that other machines can reach."),
    .init("nothing-to-serve", .commands, "An output folder without a home page."),
    .init(
      "no-baseline", .commands, .warning,
      "A review that cannot keep the pages to compare with."),
    .init("folder-not-empty", .commands, "A place for a new site that holds something already."),
    .init("file-exists", .commands, "A file that a command would have to write over."),
    .init(
      "page-record", .commands,
      "A file to import that holds no record of a page, or one without a text."),
    .init(
      "not-carried-over", .commands, .warning,
      "Something of an imported page that has no place in Markdown."),
    .init(
      "polling", .commands, .information,
      "Changes that are found by looking for them, because the system does not tell."),
  ]
}
