import Catalog
import Diagnostics
import ModelFiles
import Sizing

/// Finds a model in the catalog or reads it from a file, ready to be sized.
struct ModelOpener: Sendable {
  let engine: SizingEngine

  /// Returns the model of a request.
  func model(of request: SizeRequest) throws(SizeFault) -> SizedModel {
    let mix = try mix(of: request)
    switch request.model {
    case .record(let id):
      do throws(SizingFault) {
        return try engine.model(
          id, quantization: mix.id, hasImportanceMatrix: request.hasImportanceMatrix)
      } catch {
        throw SizeFault([SizeFaults.diagnostic(error)])
      }
    case .config(let path): return try configured(path, mix, request)
    }
  }

  /// The mix by the catalog's spelling, however it was typed.
  private func mix(of request: SizeRequest) throws(SizeFault) -> (id: String, mix: QuantizationMix)
  {
    let name = request.quantization ?? SizeRequest.assumedQuantization
    let id = engine.quantizationIDs.first { $0.lowercased() == name.lowercased() } ?? name
    do throws(SizingFault) {
      return (id, try engine.mix(id))
    } catch {
      throw SizeFault([SizeFaults.diagnostic(error)])
    }
  }

  private func configured(
    _ path: String, _ mix: (id: String, mix: QuantizationMix), _ request: SizeRequest
  ) throws(SizeFault) -> SizedModel {
    let source = try ModelPath(path).text()
    let (found, diagnostics) = ModelConfigReader.read(source)
    guard let found else { throw SizeFault(diagnostics) }
    return SizedModel(
      id: path, name: ModelPath(path).name, quantization: mix.id,
      prepared: PreparedModel(
        found.model, mix.mix, hasImportanceMatrix: request.hasImportanceMatrix),
      nativeContext: found.model.contextLimit)
  }
}
