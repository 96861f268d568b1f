package dev.weft.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.model.Graph;
import dev.weft.model.Shape;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Families of networks; interop's FamilyTest compares those that Keras has with Keras's. */
class FamilyTest {
  /** He et al., table 6: 0.27 and 0.85 million; with shortcuts of 1x1 convolutions some more. */
  @ParameterizedTest
  @CsvSource({"RESNET20, 274042", "RESNET56, 860026"})
  void hasTheParametersOfThePaper(Family family, int parameters) {
    assertEquals(parameters, family.network(Shape.of(32, 32, 3), 10).parameters());
  }

  @ParameterizedTest
  @EnumSource
  void takesColourPhotographsAndGivesEachClassAnOutput(Family family) {
    Graph network = family.network(Shape.of(64, 48, 3), 7);
    assertEquals(Shape.of(7), network.output());
    assertEquals(Optional.of(family), Family.named(family.key()));
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"MOBILENET", "VGG16", "VGG19"})
  void takesGreyImagesOf28x28(Family family) {
    assertEquals(Shape.of(10), family.network(Shape.of(28, 28, 1), 10).output());
  }

  @Test
  void isFoundByTheNamesThatPeopleWrite() {
    assertEquals(Optional.of(Family.MOBILENET_V2), Family.named("MobileNetV2"));
    assertEquals(Optional.of(Family.RESNET20), Family.named("ResNet-20"));
    assertEquals(Optional.empty(), Family.named("resnet21"));
  }

  @Test
  void refusesWhatIsNoImage() {
    assertThrows(IllegalArgumentException.class, () -> Family.MLP.network(Shape.of(784), 10));
  }
}
