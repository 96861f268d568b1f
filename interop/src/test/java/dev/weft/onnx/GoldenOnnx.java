package dev.weft.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.ObjectMapper;

/** ONNX files that PyTorch's exporters wrote, and what ONNX Runtime gives for two images each; golden.py made them. */
enum GoldenOnnx {
  CHAIN_TORCHSCRIPT("chain-torchscript.onnx"),
  CHAIN_DYNAMO("chain-dynamo.onnx"),
  RESIDUAL_TORCHSCRIPT("residual-torchscript.onnx"),
  RESIDUAL_DYNAMO("residual-dynamo.onnx"),
  /** With what exporters seldom write. */
  BY_HAND("by-hand.onnx");

  final String file;

  GoldenOnnx(String file) {
    this.file = file;
  }

  byte[] bytes() {
    return bytes(file);
  }

  private static byte[] bytes(String name) {
    try (InputStream in = GoldenOnnx.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file in a folder, to be read from there. */
  Path in(Path folder) {
    try {
      return Files.write(folder.resolve(file), bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<?, ?> golden() {
    return (Map<?, ?>) new ObjectMapper().readValue(bytes("golden.json"), Map.class).get(file);
  }

  /** Two images, channels last. */
  float[] inputs() {
    double divided = ((Number) golden().get("divided")).doubleValue();
    return floats("pixels", divided);
  }

  float[] outputs() {
    return floats("output", 1);
  }

  private float[] floats(String what, double divided) {
    List<?> numbers = (List<?>) golden().get(what);
    float[] values = new float[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (((Number) numbers.get(i)).doubleValue() / divided);
    }
    return values;
  }
}
