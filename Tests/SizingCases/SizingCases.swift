import Foundation
import Sizing
import SizingWeb
import TestSupport

/// Writes random questions about models with the engine's own answers, for the test that compares them
/// with those of the WebAssembly.
///
///     sizing-cases FIXTURE COUNT SEED > cases.bin
///     sizing-cases --layout > docs/sizing-in-the-browser.json
///
/// The file holds doubles, the lowest byte first. For each model: the number of its questions, its own
/// numbers and its summary; then for each question its numbers, the status, the answer, and the longest
/// context, or NaN where that was not asked. The answers are those of a prepared model, which keeps
/// nothing, while the WebAssembly keeps what it learns.
@main
struct SizingCases {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    if arguments.first == "--layout" {
      try FileHandle.standardOutput.write(contentsOf: Data(LayoutTable.json.utf8))
      return
    }
    guard arguments.count == 3, let path = arguments.first,
      let count = Int(arguments[arguments.startIndex + 1]),
      let seed = UInt64(arguments[arguments.startIndex + 2])
    else {
      try FileHandle.standardError.write(
        contentsOf: Data("usage: sizing-cases FIXTURE COUNT SEED | --layout\n".utf8))
      exit(64)
    }
    let shapes = try FixtureTable.rows(atPath: path).map { try ShapeRow($0).shape() }
    var cases = CaseWriter(seed: seed)
    var left = count
    var place = 0
    while left > 0 {
      // Each shape in turn, so that all are asked about.
      let questions = min(left, Int(cases.number(in: 4...12)))
      try cases.add(shapes[place % shapes.count], questions: questions)
      left -= questions
      place += 1
    }
    try FileHandle.standardOutput.write(contentsOf: cases.data)
  }
}
