internal import Diagnostics

extension GGUFHeaderReader {
  /// Reads the descriptions of the tensors and checks that their data lie one behind the other.
  mutating func readTensors(
    _ count: Int, alignment: Int64
  ) throws(ReadFault) -> (tensors: [StoredTensor], dataBytes: Int64) {
    var tensors: [StoredTensor] = []
    var places: [String: Int64] = [:]
    var end: Int64 = 0
    for _ in 0..<count {
      let start = cursor.position
      let name = try readName("a tensor's name", limit: GGUFLimits.tensorName)
      if let first = places.updateValue(start, forKey: name) {
        throw ReadFault(
          "duplicate-tensor", "the tensor \(QuotedText.of(name)) is there twice",
          at: start..<cursor.position,
          related: .init(text: "first", range: first..<first + 1))
      }
      let tensor = try readTensor(name)
      let place = cursor.position
      let offset = try cursor.number(UInt64.self, "a tensor's offset")
      guard offset == UInt64(end) else {
        throw ReadFault(
          "gguf-tensor-offset",
          "the data of \(QuotedText.of(name)) begin at \(offset), expected \(end): "
            + "behind the tensor before, padded to \(alignment) bytes",
          at: place..<cursor.position)
      }
      end += Alignment.padded(tensor.bytes, to: alignment)
      guard end <= Alignment.byteBound else {
        throw ReadFault(
          "gguf-tensor-shape", "the tensors up to \(QuotedText.of(name)) have more than 64 TiB",
          at: start..<cursor.position)
      }
      tensors.append(tensor)
    }
    return (tensors, end)
  }

  private mutating func readTensor(_ name: String) throws(ReadFault) -> StoredTensor {
    let shapePlace = cursor.position
    let shape = try readShape(name)
    let typePlace = cursor.position
    let number = try cursor.number(UInt32.self, "a tensor's type")
    guard let type = GGUFTensorType.of(number) else {
      throw ReadFault(
        "gguf-tensor-type",
        "the tensor \(QuotedText.of(name)) has the type \(number), which is none of ggml's",
        at: typePlace..<cursor.position,
        help: [
          "formats of other branches of llama.cpp have numbers of their own and cannot be read"
        ])
    }
    guard let elements = Self.product(shape), let bytes = Self.bytes(elements, type) else {
      throw ReadFault(
        "gguf-tensor-shape",
        "the tensor \(QuotedText.of(name)) has more than 64 TiB", at: shapePlace..<typePlace)
    }
    guard let row = shape.first, row % type.blockElements == 0 else {
      throw ReadFault(
        "gguf-tensor-shape",
        "the rows of \(QuotedText.of(name)) have \(shape.first ?? 0) elements, expected a multiple "
          + "of \(type.blockElements) for \(type.name)", at: shapePlace..<typePlace)
    }
    return StoredTensor(
      name: name, shape: shape, format: type.name, elements: elements, bytes: bytes)
  }

  private mutating func readShape(_ name: String) throws(ReadFault) -> [Int64] {
    let start = cursor.position
    let count = try cursor.number(UInt32.self, "the number of a tensor's dimensions")
    guard (1...GGUFLimits.dimensions).contains(count) else {
      throw ReadFault(
        "gguf-tensor-shape",
        "the tensor \(QuotedText.of(name)) has \(count) dimensions, expected 1 to 4",
        at: start..<cursor.position)
    }
    var shape: [Int64] = []
    for _ in 0..<count {
      let place = cursor.position
      let size = try cursor.number(UInt64.self, "a tensor's dimension")
      guard size > 0, let size = Int64(exactly: size) else {
        throw ReadFault(
          "gguf-tensor-shape",
          "a dimension of \(QuotedText.of(name)) is \(size), expected 1 to 2^63 - 1",
          at: place..<cursor.position)
      }
      shape.append(size)
    }
    return shape
  }

  private static func product(_ shape: [Int64]) -> Int64? {
    var product: Int64 = 1
    for size in shape {
      let (next, overflow) = product.multipliedReportingOverflow(by: size)
      guard !overflow else { return nil }
      product = next
    }
    return product
  }

  private static func bytes(_ elements: Int64, _ type: GGUFTensorType) -> Int64? {
    let (bytes, overflow) = (elements / type.blockElements).multipliedReportingOverflow(
      by: type.blockBytes)
    guard !overflow, bytes <= Alignment.byteBound else { return nil }
    return bytes
  }
}
