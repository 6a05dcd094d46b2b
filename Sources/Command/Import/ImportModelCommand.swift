import ArgumentParser
import Catalog
import Diagnostics
import ModelFiles
import Sizing

/// `rigbook import model`.
struct ImportModelCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "model",
    abstract: "Make a model's line of the catalog from its config.json.",
    discussion: """
      Prints the line of Content/Catalog/language-models.csv that a Hugging Face config.json \
      gives, and lists what the file does not say and an editor has to fill in. Parameters are \
      counted from the shape; they hold no towers or draft modules.

      EXAMPLES
        rigbook import model config.json --id my-model --name "My model"
        rigbook import model config.json --id my-model --name "My model" --write
      """)

  @Argument(help: ArgumentHelp("A Hugging Face config.json.", valueName: "file"))
  var file: String

  @Option(name: .long, help: ArgumentHelp("The id of the model.", valueName: "id"))
  var id: String?

  @Option(name: .long, help: ArgumentHelp("The name of the model.", valueName: "name"))
  var name: String?

  @Flag(name: .long, help: "Add the line to the site's catalog instead of printing it.")
  var write = false

  @OptionGroup var siteOption: SiteOption

  @OptionGroup var reportOption: ReportOption

  func validate() throws {
    guard !write || id != nil else { throw ValidationError("--write needs --id.") }
    if let id, !Self.isID(id) {
      throw ValidationError("--id takes letters, digits, '-', '_' and '.'.")
    }
  }

  func run() async throws {
    let terminal = Terminal.standard
    let reporter = Reporter(terminal: terminal, format: reportOption.format)
    let source: SourceFile
    do throws(DiagnosticError) { source = try ModelPath(file).text() } catch {
      return try reporter.stopOnErrors(error.diagnostics)
    }
    let (configured, diagnostics) = ModelConfigReader.read(source)
    guard let configured, !diagnostics.containsErrors else {
      return try reporter.stopOnErrors(diagnostics) { _ in source }
    }
    if configured.model.latent?.cachesHeads == true {
      return try reporter.stopOnErrors([Self.lacksColumn(of: configured.modelType)])
    }
    let row = ModelRow(configured, hasTowers: Self.hasTowers(source), id: id, name: name)
    do throws(DiagnosticError) {
      let table = write ? try ModelTableFile(site: siteOption.folder) : nil
      let columns = table?.columns ?? TableSchema.model.fileColumns.map(\.name)
      try table?.append(row)
      terminal.write(
        write
          ? "A line for '\(id ?? "")' in \(ModelTableFile.path)\n"
          : columns.joined(separator: ",") + "\n" + row.line(columns, ending: "\n"))
      reporter.report(diagnostics) { _ in source }
      reporter.remark(remarks(row, columns, colors: terminal.colorsReport))
    } catch {
      try reporter.stopOnErrors(diagnostics + error.diagnostics) { _ in source }
    }
  }

  /// Records with latent attention are of models that cache compressed rows.
  private static func lacksColumn(of modelType: String) -> Diagnostic {
    Diagnostic(
      "model-not-covered", .error,
      "models of the type '\(modelType)' cache keys and values of all heads beside latent attention, for "
        + "which the catalog has no column", at: nil,
      help: ["size the file itself: 'rigbook size --model-config'"])
  }

  private func remarks(_ row: ModelRow, _ columns: [String], colors: Bool) -> String {
    var table = TextTable([.left, .left])
    for column in row.missing {
      table.add([.init("  " + column.name), .init(column.meaning, .dim)])
    }
    let lost = row.lost(in: columns)
    let lines = lost.isEmpty ? "" : "\nNo column for: " + lost.joined(separator: ", ") + "\n"
    return "To fill in, for the file does not say it:\n" + table.render(colors: colors) + lines
  }

  private static func isID(_ text: String) -> Bool {
    !text.isEmpty
      && text.unicodeScalars.allSatisfy { scalar in
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
          || ("0"..."9").contains(scalar) || "-_.".unicodeScalars.contains(scalar)
      }
  }

  /// Whether the file describes more than a language model: an object about pictures or sound.
  private static func hasTowers(_ source: SourceFile) -> Bool {
    guard case .object(let members)? = JSONReader.read(source).value?.kind else { return false }
    return members.contains { member in
      guard case .object = member.value.kind else { return false }
      return ["vision", "audio", "visual", "speech"].contains { member.key.contains($0) }
    }
  }
}
