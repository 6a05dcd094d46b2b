import Foundation
import Testing

/// Sites with one fault each: it is told once and in full, and the output stays as it was.
@Suite("Sites with one fault") struct BrokenSiteTests {
  @Test(arguments: try BrokenCase.all())
  func tellsTheFaultAndKeepsTheOutput(fault: BrokenCase) throws {
    let site = try BrokenSite()
    let before = try site.output()
    try site.apply(fault)
    let result = try BuiltCommand.run(fault.arguments, in: site.path)
    #expect(result.report.replacing(site.path, with: "[SITE]") == fault.expected)
    #expect(result.output == "")
    #expect(result.status == 1)
    #expect(try site.output() == before)
  }

  @Test(arguments: try BrokenCase.all().filter(\.hasOwnMend))
  func takesTheMend(fault: BrokenCase) throws {
    let site = try BrokenSite()
    try site.apply(fault.mended)
    let result = try BuiltCommand.run(fault.arguments, in: site.path)
    #expect(result.report == "")
    #expect(result.status == 0)
  }

  @Test func holdsMoreThanAHundredSites() throws {
    #expect(try BrokenCase.all().count > 100)
  }
}
