package dev.weft.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.weft.config.Config;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AugmenterTest {
  private static final ImageShape GREY = new ImageShape(28, 28, 1);
  private static final ImageShape COLOUR = new ImageShape(32, 32, 3);

  /** All that change images of any channels. */
  /** Bytes of the smallest object. */
  private static final long LEAST_OBJECT = 16;

  private static final List<Augmentation> MANY =
      Stream.of(
              Map.of("RandomFlip", "horizontal"),
              Map.of("RandomTranslation", 0.1),
              Map.of("RandomRotation", 0.05),
              Map.of("RandomZoom", 0.1),
              Map.of("RandomShear", 0.1),
              Map.of("RandomCrop", 2),
              Map.of("RandomContrast", 0.2),
              Map.of("RandomBrightness", 0.1),
              Map.of("RandomSharpness", 0.9),
              Map.of("RandomPerspective", Map.of("scale", 0.2)),
              "RandomElasticTransform",
              "RandomGaussianBlur",
              "RandomErasing",
              "RandAugment")
          .map(each -> Config.read(Augmentation.class, each))
          .toList();

  private static float[] image(ImageShape shape, int sample) {
    float[] image = new float[shape.features()];
    for (int i = 0; i < image.length; i++) {
      image[i] = Math.floorMod((37 + sample) * i + 11 * i * i, 256);
    }
    return image;
  }

  private static float[] changed(Augmenter augmenter, ImageShape shape, int epoch, int sample) {
    float[] image = image(shape, sample);
    augmenter.apply(image, 0, 5, epoch, sample);
    return image;
  }

  @Test
  void aChangeIsAFunctionOfSeedEpochAndSample() {
    Augmenter one = Augmenter.of(MANY, COLOUR);
    Augmenter other = Augmenter.of(MANY, COLOUR);
    float[][] forward = new float[8][];
    for (int sample = 0; sample < forward.length; sample++) {
      forward[sample] = changed(one, COLOUR, 2, sample);
    }
    for (int sample = forward.length - 1; sample >= 0; sample--) {
      assertArrayEquals(forward[sample], changed(other, COLOUR, 2, sample));
      assertFalse(Arrays.equals(forward[sample], changed(other, COLOUR, 3, sample)));
    }
  }

  /** The same numbers at any vector width: run with {@code weft.lanes}, too. */
  @ParameterizedTest
  @CsvSource({"28, 28, 1, ce95c32e", "32, 32, 3, 584e7229", "7, 5, 2, ae7963b5"})
  void bitsAreTheSameOnEveryMachine(int height, int width, int channels, String crc) {
    ImageShape shape = new ImageShape(height, width, channels);
    List<Augmentation> list = channels == 2 ? MANY.subList(0, MANY.size() - 1) : MANY;
    Augmenter augmenter = Augmenter.of(list, shape);
    CRC32 found = new CRC32();
    for (int sample = 0; sample < 10; sample++) {
      float[] image = changed(augmenter, shape, 0, sample);
      ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * image.length);
      bytes.asFloatBuffer().put(image);
      found.update(bytes.array());
    }
    assertEquals(crc, Long.toHexString(found.getValue()));
  }

  @Test
  void otherImagesAreLeftAlone() {
    float[] images = new float[3 * GREY.features()];
    Augmenter.of(MANY, GREY).apply(images, GREY.features(), 1, 0, 0);
    for (int i = 0; i < GREY.features(); i++) {
      assertEquals(0, images[i]);
      assertEquals(0, images[2 * GREY.features() + i]);
    }
  }

  @Test
  void allocatesNothing() {
    Augmenter augmenter = Augmenter.of(MANY, GREY);
    float[] image = new float[GREY.features()];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = Long.MAX_VALUE;
    for (int epoch = 0; epoch < 100 && allocated >= LEAST_OBJECT * 200; epoch++) { // until it is compiled
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int sample = 0; sample < 200; sample++) {
        augmenter.apply(image, 0, 1, epoch, sample);
      }
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
    }
    assertTrue(allocated < LEAST_OBJECT * 200, "allocated " + allocated + " bytes for 200 images");
  }
}
