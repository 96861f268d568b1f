package dev.weft.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.SplitMix64;
import dev.weft.WeftException;
import dev.weft.keras.KerasModel;
import dev.weft.model.Graph;
import dev.weft.onnx.OnnxOptions.Input;
import dev.weft.onnx.OnnxOptions.Output;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Weft wrote, it reads back to the same outputs, or says what it cannot read; never to others. */
class ReadBackTest {
  private static final double CLOSE = 1e-5;

  /** Of the cases, which have each layer in all its kinds. */
  private static final int READ = 165;

  @TempDir Path folder;

  @Test
  void outputsAreThoseThatWereWritten() {
    int read = 0;
    for (Map.Entry<String, Graph> each : OnnxCases.all().entrySet()) {
      read += isReadBack(each.getKey(), OnnxCases.model(each.getValue())) ? 1 : 0;
    }
    assertTrue(read >= READ, read + " are read back");
  }

  @Test
  void layersKeepTheirNames() {
    Path file = folder.resolve("nine.onnx");
    OnnxFile.write(
        file, OnnxCases.model(OnnxCases.nineLayers()), OnnxOptions.of().input(Input.SCALED).output(Output.NETWORK));
    List<String> names = OnnxFile.read(file).model().network().names();
    assertTrue(names.containsAll(List.of("conv2d", "max_pooling2d", "flatten", "dense")), names.toString());
  }

  private boolean isReadBack(String name, KerasModel model) {
    Path file = folder.resolve("back.onnx");
    OnnxFile.write(file, model, OnnxOptions.of().input(Input.SCALED).output(Output.NETWORK));
    KerasModel back;
    try {
      back = OnnxFile.read(file);
    } catch (WeftException e) {
      assertTrue(
          e.getMessage().contains(": Weft cannot read ") || name.equals("sequence"), name + ": " + e.getMessage());
      return false;
    }
    SplitMix64 random = SplitMix64.of(1);
    float[] inputs = new float[2 * model.model().network().input().elements()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) random.nextDouble();
    }
    float[] expected = model.model().predict(inputs);
    float[] received = back.model().predict(inputs);
    double largest = 0;
    for (float each : expected) {
      largest = Math.max(largest, Math.abs(each));
    }
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], received[i], CLOSE * largest, name);
    }
    assertEquals(model.metadata().classNames(), back.metadata().classNames(), name);
    return true;
  }
}
