import CArena
import CCMark

/// Where cmark's parser, nodes and output lie: in memory of the thread that goes all at once when the
/// last tree of the text does.
///
/// A page of a few kilobytes makes hundreds of nodes and texts. To give each back took a third of the
/// time of parsing.
@safe enum CMarkMemory {
  /// The functions for cmark. They are set once and never change, so any thread may read them.
  nonisolated(unsafe) static let functions: UnsafeMutablePointer<cmark_mem> = {
    let functions = UnsafeMutablePointer<cmark_mem>.allocate(capacity: 1)
    unsafe functions.initialize(
      to: cmark_mem(calloc: arena_calloc, realloc: arena_realloc, free: arena_free))
    return unsafe functions
  }()

  /// Begins to use the memory of this thread. The corresponding C function is `arena_begin`.
  static func begin() { arena_begin() }

  /// Ends what `begin()` began, on the same thread. The corresponding C function is `arena_end`.
  static func end() { arena_end() }
}
