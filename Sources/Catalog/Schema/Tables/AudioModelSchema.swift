extension TableSchema {
  /// Models for speech recognition, speech synthesis, music and sound.
  package static let audioModel = TableSchema(
    name: "audio_model", noun: "audio model", file: "audio-models.csv",
    columns: [
      .id,
      .name,
      ColumnSchema(
        "kind", .choice(["speech-to-text", "text-to-speech", "text-to-music", "text-to-audio"]),
        label: "Kind", isRequired: true,
        meaning: "What the model turns into what."),
      .releasedBy,
      .license,
      .repository,
      ColumnSchema(
        "release_date", .date, label: "Released", isRequired: true,
        meaning: "Day of release, or its month."),
      ColumnSchema(
        "architecture", .text, label: "Architecture", isRequired: true,
        meaning: "How the model is built, in words."),
      ColumnSchema(
        "params_total", .integer, label: "Parameters", range: 1e6...1e13,
        meaning: "Total, of what the basis says."),
      ColumnSchema(
        "params_total_basis", .text, label: "Basis of the total",
        meaning: "How the total is known and what it counts."),
      ColumnSchema(
        "layers_text", .text, label: "Layers",
        meaning: "Layers; with +, those of two parts."),
      ColumnSchema(
        "hidden_size_text", .text, label: "Hidden size",
        meaning: "Width; with +, that of two parts."),
      ColumnSchema(
        "sample_rate_hz", .integer, label: "Sample rate", isRequired: true, range: 4000...192000,
        meaning: "Samples per second of the audio."),
      ColumnSchema(
        "frame_rate_hz", .decimal, label: "Frame rate", range: 0.1...1000,
        meaning:
          "Steps of the main model for a second of audio; frames of the encoder for "
          + "recognition."),
      ColumnSchema(
        "max_audio_s", .integer, label: "Longest audio", range: 1...100000,
        meaning: "Longest audio of one call."),
      ColumnSchema(
        "native_dtype", .choice(["fp16", "bf16", "fp32", "fp32/fp16"]),
        label: "Published precision", isRequired: true,
        meaning: "Precision of the published weights."),
      ColumnSchema(
        "vram_published", .text, label: "Published memory",
        meaning:
          "Graphics memory that somebody stated, in words; shown only where vram_verified is "
          + "yes."),
      ColumnSchema(
        "vram_basis", .text, label: "Basis of the published memory",
        meaning: "Who stated it."),
      ColumnSchema(
        "vram_verified", .flag, label: "Memory verified",
        meaning:
          "no where the statement was recalled or is an estimate; such a value is never shown."),
      ColumnSchema(
        "speed_published", .text, label: "Published speed",
        meaning: "As the source states it."),
      .confidence,
      .notes,
      .source,
      .sourceDetail,
    ])
}
