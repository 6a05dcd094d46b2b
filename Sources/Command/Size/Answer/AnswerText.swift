import Catalog
import Sizing

/// What writes an answer for a terminal: the phrases that all answers are made of.
protocol AnswerText {
  var colors: Bool { get }
}

extension AnswerText {
  func prose(_ value: Double, _ unit: Unit) -> String {
    ValueFormat.text(.decimal(value), unit: unit, style: .prose)
  }

  func prose(_ value: Int64, _ unit: Unit) -> String {
    ValueFormat.text(.integer(value), unit: unit, style: .prose)
  }

  /// A range of rates for what it is reached with.
  func text(_ rate: Estimate, _ what: String) -> String {
    "\(range(rate)) tok/s \(what) (\(rate.basis.name))"
  }

  /// The rate of one stream with so many tokens in the cache.
  func decode(_ rate: Estimate, cachedTokens: Int64) -> String {
    text(rate, "for one stream with \(prose(cachedTokens, .tokens)) in the cache")
  }

  /// A range without its unit: `110–150`.
  func range(_ rate: Estimate) -> String {
    ValueFormat.number(rate.low, unit: .tokensPerSecond) + "–"
      + ValueFormat.number(rate.high, unit: .tokensPerSecond)
  }

  /// Parts side by side, on further lines where they are too many for one.
  func line(_ parts: [String]) -> String {
    let room = TextTable.terminalWidth
    var lines = [""]
    for part in parts {
      let width = lines[lines.count - 1].shownWidth
      if width > 0, width + 3 + part.shownWidth <= room {
        lines[lines.count - 1] += TextStyle.dim.paint(" · ", colors) + part
        continue
      }
      let isFirst = width == 0
      let pieces = part.wrapped(at: room - 2)
      lines += (isFirst ? pieces.dropFirst() : pieces[...]).map { "  " + $0 }
      if isFirst { lines[0] = pieces[0] }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Titles with what is said of each, in lines of prose.
  func summary(_ rows: [(title: String, text: String)]) -> String {
    var table = TextTable([.left, .left], flexible: 1)
    for row in rows { table.add([.init(row.title, .bold), .init(row.text)]) }
    return table.render(colors: colors)
  }

  /// Prose in lines that a terminal holds.
  static func paragraph(_ text: String) -> String {
    text.wrapped(at: TextTable.terminalWidth).joined(separator: "\n") + "\n"
  }

  /// Tables one below the other, each with as many of the columns as a terminal has room for.
  ///
  /// - Parameters:
  ///   - columns: What has a column each.
  ///   - table: The table of some of them, and whether they are the last.
  /// - Returns: The tables, an empty line between them.
  func tables<Column>(
    of columns: [Column], _ table: (_ columns: ArraySlice<Column>, _ areLast: Bool) -> TextTable
  ) -> String {
    var tables: [String] = []
    var rest = columns[...]
    repeat {
      var count = rest.count
      var next = table(rest, true)
      while count > 1, next.naturalWidth > TextTable.terminalWidth {
        count -= 1
        next = table(rest.prefix(count), false)
      }
      tables.append(next.render(colors: colors))
      rest = rest.dropFirst(count)
    } while !rest.isEmpty
    return tables.joined(separator: "\n")
  }

  /// The types of keys and values, once where they are the same.
  func cacheTypes(_ keys: CacheType, _ values: CacheType) -> String {
    keys == values ? "\(keys.name)" : "\(keys.name), \(values.name)"
  }

  /// The longest contexts that fit, with room to spare and at most.
  ///
  /// - Parameters:
  ///   - comfortable: The longest that fits with room to spare, in tokens.
  ///   - longest: The longest that does not exceed the cards.
  ///   - limit: The longest context that the model states; without one the search ends somewhere, which
  ///     says nothing.
  ///   - native: The context that the model was made for; beyond it positions must be scaled.
  ///   - each: What has such a context, where there are several.
  /// - Returns: The contexts in words.
  func contexts(
    _ comfortable: Int64?, _ longest: Int64?, limit: Int64?, madeFor native: Int64?, _ each: String
  ) -> String {
    guard let longest else { return "none fits" }
    if limit == nil, comfortable == longest { return "not limited, by the model or by memory" }
    let text = contexts(comfortable, longest, each)
    guard let native, native < longest else { return text }
    return "\(text); positions are scaled beyond the \(number(native)) it was made for"
  }

  private func contexts(_ comfortable: Int64?, _ longest: Int64, _ each: String) -> String {
    let most = prose(longest, .tokens)
    guard let comfortable else { return "none with room to spare; \(most) at most\(each)" }
    if comfortable == longest { return "\(most)\(each), with room to spare" }
    return "\(prose(comfortable, .tokens)) with room to spare, \(most) at most\(each)"
  }

  /// Tokens without their unit: `40,960`.
  private func number(_ tokens: Int64) -> String {
    ValueFormat.number(Double(tokens), unit: .tokens)
  }

  /// What stands above single changes.
  var changesTitle: String {
    "\n" + TextStyle.bold.paint("Any one of these makes it fit", colors) + "\n"
  }

  static var noCard: String {
    paragraph("No card of the catalog holds it, not even eight of them.")
  }

  static var noChange: String {
    "\n"
      + paragraph(
        "No single change makes it fit: take a smaller model, or several changes at once.")
  }

  /// A line for each run of equal cards, with the memory of one.
  func lines(of cards: [SizedCard]) -> String {
    SizedCard.runs(of: cards).map { card, count in
      let basis = card.isMeasured ? "measured" : "assumed"
      let each = count == 1 ? "" : " each"
      let memory = MemoryText.gibibytes(card.card.usableBytes)
      let devices = card.devices > 1 ? ["\(count) devices to the driver"] : []
      return line(
        [card.name(times: count / card.devices)] + devices
          + ["\(memory) addressable\(each) (\(basis))"])
    }.joined()
  }
}
