import Diagnostics
import Foundation

/// What another program hands over.
enum StandardInput {
  /// Reads standard input to its end, but no more than `limit` bytes.
  ///
  /// - Throws: `DiagnosticError` where there is none, such as one that is closed.
  static func text(limit: Int) throws(DiagnosticError) -> String {
    var data = Data()
    do {
      while data.count < limit,
        let piece = try FileHandle.standardInput.read(upToCount: limit - data.count),
        !piece.isEmpty
      {
        data += piece
      }
    } catch {
      throw DiagnosticError(
        Diagnostic(
          "unreadable-input", "standard input cannot be read", at: nil,
          help: ["give the query as an argument, or pipe it into the command"]))
    }
    return String(decoding: data, as: UTF8.self)
  }
}
