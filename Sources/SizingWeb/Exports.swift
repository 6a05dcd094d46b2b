internal import Sizing

// The engine for WebAssembly: numbers in, numbers out, in two buffers of doubles whose places
// `RequestField` and `AnswerField` name. Stateless, so that native tests may call it at will.

/// The version of the buffers' layout.
@c(rigbook_sizing_version)
public func sizingVersion() -> Int32 { 1 }

/// The number of doubles in a request.
@c(rigbook_request_count)
public func requestCount() -> Int32 { Int32(RequestField.allCases.count) }

/// The number of doubles in an answer.
@c(rigbook_answer_count)
public func answerCount() -> Int32 { Int32(AnswerField.allCases.count) }

/// Makes room for a number of doubles, which stays until the page is left.
///
/// Returns null for a count that makes no sense.
@c(rigbook_allocate)
public func allocateDoubles(_ count: Int32) -> UnsafeMutablePointer<Double>? {
  guard count > 0, count <= 4096 else { return nil }
  let buffer = UnsafeMutablePointer<Double>.allocate(capacity: Int(count))
  buffer.initialize(repeating: 0, count: Int(count))
  return buffer
}

/// Sizes one request.
///
/// The buffers must hold `rigbook_request_count` and `rigbook_answer_count` doubles. Returns the
/// raw value of a `RequestStatus`; the answer is written only when that is zero.
@c(rigbook_size)
public func size(
  _ request: UnsafePointer<Double>?, _ answer: UnsafeMutablePointer<Double>?
) -> Int32 {
  guard let request, let answer else { return RequestStatus.noBuffer.rawValue }
  do throws(RequestStatus) {
    let values = UnsafeBufferPointer(start: request, count: RequestField.allCases.count)
    let result = try Request(values).answer()
    for field in AnswerField.allCases {
      answer[Int(field.rawValue)] = result.value(field)
    }
    return 0
  } catch {
    return error.rawValue
  }
}
