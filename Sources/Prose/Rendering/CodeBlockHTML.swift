import Foundation

/// What blocks of code have beside what CommonMark gives them.
enum CodeBlockHTML {
  private static let tag = Array("<pre><code".utf8)
  private static let name = "<pre".utf8.count
  private static let attribute = Array(" tabindex=\"0\"".utf8)

  /// Lets a keyboard reach blocks of code, whose long lines scroll. No text holds such a tag.
  static func reachable(_ html: String) -> String {
    var html = html
    let reachable = html.withUTF8 { bytes -> String? in
      let places = places(in: bytes)
      guard !places.isEmpty else { return nil }
      var result: [UInt8] = []
      result.reserveCapacity(bytes.count + places.count * attribute.count)
      var end = 0
      for place in places {
        result += bytes[end..<place + name]
        result += attribute
        end = place + name
      }
      result += bytes[end...]
      return String(decoding: result, as: UTF8.self)
    }
    return reachable ?? html
  }

  /// Where blocks of code begin. Brackets are found by `memchr`.
  private static func places(in bytes: UnsafeBufferPointer<UInt8>) -> [Int] {
    var places: [Int] = []
    var start = 0
    while let base = bytes.baseAddress, start + tag.count <= bytes.count,
      let found = memchr(base + start, CInt(tag[0]), bytes.count - start)
    {
      let place = UnsafeRawPointer(found) - UnsafeRawPointer(base)
      let isTag = bytes[place...].prefix(tag.count).elementsEqual(tag)
      if isTag { places.append(place) }
      start = place + 1
    }
    return places
  }
}
