package dev.weft.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdxFilesTest {
  // two images of 2 x 3, by the format's description
  private static final String IMAGES = "00000803 00000002 00000002 00000003  01020304fe06 0708090a0bff";
  private static final String LABELS = "00000801 00000002  01 00";

  @TempDir Path folder;

  private Path file(String name, String hex) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  private ImageSource open() {
    return Sources.open(folder, SourceOptions.NONE);
  }

  private String failure() {
    return assertThrows(WeftException.class, this::open).getMessage().replace(folder.toString(), "PATH");
  }

  @ParameterizedTest
  @CsvSource({
    "train-images-idx3-ubyte, train-labels-idx1-ubyte, train",
    "raw/train-images.idx3-ubyte, raw/train-labels.idx1-ubyte, train",
    "t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte, test",
    "qmnist-test-images-idx3-ubyte, qmnist-test-labels-idx2-int, test",
    "x_val.idx, y_val.idx, validation",
    "images.idx, labels.idx, ''",
    "a.idx3-ubyte, b.idx1-ubyte, ''",
    "flowers.idx3, flowers-labels.idx1, ''"
  })
  void namesPairTheFiles(String images, String labels, String part) throws IOException {
    file(images, IMAGES);
    file(labels, LABELS);
    try (ImageSource source = open()) {
      assertEquals(List.of("0", "1"), source.classNames());
      assertEquals(
          new SourceSample(
              images + "[0]",
              1,
              part.isEmpty() ? Optional.empty() : Optional.of(DataPart.valueOf(part.toUpperCase(Locale.ROOT))),
              ""),
          source.samples().getFirst());
      assertArrayEquals(new byte[] {7, 8, 9, 10, 11, -1}, source.read(1).pixels());
    }
  }

  @Test
  void aFileStandsForItsSet() throws IOException {
    file("a-train-images-idx3-ubyte", IMAGES);
    file("a-train-labels-idx1-ubyte", LABELS);
    file("a-test-images-idx3-ubyte", IMAGES);
    file("a-test-labels-idx1-ubyte", LABELS);
    file("b-train-images-idx3-ubyte", IMAGES);
    Path labels = file("b-train-labels-idx1-ubyte", LABELS);
    try (ImageSource source = Sources.open(folder.resolve("a-test-images-idx3-ubyte"), SourceOptions.NONE)) {
      assertEquals("a-train-images-idx3-ubyte[0]", source.samples().getFirst().name());
      assertEquals(4, source.samples().size());
    }
    try (ImageSource source = Sources.open(labels, SourceOptions.NONE)) {
      assertEquals(2, source.samples().size());
    }
    assertEquals(
        "one set is learned at a time; the folder PATH holds 'a', 'b'; name a file of one, or keep each in a folder of"
            + " its own.",
        failure());
  }

  @Test
  void emnistIsTurnedUpright() throws IOException {
    Path file = Path.of("src/test/resources/emnist-letters-train-images-idx3-ubyte");
    byte[] bytes = Files.readAllBytes(file);
    try (ImageSource source = Sources.open(file, SourceOptions.NONE)) {
      assertEquals(26, source.classNames().size());
      assertEquals("A", source.classNames().getFirst());
      byte[] pixels = source.read(1).pixels();
      for (int i = 0; i < 784; i++) {
        assertEquals(bytes[16 + 784 + i % 28 * 28 + i / 28], pixels[i]);
      }
    }
  }

  @Test
  void emnistsMappingNamesTheClasses() throws IOException {
    file("emnist-letters-train-images-idx3-ubyte", IMAGES);
    file("emnist-letters-train-labels-idx1-ubyte", "00000801 00000002  02 01");
    Files.writeString(folder.resolve("emnist-letters-mapping.txt"), "1 65 97 \n2 66 98 \n");
    try (ImageSource source = open()) {
      assertEquals(List.of("A", "B"), source.classNames());
      assertEquals(1, source.samples().getFirst().label());
      assertEquals(3, source.files().size());
      assertEquals(3, source.read(0).height());
      assertArrayEquals(new byte[] {1, 4, 2, -2, 3, 6}, source.read(0).pixels());
    }
  }

  @Test
  void theFirstOfQmnistsColumnsIsTheClass() throws IOException {
    file("qmnist-train-images-idx3-ubyte", IMAGES);
    file("qmnist-train-labels-idx2-int", "00000c02 00000002 00000008" + "00000005 ".repeat(8) + "00000007 ".repeat(8));
    try (ImageSource source = open()) {
      assertEquals(List.of("5", "7"), source.classNames());
      assertEquals(1, source.notes().size());
    }
  }

  @Test
  void aFileOfNamesNamesTheClasses() throws IOException {
    file("images.idx", IMAGES);
    file("labels.idx", LABELS);
    Files.writeString(folder.resolve("class-names.txt"), "cat\ndog\n");
    assertEquals(List.of("cat", "dog"), open().classNames());
  }

  @Test
  void aFileAloneIsRefused() throws IOException {
    file("train-images-idx3-ubyte", IMAGES);
    assertEquals(
        "IDX files come in pairs, of images and of labels; 'train-images-idx3-ubyte' has no file of labels beside it;"
            + " add that.",
        failure());
  }

  @Test
  void anotherNumberOfLabelsIsRefused() throws IOException {
    file("train-images-idx3-ubyte", IMAGES);
    file("train-labels-idx1-ubyte", "00000801 00000001  01");
    assertTrue(
        failure().endsWith("there is one label for each of the 2 images in train-images-idx3-ubyte; received 1."));
  }
}
