import Foundation
import Sizing
import TestSupport

/// Times the engine: how long preparing a model takes, and how many questions about a prepared model
/// one core answers in a second.
///
/// A question varies context, users and the types of both caches, and asks for need, verdict and the
/// range of the decode speed on one card. Nothing is kept from one model to the next; what the engine
/// keeps of one model's working buffers it makes while it is timed. Arguments name the models, or are
/// `--all`.
@main
struct SizingSpeed {
  /// One model of each kind of attention, cache and feed-forward part.
  private static let models = [
    "llama-3.1-8b", "llama-3.3-70b", "qwen3-30b-a3b", "gemma-3-27b", "gpt-oss-120b", "phi-4-14b",
    "deepseek-v3", "qwen3-next-80b-a3b", "nemotron-3-nano-30b-a3b", "falcon-h1-7b", "deepseek-v3.2",
    "glm-5",
  ]
  /// The models that there are.
  private static let table = "Tests/SizingTests/Fixtures/models.csv"
  private static let questions = 1_000_000
  /// The bars: answers each second, and milliseconds for preparing a model.
  private static let (rateBar, prepareBar) = (300_000.0, 1.0)

  static func main() throws {
    let rows = try FixtureTable.rows(atPath: table).map(ShapeRow.init)
    let arguments = CommandLine.arguments.dropFirst()
    let ids = arguments.isEmpty ? models : Array(arguments)
    var wanted = rows
    if arguments.first != "--all" {
      wanted = ids.map { id in
        guard let row = rows.first(where: { $0.id == id }) else {
          fail("no model '\(id)' in \(table); name ids of it, or --all")
        }
        return row
      }
    }
    print("| model | prepare, ms | first 1000 answers, µs each | answers/s | asked again |")
    print("| --- | ---: | ---: | ---: | ---: |")
    var (slowest, longest) = (Double.infinity, 0.0)
    for row in wanted {
      let figures = try Figures(row.shape(), questions: questions)
      print(figures.line(row.id))
      slowest = min(slowest, figures.rate)
      longest = max(longest, figures.prepareMilliseconds)
    }
    let isHeld = slowest >= rateBar && longest < prepareBar
    print(
      "\nThe bars, \(Int(rateBar)) answers a second on one core and \(Int(prepareBar)) ms for",
      "preparing, are \(isHeld ? "held" : "missed"): at the least",
      "\(Int(slowest)) a second, at the most", String(format: "%.3f ms.", longest))
  }

  private static func fail(_ message: String) -> Never {
    FileHandle.standardError.write(Data("sizing-speed: \(message)\n".utf8))
    exit(1)
  }
}
