package dev.weft.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingNamesTest {
  private static List<String> names(String... paths) {
    return List.copyOf(SettingNames.of(List.of(paths)).values());
  }

  private static Map<String, Object> stage(int epochs, Integer batchSize) {
    Map<String, Object> stage = new LinkedHashMap<>();
    stage.put("epochs", epochs);
    stage.put("batch_size", batchSize);
    return stage;
  }

  @Test
  void aNameIsTheLastWordOfThePath() {
    assertEquals(
        List.of("batch size", "learning rate"), names("training.batch_size", "training.optimizer.Adam.learning_rate"));
    assertEquals(List.of("model.2"), names("model.2"));
    assertEquals(List.of("epochs"), names("epochs"));
  }

  @Test
  void aWordThatIsVagueHasTheWordBeforeIt() {
    assertEquals(
        List.of("dropout rate", "validation fraction"), names("model.2.Dropout.rate", "data.validation.fraction"));
  }

  @Test
  void whatBelongsToTwoThingsIsNamedWithThem() {
    assertEquals(List.of("units (model.1)", "units (model.3)"), names("model.1.Dense.units", "model.3.Dense.units"));
    assertEquals(
        List.of("learning rate (Adam)", "learning rate (SGD)"),
        names("training.optimizer.Adam.learning_rate", "training.optimizer.SGD.learning_rate"));
    assertEquals(
        List.of("model.1.Dense.kernel_regularizer.L2.factor", "model.1.Dense.bias_regularizer.L2.factor"),
        names("model.1.Dense.kernel_regularizer.L2.factor", "model.1.Dense.bias_regularizer.L2.factor"));
  }

  @Test
  void whatASettingLeavesOutIsLeftOut() {
    Map<String, Object> stage = new LinkedHashMap<>(Map.of("epochs", 3));
    stage.put("image_size", null);
    assertEquals("epochs 3", SettingNames.value(List.of(stage)));
    assertEquals("epochs 3; epochs 2", SettingNames.value(List.of(Map.of("epochs", 3), Map.of("epochs", 2))));
  }

  @Test
  void valuesAreAsAPersonWritesThem() {
    assertEquals("0.0003", SettingNames.value(3.0E-4));
    assertEquals("0.005429", SettingNames.value(0.005428901312693775));
    assertEquals("64", SettingNames.value(64));
    assertEquals("10", SettingNames.value(10.0));
    assertEquals("SGD (momentum 0.9, learning rate 0.01)", SettingNames.value(sgd()));
    assertEquals("Adam", SettingNames.value("Adam"));
    assertEquals("3×3", SettingNames.value(List.of(3, 3)));
    assertEquals("default", SettingNames.value(null));
    assertEquals("1×default", SettingNames.value(Arrays.asList(1, null)));
    assertEquals("epochs 3; epochs 5, batch size 16", SettingNames.value(List.of(stage(3, null), stage(5, 16))));
  }

  private static Map<String, Object> sgd() {
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("momentum", 0.9);
    arguments.put("learning_rate", 0.01);
    return Map.of("SGD", arguments);
  }
}
