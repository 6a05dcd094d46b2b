import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The elements of a feed, read by an XML parser that minds namespaces.
final class FeedReader: NSObject, XMLParserDelegate {
  struct Malformed: Error {}

  /// The namespace and name of the root.
  private(set) var root = ""
  /// The targets of all links.
  private(set) var links: [String] = []
  private var texts: [String: [String]] = [:]
  private var path: [String] = []
  private var text = ""

  init(_ url: URL) throws {
    super.init()
    let parser = XMLParser(data: try Data(contentsOf: url))
    parser.shouldProcessNamespaces = true
    parser.delegate = self
    guard parser.parse() else { throw parser.parserError ?? Malformed() }
  }

  /// The texts of the elements at a path, in the order of the feed.
  subscript(path: String) -> [String] { texts[path] ?? [] }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    if path.isEmpty { root = "\(namespaceURI ?? "") \(name)" }
    path.append(name)
    text = ""
    if name == "link" { links.append(attributes["href"] ?? "") }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    texts[path.joined(separator: "/"), default: []].append(text)
    text = ""
    path.removeLast()
  }
}
