import Foundation
import TestSupport
import Testing

/// A small checkpoint of a class of transformers: its configuration, and its tensors' names and sizes.
struct CheckpointClass: Sendable, CustomTestStringConvertible {
  /// The class's `model_type`, with `@` and a word where a class has several shapes.
  let name: String
  var config = ""
  var tensors: [SafetensorsFixture.Tensor] = []
  var testDescription: String { name }

  static let all: [CheckpointClass] = {
    guard
      let url = Bundle.module.url(
        forResource: "checkpoints", withExtension: "txt", subdirectory: "Fixtures"),
      let text = try? String(contentsOf: url, encoding: .utf8)
    else { return [] }
    return read(text)
  }()

  static func named(_ name: String) throws -> CheckpointClass {
    try #require(all.first { $0.name == name })
  }

  private static func read(_ text: String) -> [CheckpointClass] {
    var classes: [CheckpointClass] = []
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      if line.hasPrefix("== ") {
        classes.append(CheckpointClass(name: String(line.dropFirst(3))))
      } else if line.hasPrefix("{") {
        classes[classes.count - 1].config = String(line)
      } else {
        let words = line.split(separator: " ").map(String.init)
        let shape = words.dropFirst(2).compactMap { Int($0) }
        let width = words[1] == "I64" ? 8 : words[1] == "F32" ? 4 : 2
        classes[classes.count - 1].tensors += names(words[0]).map {
          .init($0, words[1], shape, bytes: width * shape.reduce(1, *))
        }
      }
    }
    return classes
  }

  /// The names that one with numbers in braces stands for.
  private static func names(_ pattern: String) -> [String] {
    guard let open = pattern.firstIndex(of: "{"), let close = pattern.firstIndex(of: "}") else {
      return [pattern]
    }
    let numbers = pattern[pattern.index(after: open)..<close].split(separator: ",").flatMap {
      let ends = $0.split(separator: "-").compactMap { Int($0) }
      return Array(ends[0]...ends[ends.count - 1])
    }
    return numbers.flatMap { number in
      names(pattern[..<open] + "\(number)" + pattern[pattern.index(after: close)...])
    }
  }
}
