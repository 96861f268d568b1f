package dev.weft.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.weft.model.Activation;
import dev.weft.model.ActivationLayer;
import dev.weft.model.Adam;
import dev.weft.model.AdamW;
import dev.weft.model.Dense;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.Loss;
import dev.weft.model.Optimizer;
import dev.weft.model.SGD;
import dev.weft.model.Schedule;
import dev.weft.model.Sequential;
import dev.weft.train.Model;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigWriterTest {
  @TempDir Path folder;

  static List<Golden> golden() {
    return List.of(Golden.B_CNN, Golden.BATCHNORM);
  }

  /** Arguments that came after Keras 3.0, written by 3.15 with their defaults. */
  private static final Set<String> LATER =
      Set.of(
          "quantization_config",
          "renorm",
          "renorm_clipping",
          "renorm_momentum",
          "input_axes",
          "output_axes",
          "ragged",
          "optional");

  /** What depends on what else the Python program did before: the numbers of objects, and of things of one kind. */
  private static final Set<String> CHANCE = Set.of("shared_object_id", "adam_3", "input_layer_3");

  @ParameterizedTest
  @MethodSource("golden")
  void theConfigurationIsTheOneThatKerasWrote(Golden golden) throws IOException {
    Object written = Json.read(Json.write(ConfigWriter.write(KerasFile.read(golden.in(folder)).model())), "written");
    assertEquals(essence(Json.read(config(golden.bytes()), "golden")), essence(written));
  }

  private static byte[] config(byte[] zip) throws IOException {
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); !entry.getName().equals("config.json"); entry = in.getNextEntry()) {
        in.closeEntry();
      }
      return in.readAllBytes();
    }
  }

  private static Object essence(Object json) {
    if (json instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .filter(entry -> !LATER.contains(entry.getKey()) && !CHANCE.contains(entry.getKey()))
          .collect(Collectors.toMap(Map.Entry::getKey, entry -> essence(entry.getValue())));
    }
    if (json instanceof List<?> list) {
      return list.stream().map(ConfigWriterTest::essence).toList();
    }
    String text = String.valueOf(json);
    return json instanceof String && CHANCE.contains(text) ? text.replaceFirst("_\\d+$", "") : text;
  }

  private static Map<String, Object> compiled(Optimizer optimizer, Loss loss) {
    Map<String, Object> model =
        Json.read(Json.write(ConfigWriter.write(Models.noisy(Models.small(), optimizer, loss))), "written");
    return Json.object(model.get("compile_config"), "compile_config");
  }

  private static Map<String, Object> optimizer(Optimizer optimizer) {
    Object written = compiled(optimizer, Loss.POISSON).get("optimizer");
    return Json.object(Json.object(written, "optimizer").get("config"), "config");
  }

  @Test
  void aLossWithArgumentsIsAnObject() {
    assertEquals("kl_divergence", compiled(SGD.of(), Loss.KL_DIVERGENCE).get("loss"));
    assertEquals(
        "{module=keras.losses, class_name=CategoricalCrossentropy, config={name=categorical_crossentropy,"
            + " reduction=sum_over_batch_size, from_logits=true, label_smoothing=0.1}, registered_name=null}",
        compiled(SGD.of(), new Loss.CategoricalCrossentropy(true, 0.1)).get("loss").toString());
  }

  @Test
  void aSparseLossHasNoSmoothingInKeras() {
    Model model = Model.compile(Models.small(), SGD.of(), new Loss.SparseCategoricalCrossentropy(true), 1);
    assertFalse(ConfigWriter.write(model).get("compile_config").toString().contains("label_smoothing"));
  }

  @Test
  void stepsOfASchedulesAreWholeNumbers() {
    Schedule piecewise = new Schedule.PiecewiseConstantDecay(List.of(10.0, 20.0), List.of(0.3, 0.2, 1.0));
    assertEquals(
        "{module=keras.optimizers.schedules, class_name=PiecewiseConstantDecay, config={boundaries=[10, 20],"
            + " values=[0.3, 0.2, 1.0]}, registered_name=null}",
        optimizer(Adam.of().learningRate(piecewise)).get("learning_rate").toString());
  }

  @Test
  void aScheduleThatKerasDoesNotHaveIsItsFirstRate() {
    Schedule schedule = Schedule.EpochExponentialDecay.of(5e-4, 0.1).from(10);
    assertEquals(5e-4, optimizer(Adam.of().learningRate(schedule)).get("learning_rate"));
  }

  /** {@code keras.activations.get} of Keras 3.15.1 knows all other names. */
  @ParameterizedTest
  @EnumSource
  void kerasLoadsAllActivationsButOne(Activation activation) {
    Graph network = Sequential.of(Input.of(4), Dense.of(3).activation(activation), ActivationLayer.of(activation));
    assertEquals(activation != Activation.GELU_TANH, KerasFile.forWeftAlone(network).isEmpty());
  }

  @Test
  void noWeightDecayIsNullExceptWhereKerasWantsANumber() {
    assertEquals(null, optimizer(Adam.of()).get("weight_decay"));
    assertEquals(0.0, optimizer(AdamW.of().weightDecay(0)).get("weight_decay"));
  }

  @Test
  void numbersThatKerasWantsAsFloatsAreFloats() {
    assertEquals(0.0, optimizer(SGD.of()).get("momentum"));
    assertEquals(1.0, optimizer(SGD.of(1)).get("learning_rate"));
  }
}
