import Foundation

/// What addresses answered before, kept between runs.
struct LinkCache: Sendable {
  /// One answer and when it came.
  struct Entry: Codable, Equatable, Sendable {
    var answer: LinkAnswer
    /// Seconds since 1970.
    var asked: Int
  }

  private(set) var entries: [String: Entry] = [:]

  /// The file below the site folder.
  static let file = ".rigbook/links.json"

  init() {}

  /// Reads the file of a site; one that is missing or of another form holds nothing.
  init(site folder: String) {
    guard let bytes = FileManager.default.contents(atPath: folder + "/" + Self.file),
      let entries = try? JSONDecoder().decode([String: Entry].self, from: bytes)
    else { return }
    self.entries = entries
  }

  /// Returns what an address answered, if that may still be believed.
  func answer(of address: String, now: Int, maxAge seconds: Int) -> LinkAnswer? {
    guard let entry = entries[address], entry.answer.lasts, now - entry.asked <= seconds else {
      return nil
    }
    return entry.answer
  }

  /// Keeps an answer.
  mutating func keep(_ answer: LinkAnswer, of address: String, now: Int) {
    entries[address] = Entry(answer: answer, asked: now)
  }

  /// Writes the entries of addresses that the site still names.
  func write(site folder: String, keeping addresses: Set<String>) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    let bytes = try encoder.encode(entries.filter { addresses.contains($0.key) })
    let path = folder + "/" + Self.file
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try bytes.write(to: URL(fileURLWithPath: path), options: .atomic)
  }
}
