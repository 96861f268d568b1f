package dev.weft.explain.outlier;

import dev.weft.SplitMix64;
import dev.weft.dataset.ImageSet;
import java.util.Arrays;
import java.util.Locale;

/** Images as large as those of a set which show nothing of what they show. */
public enum OtherImages {
  /** Each image of the set with light and dark exchanged. */
  INVERTED("the test images inverted"),

  /** Each image of the set with its pixels in an order of chance. */
  SHUFFLED("the test images with their pixels in another order"),

  /** Bytes of chance, as many images as the set has. */
  NOISE("noise"),

  /** One brightness each, from 0 to 255. */
  BLANK("images of one brightness");

  private final String words;

  OtherImages(String words) {
    this.words = words;
  }

  /** What they are, for a person. */
  public String words() {
    return words;
  }

  /** What a program calls them. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Makes them.
   *
   * @param seed decides what is left to chance
   */
  public ImageSet of(ImageSet set, long seed) {
    int count = this == BLANK ? 256 : set.size();
    byte[] pixels = new byte[Math.multiplyExact(count, set.features())];
    for (int i = 0; i < count; i++) {
      byte[] image = image(set, i, SplitMix64.of(seed, key(), i));
      System.arraycopy(image, 0, pixels, i * image.length, image.length);
    }
    return ImageSet.of(pixels, new int[count], set.height(), set.width(), set.channels(), set.classNames());
  }

  private byte[] image(ImageSet set, int i, SplitMix64 random) {
    byte[] image = this == INVERTED || this == SHUFFLED ? set.image(i) : new byte[set.features()];
    switch (this) {
      case INVERTED -> {
        for (int at = 0; at < image.length; at++) {
          image[at] = (byte) ~image[at];
        }
      }
      case SHUFFLED -> shuffle(image, set.channels(), random);
      case NOISE -> {
        for (int at = 0; at < image.length; at++) {
          image[at] = (byte) random.nextInt(256);
        }
      }
      case BLANK -> Arrays.fill(image, (byte) i);
    }
    return image;
  }

  /** The channels of a pixel stay together. */
  private static void shuffle(byte[] image, int channels, SplitMix64 random) {
    for (int pixel = image.length / channels - 1; pixel > 0; pixel--) {
      int other = random.nextInt(pixel + 1);
      for (int channel = 0; channel < channels; channel++) {
        byte value = image[pixel * channels + channel];
        image[pixel * channels + channel] = image[other * channels + channel];
        image[other * channels + channel] = value;
      }
    }
  }
}
