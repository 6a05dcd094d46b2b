import Testing

@testable import Catalog

@Suite("Views")
struct CatalogViewTests {
  @Test func statesTheColumnsThatEachViewHas() throws {
    let database = try RealCatalog.database.get()
    #expect(
      database.views.map(\.name) == [
        "configuration_part", "current_price", "gpu_neighbour", "workload_model",
        "workload_precision", "usual_model", "recent_window", "recent_price", "volatility",
        "recent_gpu",
      ])
    for view in database.views {
      let result = try database.connect().query("select * from \(view.name) limit 1")
      #expect(result.columns.map(\.name) == view.columns, "\(view.name)")
      #expect(!result.rows.isEmpty, "\(view.name)")
    }
  }

  @Test func takesTheNewestVerifiedPriceOfEachPart() throws {
    let odd = try RealCatalog.query(
      """
      select p.id from price p join current_price c on c.part_id = p.part_id
      where p.verified = 1 and p.as_of > c.as_of
      """)
    #expect(odd.rows == [])
    #expect(
      try RealCatalog.query(
        """
        select count(*) = count(distinct c.part_id) as one_each, max(p.verified = 0) as unverified
        from current_price c join price p on p.id = c.price_id
        """
      ).rows == [[.integer(1), .integer(0)]])
  }

  @Test func callsAPriceCurrentForHalfAYear() throws {
    #expect(
      try RealCatalog.query(
        "select distinct valid_until from price where as_of = '2026-09-30'"
      ).rows == [[.date(try #require(CalendarDate("2027-03-29")))]])
  }

  @Test func namesTheNextCardUpAndDown() throws {
    #expect(
      try RealCatalog.query(
        """
        select direction, neighbour_id from gpu_neighbour where gpu_id = 'nvidia-rtx-5090'
        """
      ).rows == [[.text("up"), .notStated], [.text("down"), .text("nvidia-rtx-4090")]])
    let odd = try RealCatalog.query(
      """
      select n.gpu_id from gpu_neighbour n join gpu g on g.id = n.gpu_id
      join gpu o on o.id = n.neighbour_id
      where o.class <> g.class or (o.memory_usable_gib > g.memory_usable_gib) <> (direction = 'up')
      """)
    #expect(odd.rows == [])
  }

  @Test func countsRecentFromTheNewestFact() throws {
    let database = try RealCatalog.database.get()
    let newest = try #require(database.catalog.newestDate)
    let window = try RealCatalog.query("select newest, launched_since from recent_window")
    #expect(
      window.rows == [
        [.text("\(newest)"), .text("\(newest.year - 2)\("\(newest)".dropFirst(4))")]
      ])
    let launches = try RealCatalog.query(
      """
      select (select min(launch_date) >= (select launched_since from recent_window)
        from recent_gpu) as inside,
        (select count(*) from gpu where launch_date < (select launched_since from recent_window))
        + (select count(*) from recent_gpu) = (select count(*) from gpu) as whole
      """)
    #expect(launches.rows == [[.integer(1), .integer(1)]])
  }

  @Test func callsPricesRecentThatAreValidOnTheDayOfTheNewest() throws {
    #expect(
      try RealCatalog.query(
        """
        select min(as_of), max(as_of), min(verified) from recent_price
        """
      ).rows == [
        [.text("2026-04-11"), .text("2026-09-30"), .integer(1)]
      ])
  }

  @Test func listsTheModelsAndPrecisionsOfAWorkload() throws {
    #expect(
      try RealCatalog.query(
        """
        select place, model_table, model_id from workload_model
        where workload_id = 'voice-assistant' order by place
        """
      ).rows == [
        [.integer(1), .text("audio_model"), .text("whisper-large-v3-turbo")],
        [.integer(2), .text("model"), .text("qwen3-8b")],
        [.integer(3), .text("audio_model"), .text("kokoro-82m")],
        [.integer(4), .text("audio_model"), .text("chatterbox")],
        [.integer(5), .text("audio_model"), .text("orpheus-3b")],
      ])
    #expect(
      try RealCatalog.query(
        """
        select group_concat(quantization_id, ' ') from (
          select * from workload_precision where workload_id = 'video-480p' order by place)
        """
      ).rows == [[.text("bf16 fp8-e4m3 Q8_0 Q4_K_M")]])
    // Every id of the lists is found again; a workload without models has none.
    let lost = try RealCatalog.query(
      """
      select w.id from workload w
      where coalesce(length(w.model_ids) - length(replace(w.model_ids, ';', '')) + 1, 0)
        <> (select count(*) from workload_model m where m.workload_id = w.id)
        and w.model_ids <> '–'
      """)
    #expect(lost.rows == [])
  }

  @Test func showsEachShapeThatWorkloadsNameOnce() throws {
    let rows = try RealCatalog.query(
      """
      select group_concat(m.id, ' ') from (
        select m.* from model m join usual_model u on u.model_id = m.id
        where m.params_total between 24e9 and 31e9 order by m.params_total, m.id
      ) m
      """
    ).rows
    #expect(
      rows == [
        // The coding model of the same shape as the last one is named less often.
        [.text("mistral-small-3.2-24b gemma-3-27b qwen3.6-27b qwen3-30b-a3b-2507")]
      ])
    let odd = try RealCatalog.query(
      """
      select u.model_id from usual_model u join model m on m.id = u.model_id
      where u.named < 2 and m.params_total between 5e9 and 150e9
      """)
    #expect(odd.rows == [])
  }

  @Test func tellsTheSystemsOfAProgram() throws {
    #expect(
      try RealCatalog.query(
        "select id, on_linux, on_windows, on_macos from software where id = 'pytorch-cuda-nvidia'"
      ).rows.first?.dropFirst() == [.flag(true), .flag(true), .flag(false)])
    #expect(
      try RealCatalog.query(
        "select count(*) from software where (os is null) <> (on_linux is null)"
      ).rows == [[.integer(0)]])
  }
}
