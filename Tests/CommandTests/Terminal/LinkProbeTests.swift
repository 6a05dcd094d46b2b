import Testing

@testable import Command

@Suite("Asking for links")
struct LinkProbeTests {
  /// Answers by address and method; what is not named is silent.
  private static func probe(
    _ replies: [String: LinkReply], log: RequestLog = RequestLog()
  ) -> LinkProbe {
    LinkProbe { address, method in
      await log.note("\(method) \(address)")
      return replies["\(method) \(address)"] ?? replies[address] ?? .silence("nobody")
    }
  }

  private static func moved(_ status: Int, _ place: String) -> LinkReply {
    .status(status, location: place)
  }

  @Test(arguments: [
    (["https://a/": LinkReply.status(200, location: nil)], LinkAnswer.found(movedTo: nil)),
    (["https://a/": .status(404, location: nil)], .gone(status: 404)),
    (["https://a/": .status(410, location: nil)], .gone(status: 410)),
    (["https://a/": .status(403, location: nil)], .refused(status: 403)),
    (["https://a/": .status(500, location: nil)], .failed("status 500")),
    ([:], .unreachable("nobody")),
    // A server that answers no HEAD is asked as a reader asks.
    (
      [
        "head https://a/": .status(405, location: nil),
        "get https://a/": .status(206, location: nil),
      ],
      .found(movedTo: nil)
    ),
    (
      ["https://a/": moved(301, "https://b/"), "https://b/": .status(200, location: nil)],
      .found(movedTo: "https://b/")
    ),
    // One step that is for now makes the whole way so.
    (
      [
        "https://a/": moved(301, "https://b/"), "https://b/": moved(302, "https://c/"),
        "https://c/": .status(200, location: nil),
      ], .found(movedTo: nil)
    ),
    (
      ["https://a/": moved(301, "https://b/"), "https://b/": .status(404, location: nil)],
      .gone(status: 404)
    ),
    (["https://a/": moved(302, "https://a/")], .failed("more than 10 redirects")),
  ])
  func tellsWhatCameOfALink(replies: [String: LinkReply], answer: LinkAnswer) async {
    #expect(await Self.probe(replies).ask("https://a/") == answer)
  }

  @Test func asksEachAddressOnce() async {
    let log = RequestLog()
    let round = LinkRound(
      probe: Self.probe(
        [
          "https://a/1": .status(200, location: nil), "https://a/2": .status(200, location: nil),
          "https://b/": .status(200, location: nil),
        ], log: log), width: 2, pause: 0)
    let answers = await round.answers(to: ["https://a/2", "https://b/", "https://a/1"])
    #expect(answers.count == 3)
    #expect(
      await log.requests.sorted() == ["head https://a/1", "head https://a/2", "head https://b/"])
    // Those of one host one after the other, in order.
    #expect(
      await log.requests.filter { $0.contains("//a/") } == ["head https://a/1", "head https://a/2"])
  }

  @Test(arguments: [
    ("https://Example.com/a", "example.com"), ("http://h:8080?x", "h:8080"), ("https://h", "h"),
  ])
  func findsTheHost(address: String, host: String) {
    #expect(LinkRound.host(of: address) == host)
  }

  /// What was found is believed for a while, what was not is asked again.
  @Test func believesAnAnswerForAWhile() {
    var cache = LinkCache()
    cache.keep(.found(movedTo: nil), of: "a", now: 1000)
    cache.keep(.gone(status: 404), of: "b", now: 1000)
    #expect(cache.answer(of: "a", now: 1100, maxAge: 100) == .found(movedTo: nil))
    #expect(cache.answer(of: "a", now: 1101, maxAge: 100) == nil)
    #expect(cache.answer(of: "b", now: 1000, maxAge: 100) == nil)
    #expect(cache.answer(of: "c", now: 1000, maxAge: 100) == nil)
  }
}

/// The requests that were sent, in their order.
actor RequestLog {
  private(set) var requests: [String] = []

  func note(_ request: String) { requests.append(request) }
}
