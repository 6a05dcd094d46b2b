import Diagnostics

/// Answers requests while a site is worked on: its pages with the preview's script, the events, and
/// the pages of the last release.
package struct LiveResponder: Sendable {
  private let live: LivePreview
  private let pages: Responder
  private let output: String
  private let folder: ServedFolder
  private let baseline: @Sendable () -> Baseline?
  private let isOpen: Bool
  /// Told when the output is not there.
  private let onMissing: @Sendable () -> Void

  /// Makes the answers for an output folder.
  ///
  /// - Parameters:
  ///   - live: What builds tell.
  ///   - output: The folder that is served.
  ///   - baseline: The last release, as soon as there is one.
  ///   - startsReview: Whether pages are shown with their marks at first.
  ///   - isOpen: Whether other machines may ask, under whatever name they know this one by.
  ///   - onMissing: Told when there is no output.
  package init(
    _ live: LivePreview, output: String, baseline: @escaping @Sendable () -> Baseline?,
    startsReview: Bool = false, isOpen: Bool = false, onMissing: @escaping @Sendable () -> Void = {}
  ) {
    self.live = live
    self.output = output
    self.baseline = baseline
    self.isOpen = isOpen
    self.onMissing = onMissing
    folder = .onDisk(output)
    let script = PageScript(startsReview: startsReview) { live.mark }
    pages = Responder(folder, script: script)
  }

  /// Returns the answer to a request.
  package func reply(to head: RequestHead) -> Reply {
    guard isOpen || HostField.isLocal(head.fields["host"] ?? "") else {
      return .response(text(403, "this server is for its own machine", for: head))
    }
    let request = PreviewRequest(head)
    switch head.path {
    case PageScript.path: return .response(content(Self.script, "a.js", for: request))
    case "/.rigbook/events" where head.method == "GET":
      let since = head.query.split(separator: "=").last.map(String.init)
      return .events(live.events(since: head.fields["last-event-id"] ?? since))
    case "/.rigbook/changes":
      let now = ReleasedPages(in: output)
      let last = baseline().map { ReleasedPages(in: $0.folder) } ?? now
      return .response(content(Array(now.differences(from: last).utf8), "a.json", for: request))
    case let path where path.hasPrefix(Self.lastRelease):
      return .response(lastRelease(request))
    default: return .response(page(request))
    }
  }

  private func page(_ request: PreviewRequest) -> PreviewResponse {
    if folder.kind("") == nil { onMissing() }
    let response = pages.response(to: request)
    if let tag = response.fields["ETag"], response.fields["Content-Type"] != MediaType.html,
      response.status != 304, let path = try? RequestPath(percentEncoded: request.path)
    {
      live.noteServed(path.relativePath, tag: tag)
    }
    return response
  }

  private static let lastRelease = "/.rigbook/last/"

  private func lastRelease(_ request: PreviewRequest) -> PreviewResponse {
    var request = request
    request.path = String(request.path.dropFirst(Self.lastRelease.utf8.count - 1))
    let nothing = ServedFolder(kind: { _ in nil }, file: { _ in nil })
    return Responder(baseline().map { .onDisk($0.folder) } ?? nothing).response(to: request)
  }

  private func content(
    _ bytes: [UInt8], _ name: String, for request: PreviewRequest
  ) -> PreviewResponse {
    let fields = [
      "Content-Type": MediaType.of(name), "Cache-Control": "no-cache",
      "X-Content-Type-Options": "nosniff",
    ]
    let isHead = request.method == "HEAD"
    return PreviewResponse(
      status: 200, fields: fields, body: isHead ? .none(byteCount: bytes.count) : .bytes(bytes))
  }

  private func text(_ status: Int, _ text: String, for head: RequestHead) -> PreviewResponse {
    PreviewResponse(
      status: status, fields: ["Content-Type": MediaType.of("message.txt")],
      body: head.method == "HEAD" ? .none(byteCount: 0) : .text("\(status) \(text)\n"))
  }

  /// The parts of the script in one function, so that no name of theirs meets one of the site's.
  private static let script: [UInt8] =
    Array("(() => {\n\"use strict\";\n".utf8) + PackageResources.marks_js
    + PackageResources.review_js + PackageResources.update_js + PackageResources.faults_js
    + PackageResources.preview_js + Array("})();\n".utf8)
}
