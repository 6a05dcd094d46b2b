import Catalog
import Sizing
import Testing

/// The columns that a shape gives are those of the record that the shape was read from.
@Suite struct ModelColumnsTests {
  @Test(arguments: CatalogModels.all)
  func givesTheCellsOfTheRecord(_ entry: CatalogModels.Entry) {
    let cells = ModelColumns.cells(of: entry.shape)
    // A shape holds one limit of the context, the extended one where there is one.
    let differing = cells.filter { column, cell in
      guard column != "max_context_tokens", let stated = entry.cells[column] else { return false }
      return stated != cell && stated != .notStated && stated != .notApplicable
    }
    #expect(differing == [:], "\(differing.keys.map { ($0, entry.cells[$0]) })")
    #expect(cells["layers"] == entry.cells["layers"])
  }

  @Test func readsEnoughModels() {
    #expect(CatalogModels.all.count > 50)
  }
}
