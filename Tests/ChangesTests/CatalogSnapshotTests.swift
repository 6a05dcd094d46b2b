import Foundation
import Testing

@testable import Changes

/// Of two catalogs only the tables that differ are decoded.
@Suite struct CatalogSnapshotTests {
  private static func catalog(watts: Int, sockets: String = "1") -> String {
    """
    {"title": "A \\"site\\", with {brackets}", "tables": {
      "gpu": {"record_is": "graphics card",
        "columns": [{"name": "id", "label": "Id", "is_computed": false},
          {"name": "tdp_w", "label": "Power", "unit": "W", "is_computed": false}],
        "records": [{"id": "a", "tdp_w": \(watts)}, {"id": "b", "tdp_w": 75}]},
      "cpu": {"record_is": "processor",
        "columns": [{"name": "id", "label": "Id", "is_computed": false},
          {"name": "sockets", "label": "Sockets", "is_computed": false}],
        "records": [{"id": "c", "sockets": \(sockets)}, {"sockets": 2, "id": "d]}"}]}
    }}
    """
  }

  private func pair(
    _ before: String, _ after: String
  ) -> (before: Result<CatalogSnapshot, any Error>, after: Result<CatalogSnapshot, any Error>) {
    CatalogSnapshot.pair(Data(before.utf8), Data(after.utf8))
  }

  @Test func findsWhatADecodedWholeShows() throws {
    let (old, new) = (Self.catalog(watts: 100), Self.catalog(watts: 120))
    let parts = pair(old, new)
    let (before, after) = (try parts.before.get(), try parts.after.get())
    #expect(before.tables.keys.sorted() == ["gpu"] && after.tables.keys.sorted() == ["gpu"])
    let whole: (CatalogSnapshot, CatalogSnapshot) = (
      try Builds.decode(old), try Builds.decode(new)
    )
    let facts = CatalogComparison.changes(before, after)
    #expect(facts.map(\.name) == ["gpu.a.tdp_w"])
    #expect(facts == CatalogComparison.changes(whole.0, whole.1))
    #expect(after.tableOfID == ["a": "gpu", "b": "gpu", "c": "cpu", "d]}": "cpu"])
    #expect(after.tableOfID == whole.1.tableOfID)
  }

  @Test func decodesNothingOfEqualCatalogs() throws {
    let parts = pair(Self.catalog(watts: 100), Self.catalog(watts: 100))
    #expect(try parts.before.get().tables.isEmpty)
    #expect(try parts.after.get().tableOfID.count == 4)
  }

  /// What is not well formed is left to the decoder, which says what is wrong.
  @Test(arguments: [
    "", "[1, 2]", "{\"tables\": {\"gpu\": 1}}", "{\"tables\": {\"gpu\": {}, \"gpu\": {}}}",
    "{\"tables\": {\"gpu\": {\"records\": [}}", "{\"tables\": {\"gpu\": \"a}}",
    "{\"tables\": {}} {}",
    "{\"tables\": {\"g\\u0070u\": {}}}", "{\"tables\": {\"gpu\" {}}}", "{\"tables\": {,}}", "{",
  ])
  func refusesWhatIsNotOne(_ text: String) {
    let sound = Self.catalog(watts: 100)
    #expect(throws: (any Error).self) { try pair(text, sound).before.get() }
    #expect(throws: (any Error).self) { try pair(sound, text).after.get() }
  }

  @Test func saysWhichSideCannotBeRead() throws {
    let parts = pair(Self.catalog(watts: 100), Self.catalog(watts: 100, sockets: "{}"))
    #expect(try parts.before.get().tables.keys.sorted() == ["cpu"])
    #expect(throws: DecodingError.self) { try parts.after.get() }
  }
}
