package dev.weft.page.robustness;

import dev.weft.dataset.ImageSet;
import dev.weft.explain.robustness.Condition;
import dev.weft.page.Sprite;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Test images under conditions, made again for a page. */
final class ChangedImages {
  private static final int MOST_BYTES = 1_500_000;

  /**
   * An image under a condition.
   *
   * @param image its index in the test part
   * @param words what stands below it
   */
  record Shown(Condition condition, int image, String words) {}

  private final List<Shown> shown;
  private final Sprite sprite;

  private ChangedImages(List<Shown> shown, Sprite sprite) {
    this.shown = shown;
    this.sprite = sprite;
  }

  /**
   * @param shown one or more
   */
  static ChangedImages of(List<Shown> shown, ImageSet test, long seed) {
    byte[] pixels = new byte[Math.multiplyExact(shown.size(), test.features())];
    for (int i = 0; i < shown.size(); i++) {
      byte[] one = shown.get(i).condition().of(test, shown.get(i).image(), seed);
      System.arraycopy(one, 0, pixels, i * one.length, one.length);
    }
    ImageSet set =
        ImageSet.of(pixels, new int[shown.size()], test.height(), test.width(), test.channels(), List.of("any"));
    Sprite sprite = Sprite.of(set, IntStream.range(0, shown.size()).toArray(), MOST_BYTES);
    return new ChangedImages(new ArrayList<>(shown), sprite);
  }

  Sprite sprite() {
    return sprite;
  }

  /** Those that fit into the page. */
  List<Shown> shown() {
    return shown.subList(0, sprite.count());
  }

  String place(int slot) {
    return sprite.place(slot);
  }
}
