package dev.weft.onnx;

/** What a layer is to be called, by what the file calls its weights or its node. */
final class LayerName {
  private static final int LONGEST = 60;

  private LayerName() {}

  /** PyTorch's name of the module, such as {@code layer1_0_conv1}; empty where there is none. */
  static String of(FileNode node, FileGraph graph) {
    for (String input : node.inputs()) {
      if (graph.initializers().containsKey(input) && input.matches(".+\\.(weight|bias|kernel|running_mean)")) {
        return plain(input.substring(0, input.lastIndexOf('.')));
      }
    }
    if (node.name().startsWith("/")) {
      return plain(module(node.name()));
    }
    int last = node.name().lastIndexOf('/');
    if (last > 0 && node.name().startsWith(node.operator(), last + 1)) {
      return plain(node.name().substring(0, last)); // Weft's: the layer, then its operator
    }
    boolean numbered = node.name().matches("(?i)(node_?.*|n\\d+|" + node.operator().replaceAll("\\W", "") + "_?\\d*)");
    return numbered ? "" : plain(node.name());
  }

  /** {@code /layer1/layer1.0/conv1/Conv} is {@code layer1.0.conv1}. */
  private static String module(String path) {
    String[] parts = path.substring(1).split("/", -1);
    StringBuilder module = new StringBuilder();
    for (int i = 0; i < parts.length - 1; i++) {
      if (i > 0 && parts[i].startsWith(parts[i - 1] + ".")) {
        module.setLength(module.length() - parts[i - 1].length());
      } else if (i > 0) {
        module.append('.');
      }
      module.append(parts[i]);
    }
    return module.toString();
  }

  private static String plain(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9_-]", "_");
    return plain.matches("[A-Za-z].*") && plain.length() <= LONGEST ? plain : "";
  }
}
