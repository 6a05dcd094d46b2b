/// Sizes of image, video and audio models and of their components.
///
/// In 16 bits a parameter takes two bytes. In FP8 it takes one, but autoencoders stay in 16 bits,
/// as programs keep them. Scales of blocks are below one percent and not counted.
enum MediaModelFigures {
  private static let gibibyte = 1_073_741_824.0

  static let componentColumns: [ColumnSchema] = [
    .computed(
      "weights_16bit_gib", .decimal, "Weights in 16 bits", "Parameters × 2 bytes.",
      formula: "Parameters × 2 bytes ÷ 1,073,741,824", from: ["params"]),
    .computed(
      "weights_fp8_gib", .decimal, "Weights in FP8",
      "Parameters × 1 byte; × 2 for an autoencoder, which stays in 16 bits.",
      formula: "Parameters × 1 byte (2 bytes for an autoencoder) ÷ 1,073,741,824",
      from: ["params", "role"]),
  ]

  static func componentCells(_ component: RecordReader) -> [Cell] {
    guard let sizes = sizes(of: component) else { return [.notStated, .notStated] }
    return [.decimal(sizes.sixteen), .decimal(sizes.eight)]
  }

  private static func sizes(of component: RecordReader) -> (sixteen: Double, eight: Double)? {
    guard let params = component["params"].number else { return nil }
    let sixteen = params * 2 / gibibyte
    return (sixteen, component["role"].text == "autoencoder" ? sixteen : sixteen / 2)
  }

  private static let sizes: [ColumnInput] = [.each("model_component", by: "model_id", "params")]
  private static let sizesByRole: [ColumnInput] =
    sizes + [.each("model_component", by: "model_id", "role")]

  static let imageColumns: [ColumnSchema] = [
    .computed(
      "params_total", .integer, "Parameters", "Sum over the components of the pipeline.",
      formula: "Σ parameters of the components", from: sizes),
    .computed(
      "parameters_text", .text, "Parameters", "The sum in words.",
      formula: "Σ parameters of the components, to three digits", from: sizes),
    .computed(
      "weights_16bit_gib", .decimal, "Weights in 16 bits",
      "All components loaded at once, two bytes a parameter.",
      formula: "Σ parameters of the components × 2 bytes ÷ 1,073,741,824", from: sizes),
    .computed(
      "weights_fp8_gib", .decimal, "Weights in FP8",
      "All components loaded at once, the autoencoder in 16 bits.",
      formula: "Σ parameters of the components × 1 byte (2 bytes for the autoencoder) ÷ "
        + "1,073,741,824", from: sizesByRole),
    .computed(
      "largest_16bit_gib", .decimal, "Largest component in 16 bits",
      "What must fit at least when components are loaded one after another.",
      formula: "Parameters of the largest component × 2 bytes ÷ 1,073,741,824", from: sizes),
    .computed(
      "largest_fp8_gib", .decimal, "Largest component in FP8", "The same in FP8.",
      formula: "The largest of: parameters of a component × 1 byte (2 bytes for the autoencoder) "
        + "÷ 1,073,741,824", from: sizesByRole),
    .computed(
      "latent_tokens", .integer, "Latent tokens",
      "Tokens of the denoiser at the usual size: width and height ÷ (spatial factor × patch size), "
        + "times (frames − 1) ÷ temporal factor + 1; – for a unet.",
      formula: "width ÷ (spatial factor × patch size) × height ÷ (spatial factor × patch size), "
        + "each rounded, × ((frames − 1) ÷ temporal factor, rounded down, + 1)",
      from: [
        "denoiser_type", "default_width_px", "default_height_px", "vae_spatial_factor",
        "patch_size", "default_frames", "vae_temporal_factor",
      ]),
    .computed(
      "total_pflop", .decimal, "Work for one run",
      "Work for one evaluation × steps × passes per step.",
      formula: "Work for one evaluation × steps × passes per step ÷ 1,000",
      from: ["forward_tflop", "default_steps", "cfg_passes"]),
  ]

  /// The cells of an image or video model with its components.
  static func imageCells(_ model: RecordReader, components: [RecordReader]) -> [Cell] {
    let params = components.reduce(Int64(0)) { $0 + $1.count("params") }
    let sizes = components.compactMap(sizes)
    let sums: [Cell] =
      sizes.isEmpty
      ? Array(repeating: .notStated, count: 6)
      : [
        .integer(params), .text(ParameterText.words(Double(params))),
        .decimal(sizes.reduce(0) { $0 + $1.sixteen }), .decimal(sizes.reduce(0) { $0 + $1.eight }),
        .decimal(sizes.map(\.sixteen).max() ?? 0), .decimal(sizes.map(\.eight).max() ?? 0),
      ]
    return sums + [latentTokens(model), work(model)]
  }

  private static func latentTokens(_ model: RecordReader) -> Cell {
    guard model["denoiser_type"].text != "unet" else { return .notApplicable }
    guard let width = model["default_width_px"].number,
      let height = model["default_height_px"].number,
      let factor = model["vae_spatial_factor"].number, let patch = model["patch_size"].number,
      factor * patch > 0
    else { return .notStated }
    let side = factor * patch
    let frames =
      (model.count("default_frames") - 1) / max(1, model.count("vae_temporal_factor")) + 1
    return .integer(Int64((width / side).rounded() * (height / side).rounded()) * frames)
  }

  private static func work(_ model: RecordReader) -> Cell {
    guard let forward = model["forward_tflop"].number, let steps = model["default_steps"].number,
      let passes = model["cfg_passes"].number
    else { return .notStated }
    return .decimal(forward * steps * passes / 1000)
  }

  static let audioColumns: [ColumnSchema] = [
    .computed(
      "parameters_text", .text, "Parameters", "The total in words.",
      formula: "Parameters, to three digits", from: ["params_total"]),
    .computed(
      "weights_16bit_gib", .decimal, "Weights in 16 bits",
      "The total × 2 bytes; counts what the total counts.",
      formula: "Parameters × 2 bytes ÷ 1,073,741,824", from: ["params_total"]),
  ]

  static func audioCells(_ model: RecordReader) -> [Cell] {
    guard let params = model["params_total"].number else { return [.notStated, .notStated] }
    return [.text(ParameterText.words(params)), .decimal(params * 2 / gibibyte)]
  }
}
