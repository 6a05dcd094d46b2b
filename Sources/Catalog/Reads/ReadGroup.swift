/// Reads that pages have in common, since what was made of them is the same.
///
/// One object stands for all of them, wherever they are noted.
package final class ReadGroup: Sendable {
  package let reads: Set<Read>

  package init(_ reads: Set<Read>) { self.reads = reads }
}
