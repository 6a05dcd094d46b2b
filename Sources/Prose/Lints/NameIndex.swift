package import Catalog
import Diagnostics

/// The names by which readers know the records of a catalog.
package struct NameIndex: Sendable {
  /// A way to write a name, and the record that has it.
  private struct Spelling: Sendable {
    let parts: [String]
    let record: RecordName
  }

  /// A name in a sentence.
  struct Match {
    let record: RecordName
    /// The words that it takes up.
    let words: Range<Int>
  }

  /// The spellings by their first part, the longest first.
  private let spellings: [String: [Spelling]]
  /// The names of programs, in small letters.
  let programs: [String]

  /// Tables whose records are parts and models.
  private static let tables = [
    "gpu", "cpu", "platform", "model", "image_model", "audio_model", "power_supply", "chassis",
    "storage", "memory",
  ]

  /// The programs that the engine reckons for, which are known whatever a catalog lists.
  private static let sizedPrograms = ["llama.cpp", "vllm", "transformers"]

  package init(_ catalog: Catalog) {
    var whole: [[String]: RecordName] = [:]
    var short: [[String]: RecordName] = [:]
    for table in Self.tables {
      for row in catalog.table(table)?.rows ?? [] {
        guard let text = catalog.cell("name", of: row.id, in: table)?.text else { continue }
        let words = text.split(separator: " ").map(String.init)
        guard Self.saysEnough(words) else { continue }
        let record = RecordName(table: table, id: row.id)
        whole[NameParts.of(text)] = whole[NameParts.of(text)] ?? record
        for spelling in Self.shorter(words) {
          let parts = NameParts.of(spelling.joined(separator: " "))
          short[parts] = short[parts] ?? record
        }
      }
    }
    // What is short for one record may be the name of another.
    let all = short.merging(whole) { _, whole in whole }
    var spellings: [String: [Spelling]] = [:]
    for (parts, record) in all {
      guard let first = parts.first else { continue }
      spellings[first, default: []].append(Spelling(parts: parts, record: record))
    }
    self.spellings = spellings.mapValues { $0.sorted { $0.parts.count > $1.parts.count } }
    programs =
      Self.sizedPrograms
      + (catalog.table("software")?.rows ?? []).compactMap { row in
        catalog.cell("name", of: row.id, in: "software")?.text?.lowercased()
      }
  }

  /// Whether an index of two catalogs is the same, without making it.
  package static func isSame(for one: Catalog, as other: Catalog) -> Bool {
    (tables + ["software"]).allSatisfy { name in
      switch (one.table(name), other.table(name)) {
      case (let one?, let other?):
        one.hasIDs(of: other) && (one.isCopy(of: other) || one.hasColumn("name", of: other))
      case (nil, nil): true
      default: false
      }
    }
  }

  /// Returns all that an index is made of, for a digest: what a page's lints depend on.
  package static func words(in catalog: Catalog) -> [String] {
    (tables + ["software"]).flatMap { name -> [String] in
      guard let table = catalog.table(name), let column = table.columnIndex("name") else {
        return []
      }
      return table.rows.flatMap { [$0.id, $0.cells[column].text ?? ""] }
    }
  }

  /// Whether words can be told from common ones: one word says too little.
  private static func saysEnough(_ words: [String]) -> Bool {
    words.count > 1 && words.contains { $0.contains(where: \.isNumber) }
  }

  /// Returns what people write for a name: without what stands in brackets behind it, without the
  /// capacity at its end, and without the brand before it.
  private static func shorter(_ words: [String]) -> [[String]] {
    let plain = Array(words.prefix { !$0.hasPrefix("(") })
    let hasCapacity =
      plain.count > 2 && ["GB", "TB"].contains(plain[plain.count - 1])
      && plain[plain.count - 2].allSatisfy(\.isNumber)
    let sold = hasCapacity ? Array(plain.dropLast(2)) : plain
    let named = [words, plain, sold]
    return (named + named.compactMap(withoutBrand)).filter(saysEnough)
  }

  private static func withoutBrand(_ words: [String]) -> [String]? {
    guard let brand = words.first, !brand.contains(where: \.isNumber), words.count > 1,
      words[1].first?.isLetter == true
    else { return nil }
    return Array(words.dropFirst())
  }

  /// Returns the names in a sentence, each as long as there is one.
  func matches(in words: [ProseText.Word]) -> [Match] {
    let parts = words.map { $0.form == nil ? NameParts.of($0.text) : [] }
    var found: [Match] = []
    var index = 0
    while index < words.count {
      guard let next = match(at: index, of: parts) else {
        index += 1
        continue
      }
      found.append(next)
      index = next.words.upperBound
    }
    return found
  }

  private func match(at index: Int, of parts: [[String]]) -> Match? {
    guard let first = parts[index].first else { return nil }
    for spelling in spellings[first] ?? [] {
      guard let count = Self.count(of: spelling.parts, at: index, in: parts) else { continue }
      return Match(record: spelling.record, words: index..<index + count)
    }
    return nil
  }

  /// Returns how many whole words a spelling takes up from a word on; the last may have an `s`.
  private static func count(of spelling: [String], at index: Int, in parts: [[String]]) -> Int? {
    var rest = spelling[...]
    for place in index..<parts.count {
      let word = parts[place]
      guard !word.isEmpty else { return nil }
      if word.count >= rest.count {
        return word == Array(rest) || word == Array(rest) + ["s"] ? place - index + 1 : nil
      }
      guard rest.starts(with: word) else { return nil }
      rest = rest.dropFirst(word.count)
    }
    return nil
  }
}
