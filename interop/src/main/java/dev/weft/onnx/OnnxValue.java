package dev.weft.onnx;

/** What leaves a node of a file's graph, enters the graph, or stands in it as a constant. Its name comes last. */
final class OnnxValue {
  private final int[] sizes;
  private String name;

  /**
   * @param sizes of one sample, in the order in which they stand in the file; of a constant, of all of it
   */
  OnnxValue(String name, int... sizes) {
    this.name = name;
    this.sizes = sizes;
  }

  String name() {
    return name;
  }

  void name(String other) {
    name = other;
  }

  int[] sizes() {
    return sizes;
  }
}
