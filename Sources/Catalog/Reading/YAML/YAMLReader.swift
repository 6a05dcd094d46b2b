package import Diagnostics
import Yams

/// Reads YAML into values that know their place.
package enum YAMLReader {
  /// How deep values may nest. Site files need four or five levels.
  static let deepestLevel = 64

  /// Reads the YAML document in a part of a file.
  ///
  /// - Parameters:
  ///   - source: the file; places are relative to its beginning.
  ///   - range: the bytes of the document. They begin at the start of a line.
  /// - Returns: the value, or `nil` when the text is empty or has a fault; and the faults.
  package static func read(
    _ source: SourceFile, range: Range<Int>
  ) -> (value: YAMLValue?, diagnostics: [Diagnostic]) {
    let range = range.clamped(to: 0..<source.bytes.count)
    let text = text(of: source, range)
    var faults = textFaults(source, range: range)
    guard faults.isEmpty else { return (nil, faults.diagnostics) }
    let positions = YAMLPositions(source, range: range)
    let value = compose(source, range: text, positions, faults: &faults)
    return (faults.isEmpty ? value : nil, faults.diagnostics)
  }

  /// Returns what is wrong with a text before it is parsed: bytes that are no text, and what would
  /// make the parser take too much.
  static func textFaults(_ source: SourceFile, range: Range<Int>) -> FaultLog {
    let text = text(of: source, range)
    var faults = FaultLog()
    let findings = TextCheck.findings(in: source.bytes, range: text)
    if !findings.isEmpty {
      for (fault, place) in StructureFault.of(findings) {
        faults.report(fault, at: source.span(place))
      }
    } else if let alias = YAMLAliases.first(in: source.bytes, range: text) {
      faults.report(YAMLFault.alias, at: source.span(alias))
    } else if let place = YAMLNesting.tooDeep(in: source.bytes, range: text, limit: deepestLevel) {
      faults.report(YAMLFault.tooDeep(limit: deepestLevel), at: source.span(place..<place + 1))
    }
    return faults
  }

  /// The range without a byte order mark.
  private static func text(of source: SourceFile, _ range: Range<Int>) -> Range<Int> {
    let bom = source.bytes[range].starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    return range.lowerBound + bom..<range.upperBound
  }

  private static func compose(
    _ source: SourceFile, range: Range<Int>, _ positions: YAMLPositions, faults: inout FaultLog
  ) -> YAMLValue? {
    var text = String(decoding: source.bytes[range], as: UTF8.self)
    // The parser keeps a pointer to the text's own storage, which a very short text does not have.
    if text.utf8.count < 32 { text += "\n" + String(repeating: "#", count: 32) }
    do {
      // The basic resolver leaves scalars as they are; ours are typed by their column, not by looks.
      let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
      guard let root = try parser.singleRoot() else { return nil }
      var reader = NodeReader(positions: positions)
      let value = reader.value(root, depth: 0)
      for (fault, span) in reader.faults { faults.report(fault, at: span) }
      return value
    } catch let error as YamlError {
      let (fault, span) = YAMLFault.from(error, positions)
      faults.report(fault, at: span)
    } catch {
      faults.report(YAMLFault.syntax("\(error)", context: nil), at: nil)
    }
    return nil
  }
}

/// Converts the parser's nodes.
private struct NodeReader {
  let positions: YAMLPositions
  var faults: [(YAMLFault, SourceSpan?)] = []

  init(positions: YAMLPositions) { self.positions = positions }

  mutating func value(_ node: Node, depth: Int) -> YAMLValue? {
    let point = node.mark.map(positions.point)
    guard depth < YAMLReader.deepestLevel, let point else {
      faults.append((.tooDeep(limit: YAMLReader.deepestLevel), point))
      return nil
    }
    if node.anchor != nil { faults.append((.anchor, point)) }
    switch node {
    case .scalar(let scalar):
      checkText(of: scalar)
      return YAMLValue(kind(of: scalar), at: positions.span(of: scalar))
    case .sequence(let sequence):
      return YAMLValue(.list(sequence.compactMap { value($0, depth: depth + 1) }), at: point)
    case .mapping(let mapping):
      let entries = mapping.compactMap { entry(key: $0.key, value: $0.value, depth: depth) }
      return YAMLValue(.map(entries), at: point)
    case .alias:
      faults.append((.alias, point))
      return nil
    }
  }

  private mutating func checkText(of scalar: Node.Scalar) {
    guard let control = TextCheck.controlCharacter(in: scalar.string) else { return }
    faults.append((.controlCharacter(control), positions.span(of: scalar)))
  }

  private mutating func entry(
    key: Node, value: Node, depth: Int
  ) -> (key: YAMLKey, value: YAMLValue)? {
    guard case .scalar(let scalar) = key else {
      faults.append((.keyIsNotText, key.mark.map(positions.point)))
      return nil
    }
    checkText(of: scalar)
    let name = YAMLKey(scalar.string, at: positions.span(of: scalar))
    if isPlain(scalar), scalar.string == "<<" { faults.append((.merge, name.span)) }
    return self.value(value, depth: depth + 1).map { (name, $0) }
  }

  private func kind(of scalar: Node.Scalar) -> YAMLValue.Kind {
    let isPlain = isPlain(scalar)
    let isNull = isPlain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    return isNull ? .null : .scalar(scalar.string, isPlain: isPlain)
  }

  private func isPlain(_ scalar: Node.Scalar) -> Bool {
    scalar.style == .plain || scalar.style == .any
  }
}
