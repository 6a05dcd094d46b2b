import Foundation
import TestSupport

/// Changes a site at random, the same way for the same seed.
struct RandomEdits {
  let site: TemporaryFolder
  private var random: SplitMix
  /// The files as they were before the last edit; `nil` for one that was not there.
  private var before: [String: String?] = [:]
  /// Earlier states of files, to return to.
  private var history: [(path: String, text: String?)] = []
  /// The paths of the files that were written or removed since somebody asked last.
  private var touched: Set<String> = []
  private var count = 0

  init(_ site: TemporaryFolder, seed: UInt64) {
    self.site = site
    random = SplitMix(state: seed)
  }

  /// Makes one edit and returns what it was.
  mutating func edit() throws -> String {
    before = [:]
    count += 1
    switch Int.random(in: 0..<14, using: &random) {
    case 0...3: return try changeCell()
    case 4: return try changeRows()
    case 5, 6: return try changeProse()
    case 7: return try changeMatter()
    case 8: return try changeTemplate()
    case 9: return try changePages()
    case 10: return try changeAsset()
    case 11: return try changeSettings()
    case 12: return try changeQuery()
    default: return try revert()
    }
  }

  /// Returns the paths of the files that were written or removed since the last call, sorted.
  mutating func takeTouched() -> [String] {
    defer { touched = [] }
    return touched.sorted()
  }

  /// Takes the last edit back.
  mutating func undo() throws {
    for (path, text) in before { try put(text, at: path) }
    before = [:]
  }

  // MARK: Kinds of edit

  private mutating func changeCell() throws -> String {
    let path = try pick(files("Content/Catalog", ".csv"))
    var lines = try site.read(path).split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    guard lines.count > 2 else { return "nothing" }
    let row = Int.random(in: 1..<lines.count - 1, using: &random)
    var cells = lines[row].components(separatedBy: ",")
    let column = Int.random(in: 0..<cells.count, using: &random)
    let old = cells[column]
    if let number = Double(old) {
      let factor = Double.random(in: 0.8...1.25, using: &random)
      cells[column] = old.contains(".") ? "\(number * factor)" : "\(Int(number * factor))"
    } else if Bool.random(using: &random) {
      cells[column] = ""
    } else {
      cells[column] += "x"
    }
    lines[row] = cells.joined(separator: ",")
    try write(lines.joined(separator: "\n"), to: path)
    return "\(path):\(row + 1), cell \(column): \(old) to \(cells[column])"
  }

  private mutating func changeRows() throws -> String {
    let path = "Content/Catalog/prices.csv"
    var lines = try site.read(path).split(separator: "\n").map(String.init)
    guard lines.count > 2 else { return "nothing" }
    switch Int.random(in: 0..<3, using: &random) {
    case 0:
      lines.remove(at: Int.random(in: 1..<lines.count, using: &random))
    case 1:
      let line = lines[Int.random(in: 1..<lines.count, using: &random)]
      let rest = line.drop { $0 != "," }
      lines.append("price-new-\(count)\(rest)")
    default: lines.swapAt(1, lines.count - 1)
    }
    try write(lines.joined(separator: "\n") + "\n", to: path)
    return "rows of \(path)"
  }

  private mutating func changeProse() throws -> String {
    let path = try pick(files("Content", ".md"))
    let sentences = [
      "A sentence, number \(count).",
      "There are `=select count(*) from gpu where tdp_w > 300` of them.",
      "See [the notes](/notes/) and [cards](/cards/).", "`=gpu.nvidia-rtx-4090.name` is one.",
      "## A heading \(count)", "See [nothing](/nothing-\(count)/).",
      "`=select margin_gib('gpt-oss-20b', 'Q4_K_M', 4096, 1, 'nvidia-rtx-4090') as margin_gib`",
      "[A machine](/systems/cfg-single-5090-tower/).",
    ]
    var text = try site.read(path)
    if Bool.random(using: &random), let end = text.range(of: "\n\n", options: .backwards),
      !text[end.upperBound...].contains("```"), !text[end.upperBound...].contains("---")
    {
      text = String(text[..<end.lowerBound]) + "\n"
    } else {
      text += "\n" + sentences[Int.random(in: 0..<sentences.count, using: &random)] + "\n"
    }
    try write(text, to: path)
    return "text of \(path)"
  }

  private mutating func changeMatter() throws -> String {
    let path = try pick(files("Content", ".md"))
    var lines = try site.read(path).split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    let matter = [
      "menu: Menu \(count)", "order: \(count)", "description: About \(count)",
      "navigation: false", "section: /cards/", "reviewed: 2025-02-03",
    ]
    if Int.random(in: 0..<3, using: &random) == 0 {
      lines[1] = "title: Title \(count)"
    } else {
      lines.insert(matter[Int.random(in: 0..<matter.count, using: &random)], at: 2)
    }
    try write(lines.joined(separator: "\n"), to: path)
    return "front matter of \(path)"
  }

  private mutating func changeTemplate() throws -> String {
    let path = try pick(files("Templates", ".mustache"))
    let parts = [
      "<p>Part \(count)</p>\n", "{{#page.owner}}{{.}}{{/page.owner}}\n", "{{{navigation}}}\n",
      "{{#page.reviewed}}<p>{{.}}</p>{{/page.reviewed}}\n", "{{#unknown}}{{/unknown}}\n",
      "{{#page.contents}}<i>{{title}}</i>{{/page.contents}}\n",
    ]
    let part = parts[Int.random(in: 0..<parts.count, using: &random)]
    try write(try site.read(path).replacing("<main>", with: part + "<main>") + part, to: path)
    return "template \(path)"
  }

  private mutating func changePages() throws -> String {
    switch Int.random(in: 0..<3, using: &random) {
    case 0:
      let path = try pick(files("Content", ".md"))
      try write(nil, to: path)
      return "without \(path)"
    case 1:
      let path = try pick(files("Content", ".md"))
      try write(try site.read(path), to: path.replacing(".md", with: "-\(count).md"))
      try write(nil, to: path)
      return "renamed \(path)"
    default:
      let path = "Content/cards/page-\(count).md"
      try write("---\ntitle: New \(count)\n---\nSee [cards](/cards/).\n", to: path)
      return "new \(path)"
    }
  }

  private mutating func changeAsset() throws -> String {
    let folder = Bool.random(using: &random) ? "Templates/Assets" : "Content/files"
    let path = "\(folder)/file-\(Int.random(in: 0..<3, using: &random)).txt"
    let isThere = FileManager.default.fileExists(atPath: site.path + "/" + path)
    try write(isThere && Bool.random(using: &random) ? nil : "Asset \(count)\n", to: path)
    return "asset \(path)"
  }

  private mutating func changeSettings() throws -> String {
    let path = "Content/site.yaml"
    let text = try site.read(path)
    let all = "outputs: [html, json, markdown, csv, catalog, llms, search]"
    let few = "outputs: [html, search]"
    try write(
      Bool.random(using: &random)
        ? text.replacing("title: Mach", with: "title: Xach")
        : text.contains(all) ? text.replacing(all, with: few) : text.replacing(few, with: all),
      to: path)
    return "settings"
  }

  private mutating func changeQuery() throws -> String {
    let path = try pick(files("Content/Tables", ".sql"))
    let text = try site.read(path)
    switch Int.random(in: 0..<3, using: &random) {
    case 0: try write(text.replacing("strongest", with: "strongest, \(count),"), to: path)
    case 1: try write(text.replacing("> 300", with: "> \(250 + count)"), to: path)
    default: try write(text.replacing("tdp_w desc", with: "tdp_w"), to: path)
    }
    return "query \(path)"
  }

  private mutating func revert() throws -> String {
    guard let state = history.popLast() else { return "nothing" }
    try write(state.text, to: state.path)
    return "back to an earlier \(state.path)"
  }

  // MARK: Files

  private mutating func pick(_ paths: [String]) throws -> String {
    paths[Int.random(in: 0..<paths.count, using: &random)]
  }

  private func files(_ folder: String, _ ending: String) -> [String] {
    let names = FileManager.default.enumerator(atPath: site.path + "/" + folder)
    return (names?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(ending) }.sorted()
      .map { folder + "/" + $0 }
  }

  private mutating func write(_ text: String?, to path: String) throws {
    let isThere = FileManager.default.fileExists(atPath: site.path + "/" + path)
    let old = isThere ? try site.read(path) : nil
    before[path] = old
    history.append((path, old))
    try put(text, at: path)
  }

  private mutating func put(_ text: String?, at path: String) throws {
    if let text {
      touched.insert(path)
      return try site.write(text, to: path)
    }
    let file = site.path + "/" + path
    if FileManager.default.fileExists(atPath: file) {
      touched.insert(path)
      try FileManager.default.removeItem(atPath: file)
    }
  }
}
