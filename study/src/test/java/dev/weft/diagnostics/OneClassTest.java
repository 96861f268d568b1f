package dev.weft.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.run.Warning;
import dev.weft.source.DataPart;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OneClassTest {
  private static Optional<String> in(int[]... counts) {
    return OneClass.in(DataPart.TEST, NothingLearnedTest.predicted(counts), List.of("coat", "shirt", "shoe"))
        .map(Warning::sentence);
  }

  @Test
  void oneClassForNearlyAllIsSaid() {
    assertEquals(
        Optional.of(
            "98 of the 100 test images are taken for coat, of which there are 80: the network tells the classes hardly"
                + " apart."),
        in(new int[] {0, 0, 80}, new int[] {1, 0, 18}, new int[] {1, 1, 2}));
  }

  @Test
  void whereNearlyAllImagesAreOfThatClassItIsRight() {
    assertEquals(Optional.empty(), in(new int[] {0, 0, 96}, new int[] {1, 1, 4}));
    assertEquals(Optional.empty(), in(new int[] {0, 0, 60}, new int[] {1, 0, 34}, new int[] {1, 1, 6}));
  }
}
