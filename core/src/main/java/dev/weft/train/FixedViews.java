package dev.weft.train;

import dev.weft.augment.Augmentation;
import dev.weft.augment.FixedView;
import dev.weft.augment.RandomFlip;
import java.util.ArrayList;
import java.util.List;

/**
 * Views without chance: an image shifted by some pixels to each of four sides, and all of these mirrored, too.
 *
 * @param all of them but the image itself
 */
public record FixedViews(List<FixedView> all) implements ImageViews {
  public FixedViews {
    all = List.copyOf(all);
    Fit.atLeastOne("views", all.size());
  }

  /**
   * All mirrorings of all shifts.
   *
   * @param flip which way; null for none
   * @param shift by so many pixels; 0 for none
   * @throws IllegalArgumentException if there is neither
   */
  public static FixedViews of(RandomFlip.Mode flip, int shift) {
    int[][] shifts =
        shift == 0 ? new int[][] {{0, 0}} : new int[][] {{0, 0}, {-shift, 0}, {shift, 0}, {0, -shift}, {0, shift}};
    boolean mirrors = flip != null && flip != RandomFlip.Mode.VERTICAL;
    boolean turns = flip != null && flip != RandomFlip.Mode.HORIZONTAL;
    List<FixedView> all = new ArrayList<>();
    for (int[] by : shifts) {
      all.add(new FixedView(false, false, by[0], by[1]));
      if (flip != null) {
        all.add(new FixedView(mirrors, turns, by[0], by[1]));
      }
    }
    return new FixedViews(all.subList(1, all.size()));
  }

  @Override
  public int count() {
    return all.size();
  }

  @Override
  public List<Augmentation> changes(int view) {
    return List.of(all.get(view));
  }

  @Override
  public long seed() {
    return 0;
  }
}
