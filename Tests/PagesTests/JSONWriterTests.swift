import Testing

@testable import Pages

@Suite("Writing JSON")
struct JSONWriterTests {
  @Test func nestsAndSeparates() {
    var writer = JSONWriter()
    writer.object { json in
      json.member("a", "x\"y\n")
      json.key("list")
      json.array { json in
        json.literal("1")
        json.string("two")
        json.object { $0.member("three", "3") }
      }
      json.key("none")
      json.array { _ in }
    }
    #expect(
      writer.text == """
        {
          "a": "x\\"y\\n",
          "list": [
            1,
            "two",
            {
              "three": "3"
            }
          ],
          "none": []
        }
        """)
  }
}
