/// The unit of a term's value.
package enum TermUnit: UInt8, Sendable, CaseIterable {
  /// A plain count.
  case count
  /// Tokens.
  case tokens
  /// Elements of a tensor.
  case elements
  /// Bytes.
  case bytes
  /// Bits for each weight.
  case bitsPerWeight
  /// A fraction of one.
  case fraction
  /// GB/s, 10^9 bytes per second.
  case gigabytesPerSecond
  /// GHz.
  case gigahertz
  /// Bytes for each clock.
  case bytesPerClock
  /// Watts.
  case watts
  /// TFLOP, 10^12 operations.
  case teraoperations
  /// TFLOP/s.
  case teraflops
  /// TFLOP/s for each watt.
  case teraflopsPerWatt
  /// Microseconds.
  case microseconds
  /// Milliseconds.
  case milliseconds
  /// Tokens per second.
  case tokensPerSecond
  /// Seconds.
  case seconds
}

/// Where an input or a formula comes from.
package enum TermSource: UInt8, Sendable, CaseIterable {
  /// What the user asked for.
  case request
  /// The model's published configuration.
  case modelShape
  /// ggml's block structures.
  case tensorFormats
  /// llama.cpp's quantiser: the choice of formats.
  case quantizer
  /// llama.cpp's KV cache.
  case cacheLayout
  /// llama.cpp's graphs and allocator; checked against its memory planner.
  case memoryPlanner
  /// llama.cpp's split of layers over cards.
  case layerSplit
  /// Observed overheads of drivers; fitted.
  case observedOverhead
  /// A rule of this project: how much to leave free.
  case reserveRule
  /// The device's record.
  case deviceRecord
  /// What its reader derives from the FP32 rate of the device's record, where neither clock nor matrix rate
  /// is stated.
  case shaderRate
  /// Fit of measured speeds of this class of device.
  case fittedSpeed
  /// Fit of measured speeds of this back end, which one device of this kind informs.
  case speedOfOneDevice
  /// Constants borrowed from the nearest class of device.
  case borrowedSpeed
  /// Fit of measured speeds of older builds: no run of the newest informs it.
  case speedOfOlderBuilds
  /// Fit of measured speeds under CUDA: no run of this back end informs it.
  case speedOnCUDA
  /// Fit of measured speeds of a like format: no run of this one informs it.
  case speedOfLikeFormat
  /// An assumption about speed that no measurement informs.
  case assumedSpeed
  /// Fit of measured speeds of vLLM.
  case speedOfVLLM
  /// Fit of measured speeds of several programs with kernels of one kind.
  case speedOfLikeKernels
  /// Fit of measured speeds of llama.cpp: no run of the program informs it.
  case speedOfLlamaCpp
  /// Fit of measured speeds on this very device.
  case measuredDevice
  /// The processor and its memory, as they were named.
  case processorRecord
  /// How wide a range must be to hold measured rows.
  case rangeRule
  /// llama.cpp's choice of kernels.
  case kernelChoice
  /// The tensors of a checkpoint.
  case checkpointTensors
  /// Counted from the shapes of tensors.
  case countedShapes
  /// Reckoned from sizes and lifetimes, not counted tensor by tensor.
  case reckonedSizes
  /// Fitted to what runs of a program logged.
  case loggedRuns
  /// What the program does unless told otherwise.
  case runtimeDefault
  /// The plan of the draft model, which has steps of its own.
  case draftPlan
  /// The tensors of a projector's file.
  case projectorFile
  /// Arithmetic.
  case arithmetic
  /// The disk, as it was named.
  case diskRecord
  /// What the interface carries at most, by its specification.
  case interfaceLimit
}

/// A step of a derivation: an input, or a result with its formula and operands.
package struct Term: Sendable, Equatable {
  /// What it is.
  package let quantity: Quantity
  /// The value; bytes and counts are exact.
  package let value: Double
  /// The unit of the value.
  package let unit: TermUnit
  /// The formula, or `nil` for an input.
  package let formula: Formula?
  /// Where input or formula comes from.
  package let source: TermSource
  /// The card it is for, from 0, or `nil` when it is for all of them.
  package let card: Int?
  /// Indices of the operands in the derivation, all smaller than the term's own.
  package let operands: [Int]
}
