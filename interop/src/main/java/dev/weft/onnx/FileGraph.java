package dev.weft.onnx;

import java.util.List;
import java.util.Map;

/**
 * What an ONNX file holds.
 *
 * @param opset the version of ONNX's own operators
 * @param producer the program that wrote it, empty if unknown
 * @param initializers arrays by name
 * @param inputs without those that are initializers
 * @param outputs names of values
 * @param metadata texts by key
 * @param functions the names of operators that the file itself defines
 */
record FileGraph(
    long opset,
    String producer,
    String name,
    List<FileNode> nodes,
    Map<String, FileArray> initializers,
    List<Input> inputs,
    List<String> outputs,
    Map<String, String> metadata,
    List<String> functions) {
  /**
   * An input.
   *
   * @param type ONNX's data type
   * @param dims the size of each axis, -1 where it is open; null if not known
   */
  record Input(String name, int type, long[] dims) {}
}
