import Diagnostics
import Testing

@testable import Catalog

@Suite("A record of every table")
struct SoundCatalogTests {
  @Test(arguments: SoundCatalog.Form.allCases)
  func isWithoutFault(form: SoundCatalog.Form) {
    let files = SoundCatalog.sound.files(form)
    let renderer = DiagnosticRenderer(format: .concise)
    let report = renderer.render(Catalog.load(Array(files.values)).diagnostics)
    #expect(report == "")
  }

  @Test(arguments: SoundCatalog.schemas.map(\.name))
  func hasARecord(table: String) {
    let files = SoundCatalog.sound.files(.csv)
    let catalog = Catalog.load(Array(files.values)).catalog
    #expect(catalog.table(table)?.rows.map(\.id) == [SoundCatalog.id(of: table)])
  }
}
