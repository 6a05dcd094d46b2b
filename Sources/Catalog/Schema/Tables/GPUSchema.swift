extension TableSchema {
  /// Graphics cards, accelerator modules and chips with unified memory.
  package static let gpu = TableSchema(
    name: "gpu", noun: "graphics card", file: "gpus.csv", volatility: .low,
    columns: [
      .id,
      ColumnSchema(
        "vendor", .choice(["NVIDIA", "AMD", "Intel", "Apple"]), label: "Vendor", isRequired: true,
        meaning: "Maker of the chip."),
      .name,
      ColumnSchema(
        "class", .choice(["consumer", "workstation", "datacenter", "soc"]), label: "Class",
        isRequired: true,
        meaning:
          "Market the card was made for; soc is a chip whose memory is shared with the "
          + "processor."),
      ColumnSchema(
        "chip", .text, label: "Chip", isRequired: true,
        meaning: "Name of the die."),
      ColumnSchema(
        "architecture", .text, label: "Architecture", isRequired: true,
        meaning: "Chip generation; decides number formats and rates."),
      ColumnSchema(
        "launch_date", .date, label: "Launched", isRequired: true,
        meaning: "First sale where known, otherwise the announcement."),
      ColumnSchema(
        "memory_marketed_gb", .integer, label: "Memory", isRequired: true, range: 1...2048,
        meaning:
          "Capacity as the box states it. For unified memory the largest option, shared "
          + "with the processor."),
      ColumnSchema(
        "memory_type",
        .choice(["GDDR6", "GDDR6X", "GDDR7", "HBM2", "HBM2e", "HBM3", "HBM3e", "LPDDR5", "LPDDR5X"]
        ), label: "Memory type", isRequired: true,
        meaning: "Kind of memory."),
      ColumnSchema(
        "bus_width_bits", .integer, label: "Memory bus", isRequired: true, range: 32...16384,
        meaning: "Width of the memory interface, all dies together."),
      ColumnSchema(
        "data_rate_gbit_s", .decimal, label: "Data rate per pin", isRequired: true, range: 1...60,
        meaning: "Data rate of one pin. Derived from bandwidth where the vendor states none."),
      ColumnSchema(
        "bandwidth_gb_s", .decimal, label: "Memory bandwidth", range: 50...20000,
        meaning:
          "Data-sheet bandwidth; equals bus width times data rate / 8 within 1 % or has a "
          + "waiver. Without it no speed is stated."),
      ColumnSchema(
        "boost_clock_mhz", .integer, label: "Boost clock", range: 500...5000,
        meaning: "Highest stated clock."),
      ColumnSchema(
        "fp32_tflops", .decimal, label: "FP32 rate", range: 1...1000,
        meaning: "Shader rate, not a matrix rate."),
      ColumnSchema(
        "fp16_tflops", .decimal, label: "FP16 rate", range: 1...1000,
        meaning: "Shader rate, not a matrix rate. On RDNA 3 and 4 it counts dual issue."),
      ColumnSchema(
        "fp16_tensor_dense_tflops", .decimal, label: "FP16 tensor rate", range: 5...10000,
        meaning:
          "Highest dense FP16 matrix rate: FP16 accumulate on GeForce, the same rate with "
          + "FP32 accumulate elsewhere."),
      ColumnSchema(
        "fp16_tensor_fp32acc_dense_tflops", .decimal, label: "FP16 tensor rate, FP32 accumulate",
        range: 5...10000,
        meaning: "Dense FP16 matrix rate with FP32 accumulate; half of the other on GeForce."),
      ColumnSchema(
        "bf16_tensor_dense_tflops", .decimal, label: "BF16 tensor rate", range: 5...10000,
        meaning: "Dense BF16 matrix rate; accumulates in FP32."),
      ColumnSchema(
        "fp8_dense_tflops", .decimal, label: "FP8 tensor rate", range: 10...20000,
        meaning: "Highest dense FP8 matrix rate; – where the chip has no FP8."),
      ColumnSchema(
        "fp8_fp32acc_dense_tflops", .decimal, label: "FP8 tensor rate, FP32 accumulate",
        range: 10...20000,
        meaning: "Dense FP8 matrix rate with FP32 accumulate; half of the other on GeForce."),
      ColumnSchema(
        "fp4_dense_tflops", .decimal, label: "FP4 tensor rate", range: 10...40000,
        meaning: "Dense FP4 matrix rate; – where the chip has no FP4."),
      ColumnSchema(
        "int8_dense_tops", .decimal, label: "INT8 tensor rate", range: 10...20000,
        meaning: "Dense INT8 matrix rate."),
      ColumnSchema(
        "tensor_basis", .text, label: "Basis of tensor rates", isRequired: true,
        meaning:
          "Whether the tensor rates are computed, the vendor’s dense ones, or the vendor’s "
          + "sparse ones halved."),
      ColumnSchema(
        "compute_units", .integer, label: "Compute units", isRequired: true, range: 1...1000,
        meaning: "Streaming multiprocessors, compute units, Xe-cores or GPU cores."),
      ColumnSchema(
        "compute_unit_kind", .choice(["SM", "CU", "Xe-core", "GPU core"]), label: "Kind of unit",
        isRequired: true,
        meaning: "What a compute unit is called."),
      ColumnSchema(
        "tensor_generation", .text, label: "Matrix units",
        meaning: "Generation of the matrix units; – where there are none."),
      ColumnSchema(
        "tensor_cores", .integer, label: "Tensor cores", range: 1...5000,
        meaning: "Number of matrix units."),
      ColumnSchema(
        "tdp_w", .integer, label: "Board power", range: 10...3000,
        meaning: "Power limit of the board as shipped."),
      ColumnSchema(
        "slots", .decimal, label: "Slots", range: 1...5,
        meaning: "Width in expansion slots of the vendor’s own card; – for modules and chips."),
      ColumnSchema(
        "length_mm", .decimal, label: "Length", range: 50...450,
        meaning: "Length of the vendor’s own card; – where there is none."),
      ColumnSchema(
        "partner_card_length_median_mm", .decimal, label: "Partner card length, median",
        range: 100...500,
        meaning: "Middle length of the partner cards with this chip, three or more."),
      ColumnSchema(
        "partner_card_length_max_mm", .decimal, label: "Partner card length, longest",
        range: 100...500,
        meaning: "Longest partner card with this chip."),
      ColumnSchema(
        "partner_card_slots_mode", .decimal, label: "Partner card slots", range: 1...5,
        meaning: "Commonest width of partner cards."),
      ColumnSchema(
        "power_connector", .text, label: "Power connector", isRequired: true,
        meaning: "Auxiliary connectors. EPS12V is the processor plug, not PCIe."),
      ColumnSchema(
        "recommended_psu_w", .integer, label: "Recommended supply", range: 100...3000,
        meaning: "Supply for the whole machine; – for server cards."),
      ColumnSchema(
        "recommended_psu_basis", .text, label: "Basis of the supply",
        meaning: "Who recommends the supply."),
      ColumnSchema(
        "pcie_gen", .integer, label: "PCIe generation", range: 3...7,
        meaning: "Generation of the host link."),
      ColumnSchema(
        "pcie_lanes", .integer, label: "PCIe lanes", range: 1...16,
        meaning: "Lanes of the host link."),
      ColumnSchema(
        "nvlink_gb_s", .decimal, label: "NVLink", range: 0...4000,
        meaning: "Total of both directions. 0 where an NVIDIA card has none, – for other vendors."),
      ColumnSchema(
        "nvlink_cards", .integer, label: "Cards joined by NVLink", range: 2...8,
        whenEmpty: .notApplicable,
        meaning:
          "Cards that one NVLink bridge joins at most. Blank where a board joins modules, and where nobody "
          + "stated it: of cards in slots two are taken then."),
      ColumnSchema(
        "driver_devices", .integer, label: "Devices that the driver sees", range: 2...8,
        whenEmpty: .notApplicable,
        meaning:
          "Devices of an equal part of memory, bandwidth and units each that programs see, where it is not "
          + "one. The other columns are of the whole card."),
      ColumnSchema(
        "ecc", .flag, label: "ECC",
        meaning:
          "Whether the memory can correct errors. The on-die correction of GDDR7 does not "
          + "count."),
      ColumnSchema(
        "form", .choice(["open_air", "blower", "workstation", "passive", "sxm", "oam", "soc"]),
        label: "Form", isRequired: true,
        meaning: "Card or module form."),
      ColumnSchema(
        "cooling", .choice(["open_air", "flow_through", "blower", "passive", "integrated"]),
        label: "Cooling", isRequired: true,
        meaning: "Where the heat goes; decides how cards may stand side by side."),
      ColumnSchema(
        "display_outputs", .text, label: "Display outputs", isRequired: true,
        meaning: "Sockets for screens."),
      .waiver,
      .confidence,
      .notes,
      .source,
      .sourceDetail,
    ])
}
