import ArgumentParser

/// The program that runs the model.
enum Runtime: String, CaseIterable, Sendable, ExpressibleByArgument {
  case llamaCpp = "llama.cpp"
  case vllm
  case transformers
}
