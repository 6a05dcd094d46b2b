import Diagnostics
import Foundation
import ModelFiles

/// A file that describes a model, and the folder around it.
struct ModelPath: Sendable {
  let path: String

  init(_ path: String) { self.path = path }

  /// A `config.json` is a few KiB, a file of a hundred thousand cases some MiB.
  private static let largestText: Int64 = 64 << 20

  /// Reads the whole of a small text file.
  func text() throws(DiagnosticError) -> SourceFile {
    let source = try bytes()
    guard source.size <= Self.largestText else {
      throw DiagnosticError(
        "file-too-large",
        "'\(path)' has \(source.size) bytes, expected a text of at most \(Self.largestText)")
    }
    do {
      return SourceFile(path: path, bytes: try source.read(0, Int(source.size)))
    } catch {
      throw unreadable(error.localizedDescription)
    }
  }

  /// Opens a file of any size, of which readers take what they need.
  func bytes() throws(DiagnosticError) -> ByteSource {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw unreadable("there is no such file")
    }
    guard !isFolder.boolValue else {
      throw unreadable("it is a folder", help: ["name the file in it"])
    }
    do {
      let handle = try FileHandle(forReadingFrom: URL(filePath: path))
      let size = try handle.seekToEnd()
      return ByteSource(path: path, size: Int64(clamping: size)) { offset, count in
        try handle.seek(toOffset: UInt64(max(0, offset)))
        return Array(try handle.read(upToCount: count) ?? Data())
      }
    } catch {
      throw unreadable(error.localizedDescription)
    }
  }

  /// The file itself, or where this is a folder the first file of those names in it.
  func file(amongNames names: [String]) throws(DiagnosticError) -> ModelPath {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue
    else { return self }
    for name in names {
      let inside = URL(filePath: path).appending(component: name).path(percentEncoded: false)
      if FileManager.default.fileExists(atPath: inside) { return ModelPath(inside) }
    }
    let wanted = names.map { "'\($0)'" }.joined(separator: " or ")
    throw unreadable("it is a folder without \(wanted)", help: ["name the file in it"])
  }

  /// Opens a file beside this one, or returns `nil` where there is none.
  func beside(_ name: String) -> ByteSource? {
    do throws(DiagnosticError) {
      return try ModelPath(neighbour(name)).bytes()
    } catch {
      // The reader of the model says which file is missing.
      return nil
    }
  }

  /// The path of a file beside this one.
  func neighbour(_ name: String) -> String {
    URL(filePath: path).deletingLastPathComponent().appending(component: name)
      .path(percentEncoded: false)
  }

  /// The name to show: that of the file, or of its folder where files have the same name everywhere.
  var name: String {
    let url = URL(filePath: path)
    let file = url.deletingPathExtension().lastPathComponent
    let folder = url.deletingLastPathComponent().lastPathComponent
    return file == "config" && !folder.isEmpty && folder != "." && folder != "/" ? folder : file
  }

  private func unreadable(_ reason: String, help: [String] = []) -> DiagnosticError {
    DiagnosticError("unreadable-file", "'\(path)' cannot be read: \(reason)", help: help)
  }
}
