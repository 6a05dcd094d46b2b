internal import Sizing

// The engine for WebAssembly: numbers in, numbers out, in buffers of doubles whose places the enums of
// this target name; docs/sizing-in-the-browser.json lists them for other languages. A model in a mix is
// prepared once and then asked about as often as wanted. Nothing is global, so that native tests may
// call it at will; a handle belongs to one thread at a time.

/// The version of the buffers' layout.
@c(rigbook_sizing_version)
public func sizingVersion() -> Int32 { 8 }

/// The number of doubles that describe a model.
@c(rigbook_model_count)
public func modelCount() -> Int32 { Int32(ModelField.count) }

/// The number of doubles that tell about a prepared model.
@c(rigbook_summary_count)
public func summaryCount() -> Int32 { Int32(SummaryField.allCases.count) }

/// The number of doubles that describe a use.
@c(rigbook_use_count)
public func useCount() -> Int32 { Int32(UseField.count) }

/// The number of doubles in an answer.
@c(rigbook_answer_count)
public func answerCount() -> Int32 { Int32(AnswerField.count) }

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

/// A model that was prepared, with what was learnt about its working buffers.
private final class Handle {
  var planner: Planner
  init(_ planner: Planner) { self.planner = planner }
}

/// Prepares a model in a mix.
///
/// The buffers must hold `rigbook_model_count` and `rigbook_summary_count` doubles. Returns a handle,
/// or null; then the first double of the summary is the raw value of a `RequestStatus`.
@c(rigbook_prepare)
public func prepare(
  _ model: UnsafePointer<Double>?, _ summary: UnsafeMutablePointer<Double>?
) -> UnsafeMutableRawPointer? {
  guard let summary else { return nil }
  do throws(RequestStatus) {
    guard let model else { throw .noBuffer }
    let prepared = try ModelRequest(model).prepared()
    Summary.write(prepared, to: summary)
    return Unmanaged.passRetained(Handle(Planner(prepared))).toOpaque()
  } catch {
    summary[SummaryField.status.rawValue] = Double(error.rawValue)
    return nil
  }
}

/// Forgets a prepared model; its handle is void from then on.
@c(rigbook_release)
public func release(_ handle: UnsafeMutableRawPointer?) {
  guard let handle else { return }
  Unmanaged<Handle>.fromOpaque(handle).release()
}

/// Sizes a use of a prepared model.
///
/// The buffers must hold `rigbook_use_count` and `rigbook_answer_count` doubles. Returns zero, or the
/// raw value of a `RequestStatus`; the answer is written only when it is zero.
@c(rigbook_size)
public func size(
  _ handle: UnsafeMutableRawPointer?, _ use: UnsafePointer<Double>?,
  _ answer: UnsafeMutablePointer<Double>?
) -> Int32 {
  do throws(RequestStatus) {
    guard let handle, let use, let answer else { throw .noBuffer }
    let model = Unmanaged<Handle>.fromOpaque(handle).takeUnretainedValue()
    let request = try UseRequest(use)
    do throws(PlanFault) {
      let plan = try model.planner.plan(
        request.settings, on: request.cards, split: request.split)
      Answer(
        plan, cachedTokens: request.cachedTokens, promptTokens: request.promptTokens,
        with: request.processor
      ).write(to: answer)
      return 0
    } catch {
      throw RequestStatus.badPlan
    }
  } catch {
    return error.rawValue
  }
}

/// Finds the longest context over all slots with which a use, but for its own context, is no worse than
/// tight.
///
/// Returns tokens, zero when none fits, or the raw value of a `RequestStatus` below zero.
@c(rigbook_largest_context)
public func largestContext(
  _ handle: UnsafeMutableRawPointer?, _ use: UnsafePointer<Double>?
) -> Double {
  do throws(RequestStatus) {
    guard let handle, let use else { throw .noBuffer }
    let model = Unmanaged<Handle>.fromOpaque(handle).takeUnretainedValue()
    let request = try UseRequest(use)
    do throws(PlanFault) {
      let tokens = try model.planner.largestContext(
        request.settings, on: request.cards, split: request.split)
      return Double(tokens ?? 0)
    } catch {
      throw RequestStatus.badPlan
    }
  } catch {
    return -Double(error.rawValue)
  }
}
