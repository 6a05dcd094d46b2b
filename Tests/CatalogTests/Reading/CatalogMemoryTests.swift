import Diagnostics
import Testing

@testable import Catalog

/// What a memory gives after any edits is what a load from nothing gives.
@Suite("Catalog memory")
struct CatalogMemoryTests {
  /// All that a catalog and its database hold.
  private struct Outcome: Equatable {
    var diagnostics: [Diagnostic]
    var ids: [[String]]
    var cells: [[[Cell]]]
    var digests: [String]
  }

  private static let questions =
    CatalogSchema.tables.map { "select * from \($0.name)" }
    + CatalogViews.views(for: CatalogSchema.tables, Freshness()).map { "select * from \($0.name)" }
    + [
      """
      select need_gib(m.id, q.id, 512), verdict(m.id, q.id, 512, 1, g.id)
      from model m, quantization q, gpu g where q.is_sized limit 40
      """
    ]

  private func outcome(_ files: [SourceFile], _ memory: CatalogMemory) -> Outcome {
    let (catalog, diagnostics) = memory.load(files)
    var outcome = Outcome(diagnostics: diagnostics, ids: [], cells: [], digests: [])
    do {
      let database = try memory.database(of: catalog)
      outcome.ids = database.catalog.tables.map { $0.rows.map(\.id) }
      outcome.cells = database.catalog.tables.map { $0.rows.map(\.cells) }
      let connection = try database.connect()
      for question in Self.questions {
        do {
          outcome.digests.append(try connection.digest(of: question).hexadecimal)
        } catch {
          outcome.digests.append(error.message)
        }
      }
    } catch {
      outcome.digests = ["\(error)"]
    }
    return outcome
  }

  /// Returns the files with a small change: some are repaired, some break.
  private func edited(
    _ files: [SourceFile], _ original: [SourceFile], _ random: inout SeededGenerator
  ) -> [SourceFile] {
    var files = files
    let place = Int.random(in: 0..<original.count, using: &random)
    guard let index = files.firstIndex(where: { $0.path == original[place].path }) else {
      return files + [original[place]]
    }
    var lines = files[index].bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    let line = Int.random(in: 0..<lines.count, using: &random)
    switch Int.random(in: 0..<8, using: &random) {
    case 0:
      files[index] = original[place]
      return files
    case 1:
      files.remove(at: index)
      return files
    case 2: lines.remove(at: line)
    case 3: lines.append(lines[line])
    default:
      let digits = lines[line].indices.filter { (0x30...0x39).contains(lines[line][$0]) }
      guard let digit = digits.randomElement(using: &random) else { return files }
      lines[line][digit] = UInt8.random(in: 0x30...0x39, using: &random)
    }
    let bytes = Array(lines.joined(separator: [0x0A]))
    files[index] = SourceFile(path: original[place].path, bytes: bytes)
    return files
  }

  /// Edits files again and again, and counts how often they are others than before.
  private func follow(_ original: [SourceFile], steps: Int, seed: Int) -> Int {
    var random = SeededGenerator(seed: UInt64(seed))
    var files = original
    let memory = CatalogMemory()
    var changes = 0
    for step in 0..<steps {
      let before = files
      files = edited(files, original, &random)
      if files.map(\.bytes) != before.map(\.bytes) { changes += 1 }
      #expect(outcome(files, memory) == outcome(files, CatalogMemory()), "step \(step)")
    }
    return changes
  }

  @Test(arguments: 0..<3)
  func givesWhatALoadFromNothingGives(seed: Int) {
    #expect(follow(Self.small, steps: 40, seed: seed) > 15)
  }

  @Test func givesWhatALoadFromNothingGivesOfRealFiles() throws {
    #expect(follow(try RealCatalog.files(), steps: 4, seed: 7) > 1)
  }

  private static let small = CatalogSchema.tables.map { schema in
    SoundCatalog.sound.file(schema, schema.file.hasSuffix(".csv") ? .csv : .yaml)
  }

  @Test func keepsWhatAChangedPriceDoesNotReach() throws {
    let original = Self.small
    let memory = CatalogMemory()
    let first = try memory.database(of: memory.load(original).catalog)
    let files = original.map { file in
      guard file.path.hasSuffix("prices.csv") else { return file }
      return SourceFile(path: file.path, bytes: file.bytes + [0x0A])
    }
    let second = try memory.database(of: memory.load(files).catalog)
    #expect(first.engine === second.engine)
    for (table, old) in zip(second.catalog.tables, first.catalog.tables) {
      #expect(table.isCopy(of: old) == (table.schema.name != "price"), "\(table.schema.name)")
    }
    #expect(try memory.database(of: memory.load(files).catalog) === second)
  }
}
