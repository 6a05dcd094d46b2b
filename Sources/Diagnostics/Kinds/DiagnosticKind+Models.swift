extension DiagnosticKind {
  static let models: [DiagnosticKind] = [
    .init("json-syntax", .models, "JSON that cannot be read."),
    .init("json-truncated", .models, "JSON that ends too early."),
    .init("json-depth", .models, "JSON that nests too deep."),
    .init("json-size", .models, "JSON that is larger than such a file can be."),
    .init(
      "config-field-missing", .models,
      "A field of `config.json` without which the model cannot be sized."),
    .init(
      "config-field-type", .models,
      "A field of `config.json` that holds something else than expected."),
    .init("config-field-range", .models, "A number of `config.json` that no model has."),
    .init(
      "config-fields-disagree", .models,
      "Two fields of `config.json` that say the same thing differently."),
    .init(
      "config-heads", .models,
      "Heads that do not divide the width, or that fewer heads or groups serve and do not "
        + "divide."),
    .init("config-experts", .models, "Experts that do not fit each other or the family."),
    .init(
      "config-layer-types", .models,
      "A list of layers that does not fit the number of layers."),
    .init("config-layers", .models, "Layers of a kind that does not fit the family."),
    .init("model-not-covered", .models, "A model with parts that the engine does not size."),
    .init(
      "model-type-unknown", .models, .information,
      "A type of model that is not known, sized by its fields."),
    .init("gguf-mark", .models, "A file that is no GGUF file."),
    .init("gguf-version", .models, "A GGUF file of a version that is not known."),
    .init("gguf-truncated", .models, "A GGUF file that ends inside its header."),
    .init("gguf-length", .models, "A text of a GGUF file that is longer than such a text can be."),
    .init("gguf-count", .models, "A GGUF file with more entries than such a file can have."),
    .init("gguf-type", .models, "A value of a type that GGUF files do not have."),
    .init("gguf-value", .models, "A value of a GGUF file that no model has."),
    .init(
      "gguf-key-missing", .models,
      "An entry of a GGUF file without which the model cannot be sized."),
    .init("gguf-alignment", .models, "An alignment of a GGUF file that is no power of two."),
    .init("gguf-tensor-type", .models, "A tensor in a format that is not known."),
    .init(
      "gguf-tensor-shape", .models,
      "A tensor with more dimensions or elements than a file can hold."),
    .init("gguf-tensor-offset", .models, "A tensor that begins at a place where none can."),
    .init(
      "gguf-tensor-missing", .models,
      "A GGUF file without a tensor that its architecture needs; llama.cpp refuses it too."),
    .init(
      "gguf-tensor-differs", .models,
      "A GGUF file with a tensor of another size than its entries call for; llama.cpp refuses it "
        + "too."),
    .init(
      "gguf-shape-differs", .models, .warning,
      "A GGUF file with more tensors than its entries describe, or other biases or norms."),
    .init("gguf-split", .models, "A part of a split GGUF file that does not fit the others."),
    .init("safetensors-truncated", .models, "A safetensors file that ends inside its header."),
    .init(
      "safetensors-length", .models,
      "A safetensors file with a header longer than such a header can be."),
    .init(
      "safetensors-header", .models,
      "A header of a safetensors file that lacks something or holds something else."),
    .init(
      "safetensors-count", .models,
      "A safetensors file with more tensors than such a file can have."),
    .init("safetensors-type", .models, "A tensor in a format that safetensors files do not have."),
    .init(
      "safetensors-shape", .models,
      "A tensor with more dimensions or elements than a file can hold."),
    .init(
      "safetensors-offsets", .models,
      "Tensors whose data overlap, leave a gap, or have another size than their shape."),
    .init(
      "safetensors-tensor-missing", .models,
      "A checkpoint without a tensor of the model that its configuration describes."),
    .init(
      "safetensors-tensor-differs", .models,
      "A checkpoint with a tensor of another size than its configuration calls for, or with other "
        + "numbers of layers or experts."),
    .init(
      "safetensors-surplus", .models, .information,
      "Tensors of a checkpoint that are no part of its language model."),
    .init("shard-index", .models, "An index of a checkpoint that does not fit its files."),
    .init("missing-file", .models, "A file of a model in parts that is missing."),
    .init("duplicate-tensor", .models, "A tensor that stands twice."),
    .init(
      "context-stretched", .models, .warning,
      "A context that a configuration reaches only when positions are scaled."),
    .init(
      "micro-batch-cut", .models, .warning,
      "A micro-batch that llama.cpp cuts to its batch."),
    .init(
      "checkpoint-differs", .models, .warning,
      "A checkpoint that is sized in another format than its configuration states."),
    .init(
      "checkpoint-uncounted", .models, .warning,
      "A quantized checkpoint with parts that are stored otherwise than is counted."),
    .init(
      "truncated-data", .models, .warning,
      "A model file that is shorter than its header says."),
    .init("surplus-data", .models, .warning, "A model file that is longer than its header says."),
    .init("bad-utf8", .models, "A text of a model file that is not UTF-8."),
    .init("cannot-read", .models, "A model file that the system does not let the program read."),
  ]
}
