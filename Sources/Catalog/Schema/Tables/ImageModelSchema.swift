extension TableSchema {
  /// Models that make images or videos by removing noise step by step.
  package static let imageModel = TableSchema(
    name: "image_model", noun: "image or video model", file: "image-models.csv",
    columns: [
      .id,
      .name,
      ColumnSchema(
        "kind", .choice(["image", "video"]), label: "Kind", isRequired: true,
        meaning: "What the model makes."),
      .releasedBy,
      .license,
      .repository,
      ColumnSchema(
        "release_date", .date, label: "Released", isRequired: true,
        meaning: "Day of release."),
      ColumnSchema(
        "denoiser_type", .choice(["unet", "dit", "mmdit", "moe-transformer"]), label: "Denoiser",
        isRequired: true,
        meaning:
          "unet; dit: a transformer with one stream, or with text by cross-attention; mmdit: "
          + "text and image streams; moe-transformer: a language model with a head that removes "
          + "noise."),
      ColumnSchema(
        "denoiser_params", .integer, label: "Denoiser parameters", isRequired: true,
        range: 1e6...1e13,
        meaning: "All denoisers of the pipeline together."),
      ColumnSchema(
        "denoiser_active_params", .integer, label: "Denoiser parameters in use", range: 1e6...1e13,
        whenEmpty: .notApplicable,
        meaning: "Parameters that one evaluation uses; – where it uses all."),
      ColumnSchema(
        "vae_spatial_factor", .decimal, label: "Spatial factor", isRequired: true, range: 1...128,
        meaning: "Pixels along a side for one value of the autoencoder."),
      ColumnSchema(
        "vae_temporal_factor", .integer, label: "Temporal factor", range: 1...64,
        meaning: "Frames for one value of the autoencoder; – for image models."),
      ColumnSchema(
        "latent_channels", .integer, label: "Latent channels", isRequired: true, range: 1...1024,
        meaning: "Channels of the compressed image."),
      ColumnSchema(
        "patch_size", .integer, label: "Patch size", isRequired: true, range: 1...16,
        meaning: "Latent values along the side of one token."),
      ColumnSchema(
        "default_width_px", .integer, label: "Width", isRequired: true, range: 64...8192,
        meaning: "Width of the usual size."),
      ColumnSchema(
        "default_height_px", .integer, label: "Height", isRequired: true, range: 64...8192,
        meaning: "Height of the usual size."),
      ColumnSchema(
        "default_frames", .integer, label: "Frames", isRequired: true, range: 1...10000,
        meaning: "Frames of the usual clip; 1 for an image."),
      ColumnSchema(
        "fps", .decimal, label: "Frames per second", range: 1...240,
        meaning: "Frame rate of the clip; – for image models."),
      ColumnSchema(
        "default_steps", .integer, label: "Steps", isRequired: true, range: 1...1000,
        meaning: "Evaluations of the usual run, as the library or the model card has it."),
      ColumnSchema(
        "cfg_passes", .integer, label: "Passes per step", isRequired: true, range: 1...2,
        meaning: "2 where classifier-free guidance evaluates every step twice."),
      ColumnSchema(
        "is_distilled", .flag, label: "Distilled", isRequired: true,
        meaning: "Whether guidance or steps are distilled into the weights."),
      ColumnSchema(
        "hidden_size", .integer, label: "Hidden size", isRequired: true, range: 64...65536,
        meaning: "Width of the denoiser; of its first level for a unet."),
      ColumnSchema(
        "layers", .integer, label: "Layers", range: 1...1000,
        meaning: "Blocks of the denoiser; – for a unet."),
      ColumnSchema(
        "heads", .integer, label: "Attention heads", range: 1...1024,
        meaning: "Heads of the denoiser; – for a unet."),
      ColumnSchema(
        "head_dim", .integer, label: "Head size", range: 8...1024,
        meaning: "Width of a head."),
      ColumnSchema(
        "max_text_tokens", .integer, label: "Text tokens", range: 1...100000,
        meaning: "Longest prompt in tokens; – for models without one."),
      ColumnSchema(
        "native_dtype", .choice(["bf16", "fp16"]), label: "Published precision", isRequired: true,
        meaning: "Precision the model is run in as published."),
      ColumnSchema(
        "repo_size_gib", .decimal, label: "Listed repository size", range: 0.1...10000,
        meaning: "Size of the repository in a model list."),
      ColumnSchema(
        "forward_tflop", .decimal, label: "Work for one evaluation", range: 0.01...1e6,
        meaning:
          "Operations of one evaluation of the denoiser at the usual size, batch 1, a "
          + "multiply-add counted as two; without text encoders and autoencoder."),
      ColumnSchema(
        "forward_flops_basis", .text, label: "Basis of the work",
        meaning: "How the work was derived."),
      .confidence,
      .notes,
      .source,
      .sourceDetail,
    ])
}
