import Foundation

/// Why the system did not do what it was asked for, in its words.
package struct SystemFailure: LocalizedError {
  /// The value of `errno`.
  package let code: Int32

  package init(code: Int32) { self.code = code }

  package var errorDescription: String? { String(cString: strerror(code)) }
}
