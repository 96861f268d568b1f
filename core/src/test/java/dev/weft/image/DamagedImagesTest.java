package dev.weft.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that end too early, and files with wrong bytes: read right, or one sentence. */
class DamagedImagesTest {
  private static final int MUTANTS = 12;

  @TempDir private Path folder;

  static Stream<String> files() throws IOException {
    return ImageFileTest.files().map(line -> line.substring(0, line.indexOf(',')));
  }

  @ParameterizedTest
  @MethodSource("files")
  void aFileThatEndsTooEarlyIsAnErrorUnlessItsImageIsWhole(String name) throws IOException {
    byte[] whole = Files.readAllBytes(ImageFileTest.fixture(name));
    byte[] pixels = ImageFile.read(ImageFileTest.fixture(name)).pixels();
    for (int missing = 1; missing < whole.length; missing += 1 + whole.length / 40) {
      Path file = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length - missing));
      try {
        assertArrayEquals(pixels, ImageFile.read(file).pixels(), missing + " bytes missing");
      } catch (WeftException e) {
        assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void wrongBytesAreReadOrToldInASentence(String name) throws IOException {
    byte[] whole = Files.readAllBytes(ImageFileTest.fixture(name));
    Random random = new Random(name.hashCode());
    for (int i = 0; i < MUTANTS; i++) {
      byte[] mutant = whole.clone();
      for (int change = 0; change <= i % 4; change++) {
        mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
      }
      Path file = Files.write(folder.resolve("mutant"), mutant);
      try {
        ImageFile.read(file);
      } catch (WeftException e) {
        assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
        assertFalse(e.getMessage().contains("\n"), e.getMessage());
        assertTrue(e.getMessage().endsWith("."), e.getMessage());
      }
    }
  }

  @Test
  void theBytesOfAFileHaveNoNameInTheirErrors() throws IOException {
    byte[] whole = Files.readAllBytes(ImageFileTest.fixture("colour.jpg"));
    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    WeftException e = assertThrows(WeftException.class, () -> ImageFile.read(half));
    assertEquals(
        "it ends too early: a segment of its head goes on behind its 500 bytes; copy or download it again.",
        e.getMessage());
    assertEquals(
        "it must be a JPEG, PNG, GIF, BMP, TIFF or WebP image; the file is empty.",
        assertThrows(WeftException.class, () -> ImageFile.read(new byte[0])).getMessage());
  }

  @Test
  void halfAJpegIsAnErrorThatSaysSo() throws IOException {
    byte[] whole = Files.readAllBytes(ImageFileTest.fixture("progressive.jpg"));
    Path half = Files.write(folder.resolve("half.jpg"), Arrays.copyOf(whole, whole.length / 2));
    WeftException e = assertThrows(WeftException.class, () -> ImageFile.read(half));
    assertTrue(e.getMessage().contains("it ends too early"), e.getMessage());
  }

  @Test
  void aJpegWhoseDataEndTooEarlyIsAnErrorThoughItHasAnEndMarker() throws IOException {
    byte[] whole = Files.readAllBytes(ImageFileTest.fixture("colour.jpg"));
    byte[] half = Arrays.copyOf(whole, whole.length - 200);
    half[half.length - 2] = (byte) 0xff;
    half[half.length - 1] = (byte) 0xd9;
    Path file = Files.write(folder.resolve("half.jpg"), half);
    assertThrows(WeftException.class, () -> ImageFile.read(file));
  }
}
