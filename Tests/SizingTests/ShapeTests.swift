import Sizing
import TestSupport
import Testing

extension ShapeRow {
  /// All rows of the fixture.
  static let all: [ShapeRow] = {
    do {
      return try Fixture.rows("models").map(ShapeRow.init)
    } catch {
      Issue.record(error)
      return []
    }
  }()

  /// Those that other programs than llama.cpp are planned for: not where the cache is compressed.
  static let ofRuntimes = all.filter { $0.cells["architecture"] != "deepseek4" }

  /// The first row of each architecture.
  static let ofEachArchitecture: [ShapeRow] = {
    var seen: Set<String?> = []
    return all.filter { seen.insert($0.cells["architecture"]).inserted }
  }()

  private static let byID = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })

  /// The row of an id.
  static func named(_ id: String) throws -> ShapeRow { try #require(byID[id], "\(id)") }
}

@Suite struct ShapeTests {
  @Test(arguments: ShapeRow.all) func countsParametersOfTheCheckpoint(_ row: ShapeRow) throws {
    let parameters = try row.shape().parameters
    #expect(parameters == row.parameters, "off by \(parameters - row.parameters)")
  }
}
