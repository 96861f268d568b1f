package dev.weft.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.WeftException;
import dev.weft.image.Preparation;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetFileTest {
  @TempDir private Path folder;

  private static void assertSame(ImageSet expected, ImageSet read) {
    assertEquals(expected.size(), read.size());
    assertEquals(expected.classNames(), read.classNames());
    assertEquals(expected.checksum(), read.checksum());
    assertEquals(expected.hasGroups(), read.hasGroups());
    assertArrayEquals(expected.labels(), read.labels());
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.image(i), read.image(i));
      assertEquals(expected.name(i), read.name(i));
      assertEquals(expected.group(i), read.group(i));
      assertEquals(expected.sourceIndex(i), read.sourceIndex(i));
    }
  }

  private ImageDataset readBack(ImageDataset set) {
    Path file = folder.resolve("set");
    ImageDataset read = DatasetFile.read(file, DatasetFile.write(set, file));
    assertSame(set.train(), read.train());
    assertSame(set.test(), read.test());
    assertEquals(set.validation().isPresent(), read.validation().isPresent());
    set.validation().ifPresent(part -> assertSame(part, read.validation().orElseThrow()));
    assertEquals(set.name(), read.name());
    assertEquals(set.sha256(), read.sha256());
    assertEquals(set.checksum(), read.checksum());
    assertEquals(set.origin(), read.origin());
    assertEquals(set.preparation(), read.preparation());
    assertEquals(set.isTestHeldOut(), read.isTestHeldOut());
    assertEquals(set.summary(), read.summary());
    return read;
  }

  @Test
  void aNamedSetIsReadAsItWasWritten() {
    readBack(SyntheticDigits.usual());
  }

  @Test
  void plantedLabelsStay() {
    ImageDataset set = SyntheticDigits.usual();
    int[] labels = set.train().labels();
    labels[3] = (labels[3] + 1) % 10;
    readBack(set.divided(set.train().relabelled(labels), set.test()));
  }

  @Test
  void partsOfOneSourceShareItsPixels() {
    int count = 12;
    byte[] pixels = new byte[count * 2 * 3 * 3];
    IntStream.range(0, pixels.length).forEach(i -> pixels[i] = (byte) (31 * i));
    int[] labels = IntStream.range(0, count).map(i -> i % 2).toArray();
    List<String> names = IntStream.range(0, count).mapToObj(i -> "ä/" + i + ".png").toList();
    int[] groups = IntStream.range(0, count).map(i -> i / 3).toArray();
    ImageSet all =
        ImageSet.of(MemorySegment.ofArray(pixels), labels, 2, 3, 3, List.of("cat", "dog"))
            .described(names, groups, "abc");
    ImageDataset set =
        new ImageDataset(
            "pets",
            all.part(new int[] {11, 2, 5, 0, 7}),
            Optional.of(all.part(new int[] {1, 3})),
            all.part(new int[] {4, 6, 8}),
            Map.of("pets.zip", "0a"),
            "0b",
            "/pets.zip",
            Optional.of(Preparation.padded(2, 3, 3)),
            true,
            List.of("12 images of 2 classes."));
    ImageDataset read = readBack(set);
    assertEquals(read.train().pixels(), read.test().pixels());
    assertEquals(set.all().size(), read.all().size());
  }

  @Test
  void anotherFileIsRefused() throws IOException {
    Path file = folder.resolve("set");
    String sha256 = DatasetFile.write(SyntheticDigits.usual(), file);
    byte[] bytes = Files.readAllBytes(file);
    bytes[5000] ^= 1;
    Files.write(file, bytes);
    WeftException e = assertThrows(WeftException.class, () -> DatasetFile.read(file, sha256));
    assertEquals(
        "%s must have the SHA-256 %s; it has %s; copy it again.".formatted(file, sha256, Sha256.of(file)),
        e.getMessage());
    Files.writeString(file, "anything");
    String own = Sha256.of(file);
    assertThrows(WeftException.class, () -> DatasetFile.read(file, own));
  }
}
