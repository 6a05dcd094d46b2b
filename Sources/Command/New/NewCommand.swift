import ArgumentParser
import Diagnostics
import Foundation

/// `rigbook new`.
struct NewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Make a small complete site.",
    discussion: """
      Writes a site that builds at once: a home page, a page with a bound value, a table and a \
      claim, a page for each graphics card of a small catalog, and a template. The folder is made \
      where there is none; one that holds anything is left alone.

      EXAMPLES
        rigbook new handbook
        rigbook build --site handbook --strict
      """)

  @Argument(help: ArgumentHelp("The folder of the new site.", valueName: "dir"))
  var folder: String

  func validate() throws {
    guard !folder.isEmpty else { throw ValidationError("Missing expected argument '<dir>'.") }
  }

  func run() async throws {
    let terminal = Terminal.standard
    let folder = trimmed
    do throws(DiagnosticError) {
      try checkIsFree(folder)
      try FreshFiles(folder: folder, files: Starter.files.map { ($0.path, $0.bytes) }).write()
    } catch {
      return try Reporter(terminal: terminal).stopOnErrors(error.diagnostics)
    }
    terminal.write(Self.summary(of: folder, colors: terminal.colorsOutput))
  }

  /// The folder without a slash at its end.
  private var trimmed: String {
    var folder = folder
    while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    return folder
  }

  private func checkIsFree(_ folder: String) throws(DiagnosticError) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) else { return }
    guard isFolder.boolValue else {
      throw DiagnosticError(
        "folder-not-empty", "'\(folder)' is a file, expected a folder or nothing",
        help: ["name another folder"])
    }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw DiagnosticError(
        "folder-not-empty", "'\(folder)' cannot be read: \(error.localizedDescription)",
        help: ["name another folder"])
    }
    guard let first = names.min() else { return }
    let more = names.count > 1 ? " and \(Counted.text(names.count - 1, "other name"))" : ""
    throw DiagnosticError(
      "folder-not-empty", "'\(folder)' holds '\(first)'\(more), expected an empty folder",
      help: ["name a folder that is empty or not there yet"])
  }

  private static func summary(of folder: String, colors: Bool) -> String {
    var table = TextTable([.left, .left])
    for file in Starter.files {
      table.add([.init("  " + file.path), .init(file.purpose, .dim)])
    }
    let site = folder == "." ? "" : " --site \(folder)"
    var next = TextTable([.left, .left])
    next.add([.init("  rigbook serve\(site)"), .init("look at it, and see what you save", .dim)])
    next.add([.init("  rigbook build\(site) --strict"), .init("write it into Output/", .dim)])
    return "A new site in '\(folder)':\n" + table.render(colors: colors) + "\nNext:\n"
      + next.render(colors: colors)
  }
}
