package dev.weft.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.explain.Explanation.CheckedMap;
import dev.weft.explain.attribution.AttributionMethod;
import dev.weft.keras.KerasFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class ExplainerTest {
  private static final Path KERAS = Path.of("../interop/src/test/resources/dev/weft/keras");

  /** The first test image of MNIST, a seven. */
  private static byte[] seven() throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(KERAS.resolve("mnist-20-idx3-ubyte.gz")))) {
      in.skipNBytes(16);
      return in.readNBytes(784);
    }
  }

  private static Explanation explanation(String file, int threads, int... labels) throws IOException {
    try (Explainer explainer = Explainer.of(KerasFile.read(KERAS.resolve(file)), 1, threads)) {
      return explainer.explain(seven(), labels);
    }
  }

  @Test
  void eachClassHasAMapOfEachMethodWithItsCheck() throws IOException {
    Explanation explanation = explanation("b-cnn.keras", 2, 1, 7);
    assertEquals(7, explanation.answer().predicted());
    assertEquals(List.of(7, 1), explanation.classes().stream().map(Explanation.OfClass::label).toList());
    List<CheckedMap> maps = explanation.classes().getFirst().maps();
    assertEquals(
        List.of("Occlusion", "Integrated gradients", "SmoothGrad", "Input gradient", "Grad-CAM", "Grad-CAM++"),
        maps.stream().map(map -> map.attribution().method()).map(AttributionMethod::title).toList());
    CheckedMap integrated = maps.get(1);
    assertTrue(integrated.check().passes(), integrated.check().failure());
    assertTrue(integrated.regions().size() >= 1);
  }

  @Test
  void aNetworkOfDenseLayersHasNoGradCam() throws IOException {
    assertEquals(4, explanation("d-3.h5", 1).classes().getFirst().maps().size());
  }

  @Test
  void threadsChangeNoBit() throws IOException {
    List<CheckedMap> one = explanation("b-cnn.keras", 1).classes().getFirst().maps();
    List<CheckedMap> three = explanation("b-cnn.keras", 3).classes().getFirst().maps();
    for (int i = 0; i < one.size(); i++) {
      assertArrayEquals(one.get(i).attribution().map(), three.get(i).attribution().map());
      assertArrayEquals(one.get(i).check().curves().deletion(), three.get(i).check().curves().deletion());
      assertEquals(one.get(i).check().likeness(), three.get(i).check().likeness());
    }
  }
}
