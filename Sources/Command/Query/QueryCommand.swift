import ArgumentParser
import Catalog
import Diagnostics

/// `rigbook query`.
struct QueryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Ask the catalog in SQL.",
    discussion: """
      The tables and functions are those that the pages' own queries use, so an answer here is the \
      answer on the page. Queries only read, and what one may do is bounded.

      Tables are gpu, cpu, platform, memory, power_supply, chassis, storage, price, configuration, \
      quantization, model and source. Functions of the engine size a model: need_gib(model, \
      quantization, context, users), verdict(model, quantization, context, users, gpu), and \
      others. --schema lists them all with what they mean.

      EXAMPLES
        rigbook query "select name from gpu order by bandwidth_gb_s desc limit 5"
        rigbook query "select need_gib('llama-3.1-8b', 'Q4_K_M', 8192, 1) as need_gib"
        rigbook query --format csv "select * from configuration" > systems.csv
        rigbook query - < report.sql
      """)

  @Argument(
    help: ArgumentHelp("The query, or - to read it from standard input.", valueName: "sql"))
  var sql: String?

  @OptionGroup var siteOption: SiteOption

  @Option(
    name: .long,
    help: ArgumentHelp("How to write the rows: table, csv or json.", valueName: "format"))
  var format = QueryFormat.table

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The day to take as today's, YYYY-MM-DD, as for 'build'.", valueName: "date"))
  var asOf: CalendarDate?

  @Flag(name: .long, help: "List the tables, columns and functions instead of asking.")
  var schema = false

  func validate() throws {
    guard (sql == nil) == schema else {
      throw ValidationError(
        schema ? "--schema takes no query." : "Missing expected argument '<sql>'.")
    }
  }

  func run() async throws {
    let terminal = Terminal.standard
    let reporter = Reporter(terminal: terminal)
    let database = try LoadedCatalog(siteOption.folder, reporter).database(asOf: asOf)
    guard let sql else {
      terminal.write(SchemaText(database: database, colors: terminal.colorsOutput).render())
      return
    }
    let text: String
    do throws(DiagnosticError) {
      text = sql == "-" ? try StandardInput.text(limit: Self.mostBytes) : sql
    } catch {
      return try reporter.stopOnErrors(error.diagnostics)
    }
    let connection = try database.connect()
    do throws(QueryError) {
      let result = try connection.query(text)
      // An object has one value of a name.
      if format == .json, let name = QueryResult.repeated(result.columns.map(\.name)).first {
        throw QueryError(
          "the query gives two columns called '\(name)'", help: ["name one of them with 'as'"])
      }
      terminal.write(QueryText.render(result, as: format, colors: terminal.colorsOutput))
    } catch {
      let (diagnostic, source) = QueryFault.diagnostic(error, sql: text)
      try reporter.stopOnErrors([diagnostic]) { _ in source }
    }
  }

  /// More than any query may have; what is longer is cut and refused by the catalog.
  private static let mostBytes = 1 << 20
}
