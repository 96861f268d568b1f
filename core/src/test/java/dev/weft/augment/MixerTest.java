package dev.weft.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MixerTest {
  private static final ImageShape SHAPE = new ImageShape(20, 10, 1);
  private static final int BATCH = 8;

  static List<Mixing> mixings() {
    return List.of(MixUp.of(), CutMix.of());
  }

  /** Image i has the value i in each pixel. */
  private static float[] images() {
    float[] images = new float[BATCH * SHAPE.features()];
    for (int i = 0; i < BATCH; i++) {
      Arrays.fill(images, i * SHAPE.features(), (i + 1) * SHAPE.features(), i);
    }
    return images;
  }

  private static Mixer drawn(Mixing mixing, long seed, int epoch, int step) {
    Mixer mixer = mixing.of(SHAPE, BATCH);
    mixer.draw(seed, epoch, step, BATCH);
    return mixer;
  }

  private static float[] mixtures(Mixer mixer) {
    float[] mixtures = new float[BATCH * SHAPE.features()];
    IntStream.range(0, BATCH).forEach(i -> mixer.mix(images(), i, mixtures));
    return mixtures;
  }

  @ParameterizedTest
  @MethodSource("mixings")
  void eachImageIsThePartnerOfOne(Mixing mixing) {
    int[] partners = IntStream.range(0, BATCH).map(drawn(mixing, 1, 0, 0)::partner).sorted().toArray();
    assertArrayEquals(IntStream.range(0, BATCH).toArray(), partners);
  }

  @ParameterizedTest
  @MethodSource("mixings")
  void isAFunctionOfSeedEpochAndStep(Mixing mixing) {
    float[] mixtures = mixtures(drawn(mixing, 1, 2, 3));
    Mixer again = drawn(mixing, 9, 9, 9);
    again.draw(1, 2, 3, BATCH);
    assertArrayEquals(mixtures, mixtures(again));
    assertFalse(Arrays.equals(mixtures, mixtures(drawn(mixing, 2, 2, 3))));
    assertFalse(Arrays.equals(mixtures, mixtures(drawn(mixing, 1, 3, 3))));
    assertFalse(Arrays.equals(mixtures, mixtures(drawn(mixing, 1, 2, 4))));
  }

  /** The mean of a mixture of two even images is the sum of both by their shares; a piece has whole pixels. */
  @ParameterizedTest
  @MethodSource("mixings")
  void sharesAreThoseOfTheImages(Mixing mixing) {
    for (int step = 0; step < 20; step++) {
      Mixer mixer = drawn(mixing, 1, 0, step);
      float[] mixtures = mixtures(mixer);
      for (int i = 0; i < BATCH; i++) {
        double mean = 0;
        for (int f = 0; f < SHAPE.features(); f++) {
          mean += mixtures[i * SHAPE.features() + f] / SHAPE.features();
        }
        int partner = mixer.partner(i);
        double wholePixels = mixing instanceof CutMix ? 0.16 * Math.abs(i - partner) : 0;
        assertEquals(mixer.share(i) * i + (1 - mixer.share(i)) * partner, mean, wholePixels + 1e-5);
      }
    }
  }

  @Test
  void aPieceHasTheProportionsOfTheImageAndNothingElseOfItChanges() {
    Mixer mixer = drawn(CutMix.of(), 4, 0, 0);
    float[] mixtures = mixtures(mixer);
    for (int i = 0; i < BATCH; i++) {
      int width = 0;
      int height = 0;
      for (int y = 0; y < SHAPE.height(); y++) {
        int others = 0;
        for (int x = 0; x < SHAPE.width(); x++) {
          float pixel = mixtures[i * SHAPE.features() + y * SHAPE.width() + x];
          others += pixel == mixer.partner(i) && mixer.partner(i) != i ? 1 : 0;
          assertTrue(pixel == i || pixel == mixer.partner(i));
        }
        width = Math.max(width, others);
        height += others > 0 ? 1 : 0;
      }
      assertEquals(mixer.partner(i) == i ? 0 : height, 2.0 * width, 2);
    }
  }

  @Test
  void aBatchOfOneIsLeftAsItIs() {
    for (Mixing mixing : mixings()) {
      Mixer mixer = mixing.of(SHAPE, BATCH);
      mixer.draw(1, 0, 0, 1);
      float[] mixture = new float[SHAPE.features()];
      float[] image = new float[SHAPE.features()];
      Arrays.fill(image, 7);
      mixer.mix(image, 0, mixture);
      assertArrayEquals(image, mixture, 1e-5f);
    }
  }

  private static Mixer of(Augmentation... augmentations) {
    return Mixing.mixer(List.of(augmentations), SHAPE, BATCH).orElseThrow();
  }

  /** What a mixer makes of each of the first batches. */
  private static List<List<Float>> batches(Mixer mixer) {
    return IntStream.range(0, 300)
        .mapToObj(step -> {
          mixer.draw(1, 0, step, BATCH);
          return floats(mixtures(mixer));
        })
        .toList();
  }

  private static List<Float> floats(float[] values) {
    return IntStream.range(0, values.length).mapToObj(i -> values[i]).toList();
  }

  @Test
  void ofSeveralOneIsChosenForEachBatchAllAlike() {
    List<List<Float>> chosen = batches(of(MixUp.of(), RandomFlip.of(), CutMix.of()));
    List<List<Float>> blended = batches(of(MixUp.of()));
    List<List<Float>> cut = batches(of(CutMix.of()));
    int blends = 0;
    for (int step = 0; step < chosen.size(); step++) {
      boolean isBlend = chosen.get(step).equals(blended.get(step));
      assertTrue(isBlend || chosen.get(step).equals(cut.get(step)), "step " + step);
      blends += isBlend ? 1 : 0;
    }
    assertEquals(150, blends, 35); // four standard deviations of 300 coins
  }

  @Test
  void aRateLeavesSomeBatchesAsTheyAre() {
    Mixer mixer = of(RandomApply.of(List.of(RandomApply.of(List.of(MixUp.of())))));
    List<List<Float>> batches = batches(mixer);
    int left = (int) batches.stream().filter(floats(images())::equals).count();
    assertEquals(225, left, 30);
    mixer.draw(
        1,
        0,
        IntStream.range(0, 300).filter(step -> batches.get(step).equals(floats(images()))).findFirst().orElseThrow(),
        BATCH);
    assertEquals(1, mixer.share(3));
    assertEquals(3, mixer.partner(3));
  }

  @Test
  void whatIsNoMixingMixesNothing() {
    assertTrue(Mixing.mixer(List.of(RandomFlip.of(), RandomApply.of(List.of(RandomFlip.of()))), SHAPE, 1).isEmpty());
  }
}
