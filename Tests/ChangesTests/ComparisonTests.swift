import Testing

@testable import Changes

@Suite("The comparison of two builds")
struct ComparisonTests {
  private func tables(_ before: [String], _ after: [String]) throws -> [String] {
    Builds.report(
      try Builds.page("gpu/", Builds.cards(before)), try Builds.page("gpu/", Builds.cards(after))
    ).lines
  }

  @Test func tellsNothingOfEqualBuilds() throws {
    let page = try Builds.page("gpu/", Builds.cards([Builds.row("a"), Builds.row("b")]))
    let report = Builds.report(page, page, texts: ("Words.", "Words."))
    #expect(report.isEmpty, "\(report.lines)")
    #expect(TextReport(report).text == "Nothing differs.\n")
    #expect(MarkdownReport(report).text == "Nothing differs.\n")
  }

  @Test func tellsAVerdictWithItsMargins() throws {
    let lines = try tables(
      [Builds.row("a")], [Builds.row("a", verdict: "tight", margin: "0.4")])
    #expect(
      lines == [
        "verdict gpu/#cards | Card a · Verdict | fits → tight (margin 2.3\u{A0}GiB → 0.40\u{A0}GiB)"
      ])
  }

  @Test func printsCellsWithTheirUnit() throws {
    #expect(
      try tables([Builds.row("a", "1100")], [Builds.row("a", "null")]) == [
        "cell gpu/#cards | Card a · Power | 1,100\u{A0}W → not stated"
      ])
  }

  @Test func leavesOutWhatPrintsTheSame() throws {
    #expect(
      try tables([Builds.row("a", margin: "2.26")], [Builds.row("a", margin: "2.27")]) == [])
  }

  @Test func readsAWholeNumberAmongFractionsAsOneOfThem() throws {
    let lines = try tables(
      [Builds.row("a", margin: "2"), Builds.row("b")],
      [Builds.row("a", margin: "3"), Builds.row("b")])
    #expect(lines == ["cell gpu/#cards | Card a · Left | 2.0\u{A0}GiB → 3.0\u{A0}GiB"])
  }

  @Test func matchesRowsByTheirRecordAndTellsTheOrder() throws {
    let (a, b, c) = (Builds.row("a"), Builds.row("b"), Builds.row("c"))
    #expect(
      try tables([a, b, c], [c, a, b]) == [
        "ranking gpu/#cards | order of “Cards” | 1 Card a, 3 Card c → 1 Card c, 2 Card a"
      ])
    #expect(
      try tables([a, b, c], [a, c, b]) == [
        "ranking gpu/#cards | order of “Cards” | 3 Card c → 2 Card c"
      ])
  }

  @Test func tellsRowsThatCameOrWentAndTheFirstPlace() throws {
    let (a, b) = (Builds.row("a"), Builds.row("b"))
    #expect(try tables([a], [a, b]) == ["row gpu/#cards | row of “Cards” | added: Card b"])
    #expect(
      try tables([a, b], [b]) == [
        "ranking gpu/#cards | order of “Cards” | 1 Card a, 2 Card b → 1 Card b",
        "row gpu/#cards | row of “Cards” | removed: Card a",
      ])
  }

  @Test func tellsRowsThatReadAlikeApartByTheirOrder() throws {
    let rows = [Builds.row("a", "1.5"), Builds.row("a", "2.5")]
    #expect(
      try tables(rows, [Builds.row("a", "1.5"), Builds.row("a", "9.5")]) == [
        "cell gpu/#cards | Card a · Power | 3\u{A0}W → 10\u{A0}W"
      ])
  }

  @Test func tellsTablesColumnsAndHeadings() throws {
    let before = try Builds.page(
      "gpu/",
      """
      "headings": [{"id": "a", "text": "A"}, {"id": "b", "text": "B"}],
      "tables": [{"id": "t", "caption": "T", "columns": [{"name": "x", "label": "X"}], "rows": []},
      {"id": "old", "caption": "Old", "columns": [], "rows": []}]
      """)
    let after = try Builds.page(
      "gpu/",
      """
      "headings": [{"id": "a", "text": "A!"}, {"id": "c", "text": "C"}],
      "tables": [{"id": "t", "caption": "T", "columns": [{"name": "y", "label": "Y"}], "rows": []},
      {"id": "new", "caption": "New", "columns": [], "rows": []}]
      """)
    #expect(
      Builds.report(before, after).lines == [
        "table gpu/#old | table | removed: Old", "table gpu/#t | column of “T” | removed: X",
        "table gpu/#t | column of “T” | added: Y", "table gpu/#new | table | added: New",
        "heading gpu/#a | heading | A → A!", "heading gpu/#b | heading | removed: B",
        "heading gpu/#c | heading | added: C",
      ])
  }

  @Test func tellsClaimsThatTurned() throws {
    let claim = { (holds: String, found: String) in
      "\"claims\": [{\"sentence\": \"It fits.\", \"holds\": \(holds)\(found), \"heading\": \"h\"}]"
    }
    let one = try Builds.page("gpu/", claim("true", ""))
    let two = try Builds.page("gpu/", claim("false", ", \"found\": \"tight\""))
    #expect(
      Builds.report(one, two).lines == [
        "claim gpu/#h | It fits. | holds → does not hold: tight"
      ])
    #expect(
      Builds.report(two, one).lines == [
        "claim gpu/#h | It fits. | does not hold: tight → holds"
      ])
  }

  /// The figure in a sentence moves with what turns it.
  @Test(arguments: [", \"query\": \"q.4\"", ""])
  func tellsAClaimWithAFigureAsTheSame(query: String) throws {
    let page = { (most: String, holds: Bool) in
      try Builds.page(
        "gpu/",
        "\"claims\": [{\"sentence\": \"The most is \(most).\", \"holds\": \(holds), "
          + "\"heading\": \"h\"\(query)}]")
    }
    let before = try page("32\u{A0}GB", true)
    #expect(
      Builds.report(before, try page("48\u{A0}GB", false)).lines == [
        "claim gpu/#h | The most is 48\u{A0}GB. | holds (“The most is 32\u{A0}GB.”) → does not hold"
      ])
    #expect(Builds.report(before, try page("36\u{A0}GB", true)).lines == [])
  }

  @Test func tellsPagesThatCameOrWent() throws {
    let report = SiteComparison(
      SnapshotPair(
        before: SiteSnapshot(paths: ["a/"], pages: ["a/": try Builds.page("a/")]),
        after: SiteSnapshot(paths: [""], pages: ["": try Builds.page("")]))
    ).report
    #expect(report.lines == ["page / | page | added: T", "page a/ | page | removed: T"])
  }

  @Test func tellsAFigureOnceAndNotItsSentenceAgain() throws {
    let page = { (text: String) in
      try Builds.page(
        "gpu/",
        "\"values\": [{\"expression\": \"gpu.a.tdp_w\", \"value\": 1, \"text\": \"\(text)\"}]")
    }
    let report = Builds.report(
      try page("100 W"), try page("120 W"),
      texts: ("# T\n\nIt takes 100 W, at most.\n", "# T\n\nIt takes 120 W, at most.\n"))
    #expect(report.lines.count == 1, "\(report.lines)")
    #expect(report.changes.first?.kind == .value)
    #expect(report.changes.first?.after == "120 W")
  }

  @Test func tellsWordsThatNoFigureExplains() throws {
    let page = try Builds.page("gpu/")
    let report = Builds.report(
      page, page,
      texts: (
        "# T\n\nSame.\n\nIt is slow.\n\n| a |\n\n---\n- Reviewed: 1",
        "# T\n\nSame.\n\nIt is fast.\n\nMore.\n\n| b |\n\n---\n- Reviewed: 2"
      ))
    #expect(
      report.lines == [
        "text gpu/ | text | It is slow. → It is fast.", "text gpu/ | text | added: More.",
      ])
  }
}
