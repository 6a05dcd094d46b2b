package import Sizing

/// A model of the catalog or of a file in a quantization, ready to be sized.
package struct SizedModel: Sendable {
  package let id: String
  package let name: String
  package let quantization: String
  package let prepared: PreparedModel
  /// The context the model was made for, in tokens, without ways to stretch it.
  package let nativeContext: Int64?

  package init(
    id: String, name: String, quantization: String, prepared: PreparedModel, nativeContext: Int64?
  ) {
    self.id = id
    self.name = name
    self.quantization = quantization
    self.prepared = prepared
    self.nativeContext = nativeContext
  }
}
