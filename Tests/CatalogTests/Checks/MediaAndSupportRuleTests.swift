import Testing

/// Faults of media models, workloads, support and timings, each in an otherwise right catalog.
@Suite("Rules of media models, workloads, support and timings")
struct MediaAndSupportRuleTests {
  /// The report of a catalog with one record of each of these tables, one of them changed.
  private func report(_ file: String, _ changes: [(String, String?)]) -> String {
    var files = Self.records.mapValues(\.text)
    files[file] = Self.records[file]?.changed(changes).text
    files["gpus.yaml"] = Sample.card()
    files["sources.yaml"] = Sample.sources
    return Report.concise(files)
  }

  private static let records: [String: YAMLRecord] = [
    "image-models.yaml": YAMLRecord(fields: [
      ("id", "media-a"), ("name", "Media A"), ("kind", "image"), ("vendor", "Maker"),
      ("license", "mit"), ("hf_repo", "maker/a"), ("release_date", "2024-07-23"),
      ("denoiser_type", "dit"), ("denoiser_params", "1000000000"), ("vae_spatial_factor", "8"),
      ("vae_temporal_factor", "–"), ("latent_channels", "16"), ("patch_size", "2"),
      ("default_width_px", "1024"), ("default_height_px", "1024"), ("default_frames", "1"),
      ("fps", "–"), ("default_steps", "20"), ("cfg_passes", "2"), ("is_distilled", "no"),
      ("hidden_size", "1024"), ("native_dtype", "bf16"), ("confidence", "high"),
      ("source", "maker"),
    ]),
    "model-components.yaml": YAMLRecord(fields: [
      ("id", "component-a"), ("model_id", "media-a"), ("place", "1"), ("role", "denoiser"),
      ("name", "dit"), ("params", "1000000000"), ("is_approximate", "no"),
    ]),
    "audio-models.yaml": YAMLRecord(fields: [
      ("id", "audio-a"), ("name", "Audio A"), ("kind", "speech-to-text"), ("vendor", "Maker"),
      ("license", "mit"), ("hf_repo", "maker/b"), ("release_date", "2024-07"),
      ("architecture", "decoder"), ("params_total", "1000000000"), ("params_total_basis", "count"),
      ("sample_rate_hz", "16000"), ("native_dtype", "fp16"), ("vram_published", "2 GB"),
      ("vram_basis", "vendor"), ("vram_verified", "no"), ("confidence", "high"),
      ("source", "maker"),
    ]),
    "workloads.yaml": YAMLRecord(fields: [
      ("id", "job-a"), ("name", "Job A"), ("category", "image generation"),
      ("model_ids", "media-a"), ("width_px", "1024"), ("height_px", "1024"), ("steps", "20"),
      ("target_metric", "images per minute"), ("target_min", "2"), ("target_comfortable", "8"),
      ("target_unit", "images/min"), ("target_is_upper_bound", "no"), ("rationale", "because"),
      ("source", "maker"),
    ]),
    "software.yaml": YAMLRecord(fields: [
      ("id", "program-a"), ("name", "Program"), ("kind", "runtime"), ("gpu_vendor", "NVIDIA"),
      ("os", "linux; windows"), ("status", "supported"), ("multi_gpu", "layer split"),
      ("checked_date", "2026-08"), ("source", "maker"),
    ]),
    "rocm-support.yaml": YAMLRecord(fields: [
      ("id", "rocm-a"), ("gpu_name", "–"), ("gpu_id", "–"), ("architecture", "RDNA 3"),
      ("gfx_target", "gfx1100"), ("rocm_version", "\"7.2\""), ("os", "linux"),
      ("status", "supported"), ("checked_date", "2026-07"), ("source", "maker"),
    ]),
    "measurements.yaml": YAMLRecord(fields: [
      ("id", "timing-a"), ("model_id", "media-a"), ("kind", "image"), ("gpu_id", "card-a"),
      ("gpu_count", "1"), ("setting", "1024x1024"), ("precision", "bf16"), ("time_s", "12"),
      ("source", "maker"),
    ]),
  ]

  @Test func acceptsTheRecordsAsTheyAre() { #expect(report("software.yaml", []) == "") }

  @Test(
    arguments: [
      (
        "image-models.yaml", [("kind", "video")],
        "17:8: error: a video model lacks 'fps' [media-frames]\nmeasurements.yaml:2:13: error: "
          + "the kind of 'media-a' is video, expected image [measurement-kind]"
      ),
      (
        "image-models.yaml", [("fps", "24")],
        "17:8: error: an image model has no 'fps' [media-frames]"
      ),
      (
        "image-models.yaml", [("default_frames", "81")],
        "16:19: error: the frames of 'media-a' is 81, expected 1 [media-frames]"
      ),
      (
        "image-models.yaml", [("denoiser_active_params", "2000000000")],
        "25:27: error: 'denoiser_active_params' is 2000000000, more than 'denoiser_params' of "
          + "1000000000 [active-parameters]"
      ),
      (
        "image-models.yaml", [("denoiser_params", "900000000")],
        "9:20: error: the denoisers among the components have 1000000000 parameters, but the "
          + "model states 900000000 [component-sum]"
      ),
      (
        "image-models.yaml", [("default_width_px", "1024 px")],
        "14:21: error: 'default_width_px' must be a whole number (px), found '1024 px' "
          + "[wrong-number]"
      ),
      (
        "image-models.yaml", [("cfg_passes", "3")],
        "19:15: error: 'cfg_passes' must be between 1 and 2, found 3 [implausible-value]"
      ),
      (
        "image-models.yaml", [("source", nil)],
        "1:3: error: 'media-a' lacks 'source' [missing-value]"
      ),
      (
        "model-components.yaml", [("is_approximate", "maybe")],
        "7:19: error: 'is_approximate' must be yes or no, found 'maybe' [wrong-flag]"
      ),
      (
        "audio-models.yaml", [("vram_verified", nil)],
        "13:19: error: 'vram_published' is stated, but 'vram_verified' is not [published-memory]"
      ),
      (
        "audio-models.yaml", [("params_total_basis", nil)],
        "9:17: error: 'params_total' is stated, but 'params_total_basis' is not [total-basis]"
      ),
      (
        "audio-models.yaml", [("sample_rate_hz", "16")],
        "11:19: error: 'sample_rate_hz' must be between 4000 and 192000 (Hz), found 16 "
          + "[implausible-value]"
      ),
      (
        "workloads.yaml", [("target_comfortable", "1")],
        "10:23: error: 'target_comfortable' is 1, less than 'target_min' of 2 [target-order]"
      ),
      (
        "workloads.yaml", [("target_is_upper_bound", "yes")],
        "10:23: error: 'target_comfortable' is 8, more than 'target_min' of 2 [target-order]"
      ),
      (
        "workloads.yaml", [("steps", nil)],
        "1:3: error: a workload of the category 'image generation' lacks 'steps' [workload-size]"
      ),
      (
        "workloads.yaml", [("model_ids", "media-a; audio-a")],
        "4:14: error: the kind of 'audio-a' is audio model, expected image or video model "
          + "[workload-model]"
      ),
      (
        "workloads.yaml", [("model_ids", "media-a; media-b")],
        "4:23: error: no record has the id 'media-b' [unknown-record]"
      ),
      (
        "workloads.yaml", [("precision_ids", "Q9")],
        "15:18: error: no quantization has the id 'Q9' [unknown-record]"
      ),
      (
        "software.yaml", [("os", "linux; win")],
        "5:7: error: 'win' cannot stand in this list [systems]"
      ),
      (
        "software.yaml", [("multi_gpu", "none; none")],
        "7:14: error: 'none' is listed twice [several-cards]"
      ),
      (
        "software.yaml", [("checked_date", "August 2026")],
        "8:17: error: 'checked_date' must be a date, found 'August 2026' [wrong-date]"
      ),
      (
        "software.yaml", [("id", "media-a")],
        "1:7: error: the id 'media-a' is taken by another record [duplicate-id]"
      ),
      (
        "rocm-support.yaml", [("gpu_id", "card-a")],
        "3:11: error: the vendor of 'card-a' is NVIDIA, expected AMD [rocm-card]"
      ),
      (
        "measurements.yaml", [("peak_memory_gb", "8"), ("peak_memory_gib", "7.5")],
        "11:20: error: a peak in GB has no 'peak_memory_gib' [peak-memory]"
      ),
      (
        "measurements.yaml", [("time_s", nil)],
        "1:7: error: the timing states no time, no memory and no other result [measurement-result]"
      ),
      (
        "measurements.yaml", [("kind", "video")],
        "2:13: error: the kind of 'media-a' is image, expected video [measurement-kind]"
      ),
      (
        "measurements.yaml", [("gpu_count", "0")],
        "4:11: error: a timing without cards has no 'gpu_id' [measurement-cards]"
      ),
      (
        "measurements.yaml", [("model_id", "card-a")],
        "2:13: error: no record has the id 'card-a' [unknown-record]"
      ),
    ] as [(String, [(String, String?)], String)])
  func reportsWhatIsWrong(file: String, changes: [(String, String?)], expected: String) {
    #expect(report(file, changes) == "\(file):\(expected)\n")
  }

  /// The sum of the model's components is not judged: the stray may be one of them.
  @Test func reportsComponentOfAModelThatIsNone() {
    #expect(
      report("model-components.yaml", [("model_id", "media-b")])
        == "model-components.yaml:2:13: error: no record has the id 'media-b' [unknown-record]\n")
  }

  @Test func reportsComponentsInOnePlace() {
    let first = Self.records["model-components.yaml"]
    let second = first?.changed([("id", "component-b"), ("role", "autoencoder")])
    var files = Self.records.mapValues(\.text)
    files["model-components.yaml"] = (first?.text ?? "") + (second?.text ?? "")
    files["gpus.yaml"] = Sample.card()
    files["sources.yaml"] = Sample.sources
    #expect(
      Report.concise(files)
        == "model-components.yaml:10:10: error: 'component-a' has this place in the model "
        + "[component-place]\n")
  }

  @Test func reportsPriceWhoseSourceIsDoubted() {
    let price = YAMLRecord(fields: [
      ("id", "price-a"), ("part_id", "card-a"), ("price_usd", "999"), ("price_kind", "launch"),
      ("as_of", "2025-01-30"), ("verified", "yes"), ("confidence", "low"), ("source", "maker"),
      ("source_detail", "launch price (unverified)"),
    ])
    let files = [
      "prices.yaml": price.text, "gpus.yaml": Sample.card(), "sources.yaml": Sample.sources,
    ]
    #expect(
      Report.concise(files)
        == "prices.yaml:6:13: error: the source is marked as unverified, but the price counts as "
        + "verified [unverified-price]\n")
  }
}
