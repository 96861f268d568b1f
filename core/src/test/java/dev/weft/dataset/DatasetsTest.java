package dev.weft.dataset;

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

  private static ImageDataset load(String name) {
    assumeTrue(
        name.equals("strokes") || DATA.isPresent() && Files.isDirectory(DATA.get().resolve(name)),
        "WEFT_DATA names no folder with " + name);
    return Datasets.load(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mnist", "fashion-mnist"})
  void readsTheRealData(String name) {
    ImageDataset set = load(name);
    assertEquals(name, set.name());
    assertEquals("WEFT_DATA, " + DATA.get().resolve(name), set.origin());
    assertEquals(60_000, set.train().size());
    assertEquals(10_000, set.test().size());
    assertEquals(784, set.train().features());
  }

  // as report D prints them
  @Test
  void mnistHasTheKnownClassCounts() {
    assertArrayEquals(
        new int[] {5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949}, load("mnist").train().classCounts());
  }

  @Test
  void fashionMnistHasAsManyOfEachClass() {
    int[] even = new int[10];
    Arrays.fill(even, 1000);
    assertArrayEquals(even, load("fashion-mnist").test().classCounts());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mnist", "fashion-mnist", "strokes"})
  void theCatalogueDescribesWhatIsRead(String name) {
    ImageDataset set = load(name);
    CatalogueEntry entry = Datasets.entry(name);
    assertEquals(entry.trainSize(), set.train().size());
    assertEquals(entry.testSize(), set.test().size());
    assertEquals(entry.height(), set.test().height());
    assertEquals(entry.width(), set.test().width());
    assertEquals(entry.channels(), set.test().channels());
    assertEquals(entry.classNames(), set.train().classNames());
  }

  @Test
  void namesTheSetsThereAreWhenAskedForAnother() {
    var e = assertThrows(WeftException.class, () -> Datasets.load("minst"));
    assertEquals(
        "'minst' is no data set; known are mnist, fashion-mnist, strokes. Did you mean 'mnist'?", e.getMessage());
  }

  @Test
  void drawsStrokesWithoutAnyFile() {
    ImageDataset set = Datasets.load("strokes");
    assertEquals("drawn by Weft, seed 1", set.origin());
    assertEquals(set.checksum(), Datasets.loadOrStrokes("strokes", null, Progress.NONE).checksum());
    assertEquals(4, Datasets.verify("strokes", null).size());
    assertThrows(WeftException.class, () -> Datasets.fetch("strokes", null, Progress.NONE));
  }
}
