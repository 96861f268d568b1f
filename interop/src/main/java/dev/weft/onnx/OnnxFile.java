package dev.weft.onnx;

import dev.weft.WeftException;
import dev.weft.WholeFile;
import dev.weft.keras.KerasModel;
import dev.weft.protobuf.ProtoWriter;
import java.nio.file.Path;

/** ONNX files, which other programs run. See <a href="https://onnx.ai">ONNX</a>. */
public final class OnnxFile {
  private OnnxFile() {}

  /**
   * Writes a model as an ONNX file; it appears whole or not at all. It takes images (batch, height, width, channels),
   * as many at a time as one wants. Which layers of the network became which nodes, their names say.
   *
   * @throws WeftException if the file cannot be written, or would have more than 2 GB
   */
  public static void write(Path file, KerasModel model, OnnxOptions options) {
    ProtoWriter message = new OnnxWriter(model, options).write();
    WholeFile.write(file, message::writeTo);
  }
}
