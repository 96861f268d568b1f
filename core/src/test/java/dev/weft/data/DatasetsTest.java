package dev.weft.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.WeftException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetsTest {
  private static final Optional<Path> DATA = Optional.ofNullable(System.getenv("WEFT_DATA")).map(Path::of);

  @ParameterizedTest
  @ValueSource(strings = {"mnist", "fashion-mnist"})
  void readsTheRealData(String name) {
    assumeTrue(
        DATA.isPresent() && Files.isDirectory(DATA.get().resolve(name)), "WEFT_DATA names no folder with " + name);
    ImageDataset set = Datasets.load(name);
    assertEquals(name, set.name());
    assertEquals("WEFT_DATA, " + DATA.get().resolve(name), set.origin());
    assertEquals(60_000, set.train().size());
    assertEquals(10_000, set.test().size());
    assertEquals(784, set.train().features());
    assertEquals(4, set.sha256().size());
  }

  // counts as the sets' authors and report B print them
  @Test
  void theRealDataHasTheKnownClassCounts() {
    assumeTrue(DATA.isPresent(), "WEFT_DATA is not set");
    assertArrayEquals(
        new int[] {5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949},
        Datasets.load("mnist").train().classCounts());
    int[] even = new int[10];
    Arrays.fill(even, 1000);
    assertArrayEquals(even, Datasets.load("fashion-mnist").test().classCounts());
  }

  @Test
  void namesTheSetsThereAreWhenAskedForAnother() {
    var e = assertThrows(WeftException.class, () -> Datasets.load("minst"));
    assertEquals(
        "A data set is one of mnist, fashion-mnist, strokes; received \"minst\"; choose one of these", e.getMessage());
  }

  @Test
  void drawsStrokesWithoutAnyFile() {
    ImageDataset set = Datasets.load("strokes");
    assertEquals("drawn by Weft, seed 1", set.origin());
    assertEquals(set.checksum(), Datasets.loadOrStrokes("strokes", null, Progress.NONE).checksum());
    assertEquals(4, Datasets.verify("strokes", null).size());
    assertThrows(WeftException.class, () -> Datasets.fetch("strokes", null, Progress.NONE));
  }

  @Test
  void theCatalogueDescribesWhatIsRead() {
    for (CatalogueEntry entry : Datasets.catalogue()) {
      assumeTrue(
          entry.name().equals("strokes") || DATA.isPresent() && Files.isDirectory(DATA.get().resolve(entry.name())),
          "WEFT_DATA names no folder with " + entry.name());
      ImageDataset set = Datasets.load(entry.name());
      assertEquals(entry.trainSize(), set.train().size());
      assertEquals(entry.testSize(), set.test().size());
      assertEquals(entry.height(), set.test().height());
      assertEquals(entry.width(), set.test().width());
      assertEquals(entry.channels(), set.test().channels());
      assertEquals(entry.classNames(), set.train().classNames());
    }
  }
}
