package import Sizing

/// A model of the catalog in a quantization, ready to be sized.
package struct SizedModel: Sendable {
  package let id: String
  package let name: String
  package let quantization: String
  package let prepared: PreparedModel
  /// The context the model was made for, in tokens, without ways to stretch it.
  package let nativeContext: Int64?
}
