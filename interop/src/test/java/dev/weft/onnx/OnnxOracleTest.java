package dev.weft.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.SplitMix64;
import dev.weft.keras.KerasModel;
import dev.weft.keras.Zoo;
import dev.weft.model.Graph;
import dev.weft.model.Shape;
import dev.weft.onnx.OnnxOptions.Input;
import dev.weft.onnx.OnnxOptions.Output;
import dev.weft.zoo.Family;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What ONNX's checker and ONNX Runtime say of files that Weft writes. Runs where WEFT_ONNX_PYTHON names a Python with
 * the packages onnx, onnxruntime and numpy.
 */
class OnnxOracleTest {
  private static final double TOLERANCE = 1e-5;
  private static final int IMAGES = 3;
  private static final OnnxOptions PLAIN = OnnxOptions.of().input(Input.SCALED).output(Output.NETWORK);

  @TempDir private Path folder;

  private static Path folder(Path usual) throws IOException {
    String kept = System.getenv("WEFT_ONNX_KEEP");
    return kept == null ? usual : Files.createDirectories(Path.of(kept));
  }

  @ParameterizedTest
  @ValueSource(ints = {13, 17, 18, 23})
  void everyLayerInEveryOpset(int opset) throws IOException, InterruptedException {
    Map<String, Graph> cases = OnnxCases.all();
    for (Map.Entry<String, Graph> each : cases.entrySet()) {
      write(each.getKey(), OnnxCases.model(each.getValue()), PLAIN.opset(opset));
    }
    assertEquals(cases.size(), requireEqual());
  }

  @Test
  void everyFamily() throws IOException, InterruptedException {
    for (Family family : Family.values()) {
      if (family.key().matches("resnet101|resnet152|vgg19")) {
        continue; // as their smaller sisters
      }
      Graph network = family.network(Shape.of(32, 32, 3), 10);
      write(family.key(), OnnxCases.model(network), PLAIN);
    }
    requireEqual();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MobileNet",
        "MobileNetV2",
        "MobileNetV3Small",
        "DenseNet121",
        "InceptionV3",
        "Xception",
        "EfficientNetB0",
        "EfficientNetV2B0",
        "ConvNeXtTiny",
        "ResNet50V2"
      })
  void networksOfKerasApplications(String name) throws IOException, InterruptedException {
    assumeTrue(python() != null);
    write(name, OnnxCases.model(Zoo.network(name)), PLAIN, 0, 1);
    requireEqual();
  }

  /** Of a model with a temperature above and below 1, and probabilities of 0. */
  @ParameterizedTest
  @ValueSource(strings = {"softmax", "sigmoid", "two", "logits", "one", "one-logit", "hard", "log", "log-one"})
  void calibratedProbabilities(String kind) throws IOException, InterruptedException {
    assumeTrue(python() != null);
    for (double temperature : List.of(0.4, 1.7, 12.0)) {
      for (Input input : Input.values()) {
        KerasModel model = OnnxCases.calibrated(kind, temperature);
        writePredictions(kind + "-" + temperature + "-" + input.word(), model, OnnxOptions.of().input(input));
      }
    }
    assertEquals(9, requireEqual());
  }

  /** Bytes of images, and what {@code weft predict} says of them. */
  private void writePredictions(String name, KerasModel model, OnnxOptions options) throws IOException {
    OnnxFile.write(folder(folder).resolve(name + ".onnx"), model, options);
    byte[] pixels = OnnxComparison.madeImages(20, model.model().network().input().elements());
    float[] scaled = OnnxComparison.scaled(model.model(), pixels);
    if (options.input() == Input.UINT8) {
      Files.write(folder(folder).resolve(name + ".in"), pixels);
    } else {
      float[] floats = new float[pixels.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = pixels[i] & 0xff;
      }
      writeFloats(name + ".in", options.input() == Input.FLOAT ? floats : scaled);
    }
    writeFloats(name + ".out", OnnxComparison.expected(model, options, scaled));
  }

  private void write(String name, KerasModel model, OnnxOptions options) throws IOException {
    write(name, model, options, -1, 1);
  }

  private void write(String name, KerasModel model, OnnxOptions options, double least, double most) throws IOException {
    Path file = folder(folder).resolve(name + ".onnx");
    OnnxFile.write(file, model, options);
    SplitMix64 random = SplitMix64.of(3);
    float[] inputs = new float[IMAGES * model.model().network().input().elements()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) random.between(least, most);
    }
    writeFloats(name + ".in", inputs);
    writeFloats(name + ".out", model.model().predict(inputs));
  }

  private void writeFloats(String name, float[] values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    Files.write(folder(folder).resolve(name), bytes.array());
  }

  private static String python() {
    return System.getenv("WEFT_ONNX_PYTHON");
  }

  /** How many files were compared. */
  private int requireEqual() throws IOException, InterruptedException {
    String python = python();
    assumeTrue(python != null);
    Path script = folder.resolve("oracle.py");
    try (InputStream source = OnnxOracleTest.class.getResourceAsStream("onnx_oracle.py")) {
      Files.write(script, source.readAllBytes());
    }
    Process process =
        new ProcessBuilder(python, script.toString(), folder(folder).toString()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    List<String> wrong = new ArrayList<>();
    int compared = 0;
    for (String line : said.lines().toList()) {
      String[] words = line.split(" ", 3);
      compared++;
      if (words.length < 3 || words[1].equals("wrong") || !(Double.parseDouble(words[2]) <= TOLERANCE)) {
        wrong.add(line);
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(compared > 0, "nothing was compared");
    return compared;
  }
}
