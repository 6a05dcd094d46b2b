import Catalog
import Diagnostics

/// What was found in named queries, for the next look at them: each verdict holds as long as the file and
/// what it was held against are the same.
package struct QueryVerdicts: Sendable {
  /// What compiling told, by what queries are compiled over.
  var compiled = Verdicts<QuerySchema>()
  /// What the lints told, by their settings.
  var linted = Verdicts<LintSettings>()

  package init() {}
}

/// What was found in files that were all held against one basis.
struct Verdicts<Basis: Equatable & Sendable>: Sendable {
  private struct Verdict: Sendable {
    let file: SourceFile
    let faults: [Diagnostic]
  }

  private var basis: Basis?
  private var verdicts: [String: Verdict] = [:]

  /// Returns what is wrong with the files that names stand for, in their order, and forgets all others.
  ///
  /// - Parameters:
  ///   - files: The files, with their names.
  ///   - basis: All that decides what is found in a file, beside its bytes.
  ///   - find: Returns what is wrong with the file of a name. It is asked where the file or the basis is
  ///     another than at the last call.
  /// - Returns: What `find` returned of each file, now or before.
  /// - Throws: What `find` throws.
  mutating func faults(
    in files: [(name: String, file: SourceFile)], against basis: Basis,
    find: (String) throws -> [Diagnostic]
  ) rethrows -> [Diagnostic] {
    let known = self.basis == basis ? verdicts : [:]
    self.basis = basis
    verdicts = [:]
    var faults: [Diagnostic] = []
    for (name, file) in files {
      if let verdict = known[name], verdict.file.path == file.path, verdict.file.bytes == file.bytes
      {
        verdicts[name] = verdict
        faults += verdict.faults
      } else {
        let found = try find(name)
        verdicts[name] = Verdict(file: file, faults: found)
        faults += found
      }
    }
    return faults
  }
}
