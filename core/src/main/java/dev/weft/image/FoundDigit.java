package dev.weft.image;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The digit of a photograph.
 *
 * @param part where it is
 * @param ink of the whole photograph
 * @param level the ink of its darkest places
 * @param isLight whether it is lighter than its ground
 * @param score how much it looks like a written digit among other things; the more, the better
 */
record FoundDigit(InkPart part, Ink ink, float level, boolean isLight, double score) {
  /** Ink is found by squares of these parts of the longer side, so that wide and narrow strokes are. */
  private static final double[] REACHES = {0.125, 0.045};

  /** Less ink than this is noise, in any photograph. */
  private static final int LEAST_INK = 10;

  /** A thing that stands out less from what is around it is no writing. */
  private static final int LEAST_CONTRAST = 20;

  /** Of the ink of a thing's darkest places, what its edge has. */
  private static final float EDGE = 0.45f;

  /** The part of all places that a digit has at least. */
  private static final double LEAST_AREA = 0.0004;

  private static final double LEAST_SIZE = 0.04;

  /** Strokes belong together that are nearer than this part of their size. */
  private static final double JOIN = 0.1;

  private static final int MOST_PARTS = 40;

  /** What ink counts that is light on a light photograph, or dark on a dark one. */
  private static final double UNUSUAL = 0.4;

  /**
   * Looks for it.
   *
   * @param colours (colours)(height, width), 0 to 255
   */
  static Optional<FoundDigit> in(float[][] colours, int height, int width) {
    List<FoundDigit> candidates = new ArrayList<>();
    boolean isDark = median(colours) < 128;
    for (double part : REACHES) {
      int reach = Math.max(2, (int) (part * Math.max(height, width)));
      for (boolean isLight : new boolean[] {false, true}) {
        candidates.addAll(candidates(colours, Ink.of(colours, height, width, reach, isLight), isLight, isDark));
      }
    }
    return candidates.stream().max(Comparator.comparingDouble(FoundDigit::score));
  }

  private static int median(float[][] colours) {
    int[] counts = new int[256];
    for (float[] colour : colours) {
      for (float value : colour) {
        counts[(int) value]++;
      }
    }
    return InkPart.median(counts);
  }

  private static List<FoundDigit> candidates(float[][] colours, Ink ink, boolean isLight, boolean isDark) {
    int height = ink.height();
    int width = ink.width();
    boolean[] mask = mask(ink);
    RuledLines.remove(mask, height, width);
    List<FoundDigit> found = new ArrayList<>();
    for (InkPart part : joined(InkPart.of(mask, height, width), mask, height, width)) {
      float level = level(ink, part);
      double contrast = Math.min(level, part.contrast(colours, height, width, isLight));
      double score = score(part, contrast, height, width) * (isLight == isDark ? 1 : UNUSUAL);
      if (score > 0) {
        found.add(new FoundDigit(part, ink, level, isLight, score));
      }
    }
    return found;
  }

  /** What hangs together has an edge of its own, so that faint lines do not tie a digit to the rest. */
  private static boolean[] mask(Ink ink) {
    int usual = ink.quantile(0.5);
    int noise = Math.max(2, usual - ink.quantile(0.16));
    boolean[] mask = new boolean[ink.values().length];
    for (InkPart region : InkPart.of(ink.above(Math.max(LEAST_INK, usual + 4 * noise)), ink.height(), ink.width())) {
      if (region.area() > 8) {
        float edge = EDGE * level(ink, region);
        for (int[] places : region.places()) {
          for (int place : places) {
            mask[place] = ink.values()[place] >= edge;
          }
        }
      }
    }
    return mask;
  }

  /** So that a few dark specks do not count, and a few lighter things do not either. */
  private static float level(Ink ink, InkPart region) {
    int[] counts = new int[256];
    for (int[] places : region.places()) {
      for (int place : places) {
        counts[(int) ink.values()[place]]++;
      }
    }
    long enough = Math.min(region.area() / 4, (long) (LEAST_AREA * ink.values().length));
    int level = 255;
    for (long sum = counts[level]; sum < enough; sum += counts[--level]) {}
    return level;
  }

  /** Strokes of one digit that do not quite meet are one part. */
  private static List<InkPart> joined(List<InkPart> parts, boolean[] mask, int height, int width) {
    List<InkPart> rest = new ArrayList<>();
    for (InkPart part : parts) {
      if (part.area() >= 0.05 * LEAST_AREA * mask.length) {
        rest.add(part);
      }
    }
    rest.sort(Comparator.comparingInt(InkPart::area).reversed());
    List<InkPart> joined = new ArrayList<>();
    while (!rest.isEmpty() && joined.size() < MOST_PARTS) {
      joined.add(grown(rest.removeFirst(), rest, height, width));
    }
    return joined;
  }

  /** A part with the others that are near it, which leave the list. */
  private static InkPart grown(InkPart seed, List<InkPart> rest, int height, int width) {
    InkPart whole = seed;
    if (seed.touchesEdge(height, width) || seed.size() > 0.8 * Math.max(height, width)) {
      return seed;
    }
    for (int i = 0; i < rest.size(); i++) {
      InkPart other = rest.get(i);
      double reach = JOIN * whole.size();
      if (other.area() > 0.02 * whole.area()
          && !other.touchesEdge(height, width)
          && whole.gap(other) <= reach
          && whole.isNear(other, reach, width)) {
        whole = whole.with(other);
        rest.remove(i);
        i = -1;
      }
    }
    return whole;
  }

  private static double score(InkPart part, double contrast, int height, int width) {
    if (contrast < LEAST_CONTRAST
        || part.area() < LEAST_AREA * height * width
        || part.size() < LEAST_SIZE * Math.max(height, width)) {
      return 0;
    }
    int high = part.bottom() - part.top();
    int wide = part.right() - part.left();
    double stroke = Distance.strokeWidth(part.mask(width), high, wide) / part.size();
    double score = contrast * Math.sqrt((double) part.size() / Math.max(height, width));
    score *= Math.clamp((0.45 - stroke) / 0.15, 0.01, 1); // a blob is no stroke
    if (part.touchesEdge(height, width)) {
      score *= 0.1;
    }
    if (wide > 2.5 * high || Math.min(wide, high) < 0.05 * part.size()) {
      score *= 0.1;
    }
    if (high > 0.8 * height && wide > 0.8 * width) {
      score *= 0.3; // the edge of a page
    }
    if (part.places().size() > 4) {
      score *= 0.3;
    }
    return score;
  }
}
