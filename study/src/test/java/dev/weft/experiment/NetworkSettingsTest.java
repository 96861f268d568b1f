package dev.weft.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.WeftException;
import dev.weft.model.Adam;
import dev.weft.model.Add;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.Graph;
import dev.weft.model.Loss;
import dev.weft.model.Padding;
import dev.weft.model.Shape;
import dev.weft.model.Value;
import dev.weft.zoo.Family;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Networks as experiment files, and read again. */
class NetworkSettingsTest {
  private static final Shape IMAGE = Shape.of(64, 64, 3);

  private static Graph again(Graph network, int classes) {
    Training training = Training.of(Adam.of(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, 1);
    Map<String, Object> data = Map.of("path", "images");
    String text = new ExperimentText("again", network.name(), data, network, training).text();
    return ExperimentFile.parse("again.yaml", text, List.of()).network(IMAGE, classes);
  }

  /** Of MobileNet a node is called as if Keras had numbered it. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MOBILENET")
  void aFamilyIsTheSameNetworkWhenItsFileIsRead(Family family) {
    Graph network = family.network(IMAGE, 10);
    assertEquals(network, again(network, 10));
  }

  @Test
  void whatIsByDefaultIsLeftOut() {
    Graph network =
        Value.input(IMAGE)
            .then("conv2d_17", Conv2D.of(4, 3).padding(Padding.SAME))
            .then("last/flat", Flatten.of())
            .then(Dense.of(10))
            .toGraph("brief");
    assertEquals(
        "[{Conv2D={filters=4, kernel_size=3, padding=same}}, {Flatten={name=last_flat}}, {Dense={units=10}}]",
        NetworkSettings.of(network).toString());
  }

  @Test
  void aNameThatALaterLayerWillHaveIsNumbered() {
    Graph network =
        Value.input(IMAGE)
            .then("dense_1", Conv2D.of(4, 3))
            .then("flatten", Flatten.of())
            .then("dense_7", Dense.of(4))
            .then("dense_8", Dense.of(10))
            .toGraph("brief");
    assertEquals(List.of("dense_1_1", "flatten", "dense", "dense_1"), again(network, 10).names());
  }

  @Test
  void sharedWeightsCannotBeWritten() {
    Conv2D shared = Conv2D.of(3, 1);
    Value once = Value.input(IMAGE).then("shared", shared);
    Graph network = once.then("shared", shared).then(Add.of(), once).toGraph("shared");
    assertThrows(WeftException.class, () -> NetworkSettings.of(network));
  }
}
