package import Catalog
import Diagnostics

/// The names by which readers know the records of a catalog.
package struct NameIndex: Sendable {
  /// A name in words, and the record that has it.
  private struct Name: Sendable {
    let words: [String]
    let record: RecordName
  }

  /// The names by their first word, the longest first.
  private let names: [String: [Name]]
  /// The names of programs, in small letters.
  let programs: [String]

  /// Tables whose records are parts and models.
  private static let tables = [
    "gpu", "cpu", "platform", "model", "image_model", "audio_model", "power_supply", "chassis",
    "storage", "memory",
  ]

  package init(_ catalog: Catalog) {
    var names: [String: [Name]] = [:]
    for table in Self.tables {
      for row in catalog.table(table)?.rows ?? [] {
        guard let text = catalog.cell("name", of: row.id, in: table)?.text else { continue }
        let words = text.split(separator: " ").map(String.init)
        // One word says too little: a common word may be a name.
        guard let first = words.first, words.count > 1, text.contains(where: \.isNumber) else {
          continue
        }
        names[first, default: []].append(
          Name(words: words, record: RecordName(table: table, id: row.id)))
      }
    }
    self.names = names.mapValues { $0.sorted { $0.words.count > $1.words.count } }
    programs = (catalog.table("software")?.rows ?? []).compactMap { row in
      catalog.cell("name", of: row.id, in: "software")?.text?.lowercased()
    }
  }

  /// The names for a digest: what a page's lints depend on.
  package var words: [String] {
    names.values.flatMap { $0.map { $0.words.joined(separator: " ") } }.sorted() + programs
  }

  /// Returns the longest name that begins at a word, with the number of its words.
  func name(at index: Int, of words: [ProseText.Word]) -> (record: RecordName, count: Int)? {
    names[words[index].text]?.first { name in
      index + name.words.count <= words.count
        && zip(name.words, words[index...]).allSatisfy { $0 == $1.text }
    }.map { ($0.record, $0.words.count) }
  }
}
