package dev.weft.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.weft.SplitMix64;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuplicateCacheTest {
  private static final ImageDataset DATA = many();

  @TempDir private Path folder;

  /** Tiny images, but so many that looking for duplicates is worth remembering. */
  private static ImageDataset many() {
    ImageSet train = ImageSet.of(pixels(20_000, 1), new int[20_000], 4, 4, 1, List.of("all"));
    ImageSet test = ImageSet.of(pixels(6_000, 2), new int[6_000], 4, 4, 1, List.of("all"));
    return new ImageDataset("many", train, test, Map.of("file", "0".repeat(64)), "drawn");
  }

  private static byte[] pixels(int count, int seed) {
    byte[] pixels = new byte[16 * count];
    SplitMix64 same = SplitMix64.of(0, "pixels", 0);
    SplitMix64 own = SplitMix64.of(seed, "pixels", 0);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i < 160 ? same : own).below(256); // the first ten images are in both
    }
    return pixels;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private List<Duplicate> between() {
    return new DuplicateCache(folder).between(DATA, DATA.test(), DATA.train());
  }

  @Test
  void theyAreLookedForOnce() throws IOException {
    List<Duplicate> found = between();
    assertEquals(IntStream.range(0, 10).mapToObj(i -> new Duplicate(i, i, 1, true)).toList(), found.subList(0, 10));
    Path file = files().getFirst();
    Files.writeString(file, "image,twin,likeness,exact\n3,4,0.996,false\n");
    assertEquals(List.of(new Duplicate(3, 4, 0.996, false)), between());
  }

  @Test
  void whatIsRememberedIsWhatWasFound() throws IOException {
    List<Duplicate> found = between();
    assertEquals(1, files().size());
    assertEquals(found, between());
  }

  @Test
  void anotherSplitIsAnotherQuestion() throws IOException {
    between();
    new DuplicateCache(folder).between(DATA, DATA.test(), DATA.train().range(1, 20_000));
    new DuplicateCache(folder).between(DATA, DATA.train().range(0, 6_000), DATA.train());
    assertEquals(3, files().size());
  }

  @Test
  void aDamagedFileIsAsNone() throws IOException {
    List<Duplicate> found = between();
    Path file = files().getFirst();
    for (String damaged :
        List.of("", "x", "image,twin,likeness,exact\n3,four,1,true\n", "image,twin,likeness,exact\n3\n")) {
      Files.writeString(file, damaged);
      assertEquals(found, between(), damaged);
      assertNotEquals(damaged, Files.readString(file));
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsNoError() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertFalse(new DuplicateCache(file).between(DATA, DATA.test(), DATA.train()).isEmpty());
  }

  @Test
  void whatIsFoundAtOnceIsNotKept() throws IOException {
    new DuplicateCache(folder).between(DATA, DATA.test().range(0, 100), DATA.train());
    assertEquals(List.of(), files());
  }
}
