package dev.weft.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of JPEG file, against Pillow's values, which are libjpeg's; jpegs.py beside the files made both. */
class JpegDecoderTest {
  private static final int WHOLE = Integer.MAX_VALUE;

  static Stream<String> files() throws IOException {
    return Files.readAllLines(ImageFileTest.fixture("prepared/jpegs.csv")).stream();
  }

  private static byte[] content(String name) throws IOException {
    return Files.readAllBytes(ImageFileTest.fixture("prepared/" + name));
  }

  private static Image read(byte[] content, int leastHeight, int leastWidth) throws IOException, UnusualJpeg {
    return JpegDecoder.read(MemorySegment.ofArray(content), leastHeight, leastWidth);
  }

  private static byte[] inColour(Image image) {
    return new Preparation(image.height(), image.width(), 3, Resize.STRETCH, Resampling.AREA, Ground.WHITE)
        .apply(image);
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyValueIsThatOfPillow(String line) throws IOException, UnusualJpeg {
    String[] row = line.split(",");
    assertArrayEquals(Base64.getDecoder().decode(row[1]), inColour(read(content(row[0]), WHOLE, WHOLE)));
  }

  @ParameterizedTest
  @MethodSource("files")
  void aReducedImageHasTheMeansOfTheWhole(String line) throws IOException, UnusualJpeg {
    String[] row = line.split(",");
    byte[] expected = Base64.getDecoder().decode(row[2]);
    for (int factor : new int[] {1, 2}) {
      Image image = read(content(row[0]), 67 / factor, 85 / factor);
      assertEquals(factor, image.original().factor());
      byte[] small = new Preparation(8, 8, 3, Resize.STRETCH, Resampling.AREA, Ground.WHITE).apply(image);
      double sum = 0;
      for (int i = 0; i < small.length; i++) {
        sum += Math.abs((small[i] & 0xff) - (expected[i] & 0xff));
      }
      assertTrue(sum / small.length < 1.5 * factor, "a mean difference of " + sum / small.length + " at " + factor);
    }
  }

  @Test
  void anEighthIsTheMeanOfEachBlock() throws IOException, UnusualJpeg {
    Image image = read(content("jpeg-444.jpg"), 1, 1);
    assertEquals("9x11 of 8", image.height() + "x" + image.width() + " of " + image.original().factor());
    Image whole = read(content("jpeg-444.jpg"), WHOLE, WHOLE);
    for (int channel = 0; channel < 3; channel++) {
      double sum = 0;
      for (int i = 0; i < 64; i++) {
        sum += whole.pixels()[(i / 8 * 85 + i % 8) * 3 + channel] & 0xff;
      }
      assertEquals(sum / 64, image.pixels()[channel] & 0xff, 3);
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void damagedFilesAreLeftToAnotherReader(String line) throws IOException {
    byte[] whole = content(line.split(",")[0]);
    Random random = new Random(line.hashCode());
    for (int i = 0; i < 20; i++) {
      byte[] mutant = whole.clone();
      mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
      try {
        ImageFile.read(mutant, 4, 4);
      } catch (WeftException e) {
        assertTrue(e.getMessage().endsWith("."), e.getMessage());
      }
      byte[] cut = Arrays.copyOf(whole, whole.length - 3 - random.nextInt(whole.length / 2));
      assertThrows(WeftException.class, () -> ImageFile.read(cut, 4, 4));
    }
  }

  @Test
  void aSmallFileThatNamesAnAbsurdSizeIsRefusedBeforeMemoryIsTaken() throws IOException {
    for (String name : new String[] {"jpeg-420.jpg", "jpeg-progressive-420.jpg"}) {
      byte[] bomb = content(name);
      int frame = 0;
      while (bomb[frame] != -1 || (bomb[frame + 1] != (byte) 0xc0 && bomb[frame + 1] != (byte) 0xc2)) {
        frame++;
      }
      Arrays.fill(bomb, frame + 5, frame + 9, (byte) 60);
      WeftException e = assertThrows(WeftException.class, () -> ImageFile.read(bomb, 8, 8));
      assertTrue(e.getMessage().contains("15420 x 15420"), e.getMessage());
    }
  }
}
