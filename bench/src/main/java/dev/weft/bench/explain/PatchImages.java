package dev.weft.bench.explain;

import dev.weft.SplitMix64;
import dev.weft.dataset.ImageSet;
import java.util.ArrayList;
import java.util.List;

/**
 * Made-up images of which the truth is known: a patch with a pattern decides the class, among noise and bright dots.
 *
 * @param set the images
 * @param truths (height, width) each: 1 in the patch, else 0
 */
record PatchImages(ImageSet set, List<float[]> truths) {
  static final int SIDE = 28;
  static final List<String> CLASSES = List.of("rows", "columns", "ring", "cross");
  private static final int PATCH = 6;
  private static final int DOTS = 12;

  static PatchImages of(int count, long seed) {
    byte[] pixels = new byte[count * SIDE * SIDE];
    int[] labels = new int[count];
    List<float[]> truths = new ArrayList<>();
    for (int image = 0; image < count; image++) {
      SplitMix64 random = SplitMix64.of(seed, "patch", image);
      labels[image] = image % CLASSES.size();
      truths.add(draw(pixels, image * SIDE * SIDE, labels[image], random));
    }
    return new PatchImages(ImageSet.of(pixels, labels, SIDE, SIDE, 1, CLASSES), truths);
  }

  private static float[] draw(byte[] pixels, int at, int label, SplitMix64 random) {
    float[] truth = new float[SIDE * SIDE];
    for (int i = 0; i < truth.length; i++) {
      pixels[at + i] = (byte) random.below(80);
    }
    for (int dot = 0; dot < DOTS; dot++) {
      pixels[at + random.below(truth.length)] = (byte) (180 + random.below(76));
    }
    int corner = random.below(SIDE - PATCH + 1) * SIDE + random.below(SIDE - PATCH + 1);
    for (int y = 0; y < PATCH; y++) {
      for (int x = 0; x < PATCH; x++) {
        int i = corner + y * SIDE + x;
        truth[i] = 1;
        pixels[at + i] = (byte) ((isBright(label, y, x) ? 180 : 0) + random.below(76));
      }
    }
    return truth;
  }

  private static boolean isBright(int label, int y, int x) {
    return switch (label) {
      case 0 -> y % 2 == 0;
      case 1 -> x % 2 == 0;
      case 2 -> y == 0 || x == 0 || y == PATCH - 1 || x == PATCH - 1;
      default -> y == x || y == PATCH - 1 - x;
    };
  }
}
