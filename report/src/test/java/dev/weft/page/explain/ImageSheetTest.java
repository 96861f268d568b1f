package dev.weft.page.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.dataset.ImageSet;
import dev.weft.page.MadeUp;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ImageSheetTest {
  private static BufferedImage image(ImageSheet sheet) throws IOException {
    String base64 = sheet.address().substring(sheet.address().indexOf(',') + 1);
    return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
  }

  @Test
  void greyImagesAreThere() throws IOException {
    ImageSet digits = MadeUp.STROKES.test().range(0, 100);
    ImageSheet sheet = ImageSheet.of(digits, 1_000_000);
    assertEquals(100, sheet.count());
    assertTrue(sheet.address().startsWith("data:image/png;base64,"));
    int slot = 70;
    int x = slot % sheet.columns() * sheet.width() + 14;
    int y = slot / sheet.columns() * sheet.height() + 12;
    assertEquals(digits.image(slot)[12 * 28 + 14] & 0xff, image(sheet).getRaster().getSample(x, y, 0));
  }

  /** Half of them red, half blue: each keeps its colour within its place. */
  @Test
  void imagesInColoursAreJpegOfWholeBlocks() throws IOException {
    byte[] pixels = new byte[40 * 64 * 64 * 3];
    for (int i = 0; i < pixels.length; i++) {
      boolean isRed = i / (64 * 64 * 3) % 2 == 0;
      pixels[i] = (byte) (i % 3 == (isRed ? 0 : 2) ? 230 : 20);
    }
    ImageSet set = ImageSet.of(pixels, new int[40], 64, 64, 3, List.of("a", "b"));
    ImageSheet sheet = ImageSheet.of(set, 1_000_000);
    assertEquals(32, sheet.width());
    assertTrue(sheet.address().startsWith("data:image/jpeg;base64,"));
    BufferedImage image = image(sheet);
    for (int slot = 0; slot < 40; slot++) {
      int colour = image.getRGB(slot % sheet.columns() * 32 + 31, slot / sheet.columns() * 32);
      boolean isRed = (colour >> 16 & 0xff) > (colour & 0xff);
      assertEquals(slot % 2 == 0, isRed, "image " + slot);
    }
  }

  @Test
  void onlyTheFirstAreThereWhereAllWouldBeTooLarge() {
    ImageSet digits = MadeUp.STROKES.test().range(0, 100);
    ImageSheet sheet = ImageSheet.of(digits, 8_000);
    assertTrue(sheet.count() < 100 && sheet.address().length() < 11_000, sheet.count() + " images");
    byte[] noise = new byte[50 * 32 * 32 * 3];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (byte) (i * 2_654_435_761L >> 13);
    }
    ImageSet photographs = ImageSet.of(noise, new int[50], 32, 32, 3, List.of("a", "b"));
    ImageSheet few = ImageSheet.of(photographs, 20_000);
    assertTrue(few.count() >= 1 && few.count() < 50, few.count() + " images");
    assertTrue(Arrays.stream(new int[] {few.width(), few.height()}).allMatch(side -> side == 32));
  }
}
