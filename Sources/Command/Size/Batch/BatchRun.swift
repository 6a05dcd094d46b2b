import Catalog
import Diagnostics
import Foundation
import Pages

/// Sizes the cases of a file, one result for each line in the same order.
struct BatchRun: Sendable {
  let finder: SizeFinder
  /// The file of cases.
  let path: String

  /// Returns the results as CSV, or throws what is wrong with the file as a whole.
  ///
  /// A case that cannot be sized says so in its own line.
  func results() throws(DiagnosticError) -> (csv: String, warnings: [Diagnostic]) {
    let (file, diagnostics) = CaseFile.read(try ModelPath(path).text())
    guard !diagnostics.containsErrors else { throw DiagnosticError(diagnostics) }
    var writer = CSVWriter()
    writer.record(CaseResult.columns(of: file))
    for line in file.lines {
      var result = result(of: line)
      (result.hasMachine, result.hasStreams) = (file.hasMachine, file.hasStreams)
      result.hasUsers = file.hasUsers
      writer.record(result.cells)
    }
    return (writer.text, diagnostics + finder.warnings.all)
  }

  private var folder: String {
    URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
  }

  private func result(of line: CaseFile.Line) -> CaseResult {
    if let place = line.place { finder.warnings.begin(caseAt: place) }
    do throws(DiagnosticError) {
      let request = try CaseReader(line: line, folder: folder).request()
      return CaseResult(id: line.id, outcome: .success(try finder.outcome(of: request)))
    } catch {
      return CaseResult(id: line.id, outcome: .failure(error))
    }
  }
}
