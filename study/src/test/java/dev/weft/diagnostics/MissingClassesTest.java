package dev.weft.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.dataset.ImageSet;
import dev.weft.source.DataPart;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MissingClassesTest {
  private static ImageSet of(int... labels) {
    return ImageSet.of(new byte[labels.length], labels, 1, 1, 1, List.of("cat", "dog", "owl"));
  }

  @Test
  void aPartWithEveryClassIsWell() {
    assertEquals(Optional.empty(), MissingClasses.in(DataPart.TEST, of(2, 0, 1)));
  }

  @Test
  void classesWithoutAImageAreNamed() {
    var one = MissingClasses.in(DataPart.TRAIN, of(0, 1, 1)).orElseThrow();
    assertEquals(
        "none of the 3 training images is of the class owl, so the network cannot learn that.", one.sentence());
    var two = MissingClasses.in(DataPart.VALIDATION, of(1)).orElseThrow();
    assertEquals(
        "none of the 1 validation images is of the classes cat, owl, so its figures say nothing of that.",
        two.sentence());
    assertEquals(Map.of("set", "validation", "images", 1, "classes", List.of("cat", "owl")), two.evidence());
  }
}
