extension TableSchema {
  /// The networks that an image, video or audio model is made of.
  package static let modelComponent = TableSchema(
    name: "model_component", noun: "component", file: "model-components.csv",
    columns: [
      .id,
      ColumnSchema(
        "model_id", .reference(table: "media_model"), label: "Model", isRequired: true,
        meaning: "The image, video or audio model."),
      ColumnSchema(
        "place", .integer, label: "Place", isRequired: true, range: 1...100,
        meaning: "Order within the model."),
      ColumnSchema(
        "role", .choice(["denoiser", "text encoder", "image encoder", "autoencoder", "part"]),
        label: "Role", isRequired: true,
        meaning: "What the component does; part for the stages of audio models."),
      ColumnSchema(
        "name", .text, label: "Component", isRequired: true,
        meaning: "Name of the network."),
      ColumnSchema(
        "params", .integer, label: "Parameters", isRequired: true, range: 1e5...1e13,
        meaning: "Parameters of the component."),
      ColumnSchema(
        "is_approximate", .flag, label: "Approximate", isRequired: true,
        meaning: "Whether the count is a rounded or remembered one."),
    ])
}
