package dev.weft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.dataset.ImageSet;
import dev.weft.kernel.Simd;
import dev.weft.model.Activation;
import dev.weft.model.ActivationLayer;
import dev.weft.model.Adam;
import dev.weft.model.AveragePooling2D;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.Dropout;
import dev.weft.model.ELU;
import dev.weft.model.Flatten;
import dev.weft.model.GlobalAveragePooling2D;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.PReLU;
import dev.weft.model.Padding;
import dev.weft.model.Sequential;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The public API in a JVM without {@code --add-modules jdk.incubator.vector}: all works, with the same bits. */
class NoVectorModuleTest {
  /** Networks that have every kernel between them. */
  private static final List<Graph> NETWORKS =
      List.of(
          Sequential.of(
              Input.of(28, 28, 1),
              Conv2D.of(32, 3).activation(Activation.RELU),
              MaxPooling2D.of(2),
              Conv2D.of(20, 3).padding(Padding.SAME).useBias(false),
              BatchNormalization.of(),
              AveragePooling2D.of(2),
              Conv2D.of(24, 3).activation(Activation.TANH),
              MaxPooling2D.of(2, 1),
              Dropout.of(0.3),
              GlobalAveragePooling2D.of(),
              Dense.of(10).activation(Activation.SOFTMAX)),
          Sequential.of(
              Input.of(28, 28, 1),
              Conv2D.of(6, 5).activation(Activation.SIGMOID),
              MaxPooling2D.of(3, 2),
              Flatten.of(),
              Dense.of(50).activation(Activation.SELU),
              PReLU.of(),
              Dense.of(30),
              ELU.of(),
              ActivationLayer.of(Activation.SILU),
              Dense.of(10).activation(Activation.SOFTMAX)));

  /** Prints what came out. */
  public static void main(String[] arguments) {
    System.out.println(Simd.REASON);
    NETWORKS.forEach(network -> System.out.println(trained(network)));
  }

  /** All numbers that a training, an evaluation and a prediction give, in one. */
  private static String trained(Graph network) {
    ImageSet train = Small.images(64);
    Model model = Small.model(network, Adam.of());
    History history = model.fit(train, Small.fit(1, 16).validation(Small.images(64, 80)));
    Evaluation evaluation = model.evaluate(Small.images(80, 120));
    float[] predicted = model.predict(Arrays.copyOf(new float[] {0.5f, 1, 0.25f}, 784));
    return history.last().loss()
        + " "
        + evaluation.loss()
        + " "
        + Arrays.hashCode(evaluation.outputs())
        + " "
        + Arrays.hashCode(predicted);
  }

  @Test
  void trainsEvaluatesAndPredictsWithTheSameBits() throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(
                java.toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                NoVectorModuleTest.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD) // the warning that this is slow
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    List<String> lines = said.lines().toList();
    assertEquals("scalar: the JVM runs without --add-modules jdk.incubator.vector", lines.getFirst());
    assertTrue(Simd.BITS > 0 || !System.getProperty("weft.lanes", "").isEmpty(), "this JVM has the module");
    assertEquals(NETWORKS.stream().map(NoVectorModuleTest::trained).toList(), lines.subList(1, lines.size()));
  }
}
