import Testing

@testable import Prose

/// Whole charts, byte for byte.
@Suite("Charts as HTML")
struct ChartHTMLTests {
  @Test func drawsBarsWithTheirValues() throws {
    let page = try ChartPage(
      "kind: bars\nid: c\nlabels: {one_gib: 1 card, two_gib: 2 cards}",
      "select 'A & B' as name, 15.5 as one_gib, 31.0 as two_gib union all select 'C', 8.0, '–'")
    #expect(page.report == "")
    #expect(
      page.drawing(.compact) == """
        <svg class="chart-drawing chart-compact" viewBox="0 0 340 152" font-size="13" role="img" \
        aria-labelledby="c-title" aria-describedby="c-compact-desc">
        <desc id="c-compact-desc">Bar chart. The table below it holds the same values.</desc>
        <defs>
        <pattern id="c-compact-fill-1" width="8" height="8" patternUnits="userSpaceOnUse"><rect \
        class="chart-fill chart-1" width="8" height="8"/></pattern>
        <pattern id="c-compact-fill-2" width="8" height="8" patternUnits="userSpaceOnUse"><rect \
        class="chart-fill chart-2" width="8" height="8"/><path class="chart-hatch" d="M-2 2L2 \
        -2M0 8L8 0M6 10L10 6"/></pattern>
        </defs>
        <text class="chart-label" x="0" y="13">A &amp; B</text>
        <text class="chart-soft" x="49" y="35.5" text-anchor="end">1 card</text>
        <rect fill="url(#c-compact-fill-1)" x="57" y="22" width="111.1" height="18"/>
        <text class="chart-value" x="175.1" y="35.5">15.5 GiB</text>
        <text class="chart-soft" x="49" y="59.5" text-anchor="end">2 cards</text>
        <rect fill="url(#c-compact-fill-2)" x="57" y="46" width="222.1" height="18"/>
        <text class="chart-value" x="286.1" y="59.5">31.0 GiB</text>
        <path class="chart-axis" d="M57 20L57 66"/>
        <text class="chart-label" x="0" y="95">C</text>
        <text class="chart-soft" x="49" y="117.5" text-anchor="end">1 card</text>
        <rect fill="url(#c-compact-fill-1)" x="57" y="104" width="57.3" height="18"/>
        <text class="chart-value" x="121.3" y="117.5">8.0 GiB</text>
        <text class="chart-soft" x="49" y="141.5" text-anchor="end">2 cards</text>
        <text class="chart-soft" x="64" y="141.5">–</text>
        <path class="chart-axis" d="M57 102L57 148"/>
        </svg>

        """)
  }

  @Test func drawsALedgerWithItsKeyAndMark() throws {
    let page = try ChartPage(
      "kind: ledger\nid: c\nmark: card_gib",
      "select 'A' as name, 4.0 as weights_gib, 1.0 as kv_gib, 7.5 as card_gib")
    #expect(page.report == "")
    #expect(
      page.drawing(.compact) == """
        <svg class="chart-drawing chart-compact" viewBox="0 0 340 112" font-size="13" role="img" \
        aria-labelledby="c-title" aria-describedby="c-compact-desc">
        <desc id="c-compact-desc">Stacked bar chart. The table below it holds the same \
        values.</desc>
        <defs>
        <pattern id="c-compact-fill-1" width="8" height="8" patternUnits="userSpaceOnUse"><rect \
        class="chart-fill chart-1" width="8" height="8"/></pattern>
        <pattern id="c-compact-fill-2" width="8" height="8" patternUnits="userSpaceOnUse"><rect \
        class="chart-fill chart-2" width="8" height="8"/><path class="chart-hatch" d="M-2 2L2 \
        -2M0 8L8 0M6 10L10 6"/></pattern>
        </defs>
        <text class="chart-label" x="0" y="13">A</text>
        <text class="chart-label" x="340" y="13" text-anchor="end">5.0 GiB</text>
        <rect class="chart-track" x="1" y="20" width="338" height="26"/>
        <path class="chart-grid" d="M85.5 20L85.5 46"/>
        <path class="chart-grid" d="M170 20L170 46"/>
        <path class="chart-grid" d="M254.5 20L254.5 46"/>
        <g><title>Weights: 4.0 GiB</title>
        <rect fill="url(#c-compact-fill-1)" x="1" y="20" width="167.5" height="26"/>
        </g>
        <g><title>KV cache: 1.0 GiB</title>
        <rect fill="url(#c-compact-fill-2)" x="170" y="20" width="40.8" height="26"/>
        </g>
        <path class="chart-mark" d="M317.9 16L317.9 50"/>
        <text class="chart-tick" x="1" y="63">0</text>
        <text class="chart-tick" x="85.5" y="63" text-anchor="middle">2</text>
        <text class="chart-tick" x="170" y="63" text-anchor="middle">4</text>
        <text class="chart-tick" x="254.5" y="63" text-anchor="middle">6</text>
        <text class="chart-tick" x="339" y="63" text-anchor="end">8 GiB</text>
        <rect fill="url(#c-compact-fill-1)" x="0" y="78" width="12" height="12"/>
        <text class="chart-soft" x="18" y="89">Weights 4.0 GiB</text>
        <rect fill="url(#c-compact-fill-2)" x="133" y="78" width="12" height="12"/>
        <text class="chart-soft" x="151" y="89">KV cache 1.0 GiB</text>
        <path class="chart-mark" d="M6 95L6 109"/>
        <text class="chart-soft" x="18" y="107">Card 7.5 GiB</text>
        </svg>

        """)
  }

  @Test func drawsALedgerOfSeveralBarsWithOneKey() throws {
    let page = try ChartPage(
      "kind: ledger\nid: c",
      "select 'A' as name, 4.0 as weights_gib, 0.5 as kv_gib union all select 'B', 4.0, 0")
    #expect(page.report == "")
    #expect(
      page.drawing(.compact) == """
        <svg class="chart-drawing chart-compact" viewBox="0 0 340 202" font-size="13" role="img" \
        aria-labelledby="c-title" aria-describedby="c-compact-desc">
        <desc id="c-compact-desc">Stacked bar chart. The table below it holds the same \
        values.</desc>
        <defs>
        <pattern id="c-compact-fill-1" width="8" height="8" patternUnits="userSpaceOnUse"><rect \
        class="chart-fill chart-1" width="8" height="8"/></pattern>
        <pattern id="c-compact-fill-2" width="8" height="8" patternUnits="userSpaceOnUse"><rect \
        class="chart-fill chart-2" width="8" height="8"/><path class="chart-hatch" d="M-2 2L2 \
        -2M0 8L8 0M6 10L10 6"/></pattern>
        </defs>
        <rect fill="url(#c-compact-fill-1)" x="0" y="2" width="12" height="12"/>
        <text class="chart-soft" x="18" y="13">Weights</text>
        <rect fill="url(#c-compact-fill-2)" x="83.1" y="2" width="12" height="12"/>
        <text class="chart-soft" x="101.1" y="13">KV cache</text>
        <text class="chart-label" x="0" y="43">A</text>
        <text class="chart-label" x="340" y="43" text-anchor="end">4.5 GiB</text>
        <rect class="chart-track" x="1" y="50" width="338" height="26"/>
        <path class="chart-grid" d="M68.6 50L68.6 76"/>
        <path class="chart-grid" d="M136.2 50L136.2 76"/>
        <path class="chart-grid" d="M203.8 50L203.8 76"/>
        <path class="chart-grid" d="M271.4 50L271.4 76"/>
        <g><title>Weights: 4.0 GiB</title>
        <rect fill="url(#c-compact-fill-1)" x="1" y="50" width="268.9" height="26"/>
        </g>
        <g><title>KV cache: 0.50 GiB</title>
        <rect fill="url(#c-compact-fill-2)" x="271.4" y="50" width="32.3" height="26"/>
        </g>
        <text class="chart-soft" x="136.2" y="92" text-anchor="middle">4.0 GiB</text>
        <text class="chart-label" x="0" y="125">B</text>
        <text class="chart-label" x="340" y="125" text-anchor="end">4.0 GiB</text>
        <rect class="chart-track" x="1" y="132" width="338" height="26"/>
        <path class="chart-grid" d="M68.6 132L68.6 158"/>
        <path class="chart-grid" d="M136.2 132L136.2 158"/>
        <path class="chart-grid" d="M203.8 132L203.8 158"/>
        <path class="chart-grid" d="M271.4 132L271.4 158"/>
        <g><title>Weights: 4.0 GiB</title>
        <rect fill="url(#c-compact-fill-1)" x="1" y="132" width="268.9" height="26"/>
        </g>
        <text class="chart-soft" x="136.2" y="174" text-anchor="middle">4.0 GiB</text>
        <text class="chart-tick" x="1" y="197">0</text>
        <text class="chart-tick" x="68.6" y="197" text-anchor="middle">1</text>
        <text class="chart-tick" x="136.2" y="197" text-anchor="middle">2</text>
        <text class="chart-tick" x="203.8" y="197" text-anchor="middle">3</text>
        <text class="chart-tick" x="271.4" y="197" text-anchor="middle">4</text>
        <text class="chart-tick" x="339" y="197" text-anchor="end">5 GiB</text>
        </svg>

        """)
  }

  @Test func drawsCurvesAndLevels() throws {
    let page = try ChartPage(
      "kind: lines\nid: c\nseries: name\nx: context_tokens\ny: need_gib\nscale: log",
      "select 'M' as name, 8192 as context_tokens, 5.0 as need_gib union all select 'M', 4096, 4.0 "
        + "union all select 'Card', '–', 7.5")
    #expect(page.report == "")
    #expect(
      page.drawing(.wide) == """
        <svg class="chart-drawing chart-wide" viewBox="0 0 720 428" font-size="13" role="img" \
        aria-labelledby="c-title" aria-describedby="c-wide-desc">
        <desc id="c-wide-desc">Line chart. The table below it holds the same values.</desc>
        <text class="chart-axis-title" x="0" y="12">Memory needed, GiB</text>
        <path class="chart-grid" d="M16 386L679 386"/>
        <text class="chart-tick" x="8" y="390.5" text-anchor="end">4</text>
        <path class="chart-grid" d="M16 175.4L679 175.4"/>
        <text class="chart-tick" x="8" y="179.9" text-anchor="end">6</text>
        <path class="chart-grid" d="M16 26L679 26"/>
        <text class="chart-tick" x="8" y="30.5" text-anchor="end">8</text>
        <path class="chart-axis" d="M16 386L16 391"/>
        <text class="chart-tick" x="16" y="404" text-anchor="middle">4k</text>
        <path class="chart-axis" d="M403.8 386L403.8 391"/>
        <text class="chart-tick" x="403.8" y="404" text-anchor="middle">6k</text>
        <path class="chart-axis" d="M679 386L679 391"/>
        <text class="chart-tick" x="679" y="404" text-anchor="middle">8k</text>
        <path class="chart-axis" d="M16 386L679 386"/>
        <text class="chart-axis-title" x="679" y="424" text-anchor="end">Context, tokens (k = \
        1,024)</text>
        <g><title>Card: 7.5 GiB</title>
        <path class="chart-level" d="M16 59.5L679 59.5"/>
        <path class="chart-leader" d="M679 59.5L685 59.5"/>
        <text class="chart-soft" x="688" y="64">Card</text>
        </g>
        <path class="chart-curve chart-1" fill="none" d="M16 386L679 270.1"/>
        <g><title>M, 4,096 tokens: 4.0 GiB</title>
        <path class="chart-marker chart-1" d="M11.5 386a4.5 4.5 0 1 1 9 0a4.5 4.5 0 1 1 -9 0z"/>
        </g>
        <g><title>M, 8,192 tokens: 5.0 GiB</title>
        <path class="chart-marker chart-1" d="M674.5 270.1a4.5 4.5 0 1 1 9 0a4.5 4.5 0 1 1 -9 0z"/>
        </g>
        <rect class="chart-paper" x="20" y="366" width="11" height="13"/>
        <text class="chart-label" x="20" y="376">M</text>
        </svg>

        """)
  }

  @Test func drawsPointsThatLeadToTheirPages() throws {
    let page = try ChartPage(
      "kind: scatter\nid: c\nx: memory_gb\ny: bandwidth_gb_s\ngroup: class",
      "select 'a' as part_id, 'A' as name, 'x' as class, 16 as memory_gb, 500 as bandwidth_gb_s "
        + "union all select 'b', 'B', 'w', 32, 1000")
    #expect(page.report == "")
    #expect(
      page.drawing(.wide) == """
        <svg class="chart-drawing chart-wide" viewBox="0 0 720 614" font-size="13" role="group" \
        aria-labelledby="c-title" aria-describedby="c-wide-desc">
        <desc id="c-wide-desc">Scatter chart. The table below it holds the same values.</desc>
        <path class="chart-marker chart-1" d="M1.5 8.5a4.5 4.5 0 1 1 9 0a4.5 4.5 0 1 1 -9 0z"/>
        <text class="chart-soft" x="18" y="13">w</text>
        <path class="chart-marker chart-2" d="M47 4.5L55 4.5L55 12.5L47 12.5z"/>
        <text class="chart-soft" x="63" y="13">x</text>
        <text class="chart-axis-title" x="0" y="38">Bandwidth, GB/s</text>
        <path class="chart-grid" d="M42 490.6L708 490.6"/>
        <text class="chart-tick" x="34" y="495.1" text-anchor="end">500</text>
        <path class="chart-grid" d="M42 143.3L708 143.3"/>
        <text class="chart-tick" x="34" y="147.8" text-anchor="end">1,000</text>
        <path class="chart-grid" d="M146.3 52L146.3 572"/>
        <path class="chart-axis" d="M146.3 572L146.3 577"/>
        <text class="chart-tick" x="146.3" y="590" text-anchor="middle">16</text>
        <path class="chart-grid" d="M406.4 52L406.4 572"/>
        <path class="chart-axis" d="M406.4 572L406.4 577"/>
        <text class="chart-tick" x="406.4" y="590" text-anchor="middle">24</text>
        <path class="chart-grid" d="M591 52L591 572"/>
        <path class="chart-axis" d="M591 572L591 577"/>
        <text class="chart-tick" x="591" y="590" text-anchor="middle">32</text>
        <path class="chart-axis" d="M42 572L708 572"/>
        <text class="chart-axis-title" x="708" y="610" text-anchor="end">Memory, GB</text>
        <a href="../part/b/" tabindex="-1"><title>B: 32 GB, 1,000 GB/s</title>
        <path class="chart-marker chart-1" d="M586.5 143.3a4.5 4.5 0 1 1 9 0a4.5 4.5 0 1 1 -9 0z"/>
        <rect class="chart-paper" x="600" y="137.8" width="9.2" height="13"/>
        <text class="chart-value" x="600" y="147.8">B</text>
        </a>
        <a href="../part/a/" tabindex="-1"><title>A: 16 GB, 500 GB/s</title>
        <path class="chart-marker chart-2" d="M142.3 486.6L150.3 486.6L150.3 494.6L142.3 494.6z"/>
        <rect class="chart-paper" x="155.3" y="485.1" width="9.2" height="13"/>
        <text class="chart-value" x="155.3" y="495.1">A</text>
        </a>
        </svg>

        """)
  }

  @Test func writesTheSameValuesAsATable() throws {
    let page = try ChartPage(
      "kind: bars\nid: c\nnote: A note.", "select 'A' as name, 15.5 as one_gib")
    let start = try #require(page.prose.html.firstRange(of: "<p class=\"table-note\">")).lowerBound
    let end = try #require(page.prose.html.firstRange(of: "</figure>\n")).upperBound
    #expect(
      page.prose.html[start..<end] == """
        <p class="table-note">A note. <a href="#q.1">The query behind it</a></p>
        <details class="chart-data">
        <summary>Values as a table</summary>
        <div class="table-scroll" role="region" aria-labelledby="c-caption" tabindex="0">
        <table>
        <caption id="c-caption"><a class="permalink" href="#c">A chart</a></caption>
        <thead>
        <tr><th scope="col">Name</th><th scope="col" class="num">One <span class="unit">GiB</span>\
        </th></tr>
        </thead>
        <tbody>
        <tr><th scope="row">A</th><td class="num"><a href="#q.1">15.5</a></td></tr>
        </tbody>
        </table>
        </div>
        </details>
        </figure>

        """)
    #expect(page.prose.tables.map(\.id) == ["c"])
  }
}
