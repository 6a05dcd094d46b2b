import Testing

@testable import Changes

@Suite("Causes in a change report")
struct CauseTests {
  private func report(_ before: [String: String], _ after: [String: String]) throws -> ChangeReport
  {
    let page = { (cards: [String: String]) in
      let rows = cards.sorted { $0.key < $1.key }.map { Builds.row($0.key, $0.value) }
      return try Builds.page("gpu/", Builds.cards(rows))
    }
    return Builds.report(
      try page(before), try page(after),
      catalogs: (try Builds.catalog(before), try Builds.catalog(after)))
  }

  @Test func namesTheCellOfTheRowsOwnRecord() throws {
    let report = try report(["a": "100", "b": "100"], ["a": "120", "b": "130"])
    #expect(
      report.lines == [
        "cell gpu/#cards | Card a · Power | 100\u{A0}W → 120\u{A0}W | gpu.a.tdp_w",
        "cell gpu/#cards | Card b · Power | 100\u{A0}W → 130\u{A0}W | gpu.b.tdp_w",
      ])
    #expect(
      TextReport(report).text.hasPrefix(
        "gpu.a.tdp_w  Power of Card a: 100\u{A0}W → 120\u{A0}W\n  cell     gpu/#cards\n"),
      "\(TextReport(report).text)")
    #expect(
      TextReport(report).text.hasSuffix("2 changes of the catalog; 2 cells on 1 page\n"))
  }

  /// Records side by side: a column for each, and no query.
  @Test func namesTheCellOfARecordThatIsCompared() throws {
    let page = { (power: String) in
      try Builds.page(
        "gpu/",
        """
        "tables": [{"id": "two", "caption": "Two", "compares": "gpu", "columns": [
        {"name": "property", "label": "Property"}, {"name": "a", "label": "Card a"},
        {"name": "b", "label": "Card b"}],
        "rows": [{"property": "Power, W", "a": \(power), "b": 90}]}]
        """)
    }
    let report = Builds.report(
      try page("100"), try page("120"),
      catalogs: (
        try Builds.catalog(["a": "100", "b": "90", "c": "1"]),
        try Builds.catalog(["a": "120", "b": "90", "c": "2"])
      ))
    #expect(report.lines == ["cell gpu/#two | Power, W · Card a | 100 → 120 | gpu.a.tdp_w"])
  }

  /// A figure of the engine in a sentence leads to an answer, or to a figure of a record's page.
  @Test(arguments: ["https://a.example/gpu/#a.1", "https://a.example/gpus/b/#derivation-need"])
  func namesTheCellBehindAFigureOfTheEngine(derivation: String) throws {
    let page = { (need: String) in
      try Builds.page(
        "gpu/",
        """
        "values": [{"expression": "need_gib", "text": "\(need)", "derivation": "\(derivation)"}],
        "answers": [{"id": "a.1", "gpu": "b", "need_gib": 1}]
        """)
    }
    let report = Builds.report(
      try page("5.8 GiB"), try page("5.2 GiB"),
      catalogs: (
        try Builds.catalog(["a": "100", "b": "90"]), try Builds.catalog(["a": "101", "b": "91"])
      ))
    #expect(
      report.lines == ["value gpu/ | need_gib | 5.8 GiB → 5.2 GiB | gpu.b.tdp_w"])
  }

  @Test func namesTheRecordThatCame() throws {
    let report = try report(["a": "100"], ["a": "100", "b": "100"])
    #expect(
      report.lines == ["row gpu/#cards | row of “Cards” | added: Card b | gpu.b"])
  }

  @Test func groupsWhatTheCatalogDoesNotExplainApart() throws {
    let page = { (text: String) in
      try Builds.page("gpu/", "\"headings\": [{\"id\": \"h\", \"text\": \"\(text)\"}]")
    }
    let report = Builds.report(
      try page("A"), try page("B"),
      catalogs: (try Builds.catalog(["a": "1"]), try Builds.catalog(["a": "2"])))
    let groups = report.groups
    #expect(groups.map { $0.facts.map(\.name) } == [["gpu.a.tdp_w"], []])
    #expect(groups.map(\.changes.count) == [0, 1])
    #expect(
      TextReport(report).text == """
        gpu.a.tdp_w  Power of Card a: 1\u{A0}W → 2\u{A0}W
          shows on no page

        Text, templates or program
          heading  gpu/#h
                   heading: A → B

        1 change of the catalog; 1 heading on 1 page

        """)
  }

  @Test func takesAllColumnsWhereOnlyTheirNumberIsTold() throws {
    let fact = FactChange(kind: .cell, table: "gpu", record: "a", column: "tdp_w", label: "Power")
    let reads = { (text: String, functions: String?) in
      ReadColumns(PageSnapshot.Query(id: "q.1", reads: text, functions: functions))
    }
    #expect(reads("gpu (52 columns), price (as_of)", nil).include(fact))
    #expect(reads("gpu (id, tdp_w)", nil).include(fact))
    #expect(!reads("gpu (id, name), price (tdp_w)", nil).include(fact))
    #expect(!reads("model (id)", nil).include(fact))
    #expect(reads("model (id)", "verdict").include(fact), "the engine looks up the card")
  }

  @Test func followsAComputedCellBackToWhatWasTyped() throws {
    let catalog = { (width: String, bandwidth: String) -> CatalogSnapshot in
      try Builds.decode(
        """
        {"tables": {"gpu": {"record_is": "graphics card", "columns": [
        {"name": "id", "label": "Id", "is_computed": false},
        {"name": "memory_marketed_gb", "label": "Memory", "unit": "GB", "is_computed": false},
        {"name": "memory_addressable_mib", "label": "Addressable", "unit": "MiB", "is_computed": true}
        ], "records": [
        {"id": "a", "memory_marketed_gb": \(width), "memory_addressable_mib": \(bandwidth)}]}}}
        """)
    }
    let facts = CatalogComparison.changes(try catalog("24", "23961"), try catalog("32", "31949"))
    #expect(facts.map(\.name) == ["gpu.a.memory_marketed_gb", "gpu.a.memory_addressable_mib"])
    let finder = CauseFinder(facts) { _ in ["gpu"] }
    #expect(
      finder.causes(ReadColumns(["gpu": ["memory_addressable_mib"]]), records: ["a"]) == [
        "gpu.a.memory_marketed_gb"
      ])
  }
}
