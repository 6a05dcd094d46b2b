import Catalog
import Testing

import func Foundation.log2

@testable import Prose

@Suite("Laying charts out")
struct LayoutTests {
  @Test(arguments: [1, 2, 0.25, 1024, 131_072, 0x1p-300])
  func givesExactLogarithmsOfPowersOfTwo(value: Double) {
    #expect(BinaryLogarithm.of(value) == Double(value.exponent))
  }

  @Test(arguments: Array(stride(from: 0.01, through: 300_000, by: 9971.3)))
  func givesLogarithmsAsCloseAsThePlatform(value: Double) {
    #expect(abs(BinaryLogarithm.of(value) - log2(value)) < 1e-12, "\(BinaryLogarithm.of(value))")
  }

  @Test(arguments: [
    (0.0, "0"), (-0.04, "0"), (0.05, "0.1"), (12, "12"), (12.34, "12.3"), (-1.25, "-1.3"),
    (-0.5, "-0.5"),
  ])
  func writesCoordinatesToATenth(value: Double, text: String) {
    #expect(SVGNumber.text(value) == text)
  }

  @Test(
    arguments: [
      (31.0, Unit.gibibytes, [0.0, 4, 8, 12, 16, 20, 24, 28, 32]),
      (0.9, .gibibytes, [0, 0.2, 0.4, 0.2 * 3, 0.8, 1]),
      (3, .gibibytes, [0, 0.5, 1, 1.5, 2, 2.5, 3]),
      (575, .watts, [0, 100, 200, 300, 400, 500, 600]),
    ] as [(Double, Unit, [Double])])
  func choosesRoundStepsOfALinearAxis(maximum: Double, unit: Unit, ticks: [Double]) {
    #expect(ChartAxis.linear(upTo: maximum, unit: unit, goal: 8).ticks == ticks)
  }

  @Test(arguments: [
    (8.0, 100.0, Unit.gigabytes, [8.0, 12, 16, 24, 32, 48, 64, 96]),
    (4096, 131_072, .tokens, [4096, 8192, 16_384, 32_768, 65_536, 131_072]),
    (180, 2100, .gigabytesPerSecond, [200, 500, 1000, 2000]),
  ])
  func choosesRoundNumbersOfALogarithmicAxis(
    lower: Double, upper: Double, unit: Unit, ticks: [Double]
  ) {
    #expect(ChartAxis.logarithmic(from: lower, to: upper, unit: unit).ticks == ticks)
  }

  @Test func shortensNumbersOfTokens() {
    let axis = ChartAxis.logarithmic(from: 512, to: 4096, unit: .tokens)
    #expect(axis.ticks.map(axis.text) == ["512", "768", "1k", "1.5k", "2k", "3k", "4k"])
  }

  @Test func keepsLabelsOffEachOtherAndOffThePoints() {
    let area = Box(x: 0, y: 0, width: 200, height: 100)
    var places = LabelPlaces(area: area, avoiding: [Box(x: 94, y: 44, width: 12, height: 12)])
    let found = (0..<12).compactMap { _ in places.place("A card", beside: Point(x: 100, y: 50)) }
    #expect((2...8).contains(found.count), "\(found.count)")
    let boxes = places.taken
    for (index, box) in boxes.enumerated() {
      #expect(!boxes[(index + 1)...].contains(where: box.overlaps), "\(box)")
      #expect(area.contains(box), "\(box)")
    }
  }

  @Test(arguments: [
    ([10.0, 12, 14], [10.0, 25, 40]), ([90, 95, 99], [70, 85, 100]), ([50, 10], [50, 10]),
  ])
  func spreadsLabelsApart(places: [Double], spread: [Double]) {
    #expect(LabelPlaces.spread(places, gap: 15, from: 0, to: 100) == spread)
  }

  @Test func breaksLinesBetweenWords() {
    #expect(TextMeasure.lines("one two three", width: 55) == ["one two", "three"])
    #expect(TextMeasure.lines("unbreakable", width: 5) == ["unbreakable"])
    #expect(TextMeasure.lines("", width: 5) == [""])
  }
}
