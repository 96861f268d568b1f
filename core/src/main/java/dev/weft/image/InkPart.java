package dev.weft.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Places that hang together, also by their corners.
 *
 * @param places indices into the mask
 * @param bottom the first row below it
 * @param right the first column right of it
 */
record InkPart(List<int[]> places, int area, int top, int left, int bottom, int right) {
  /** The parts of a mask (height, width). */
  static List<InkPart> of(boolean[] mask, int height, int width) {
    boolean[] seen = new boolean[mask.length];
    List<InkPart> parts = new ArrayList<>();
    int[] stack = new int[mask.length];
    for (int start = 0; start < mask.length; start++) {
      if (mask[start] && !seen[start]) {
        parts.add(from(start, mask, seen, stack, height, width));
      }
    }
    return parts;
  }

  private static InkPart from(int start, boolean[] mask, boolean[] seen, int[] queue, int height, int width) {
    int count = 1;
    queue[0] = start;
    seen[start] = true;
    int top = height;
    int left = width;
    int bottom = 0;
    int right = 0;
    for (int next = 0; next < count; next++) {
      int y = queue[next] / width;
      int x = queue[next] % width;
      top = Math.min(top, y);
      bottom = Math.max(bottom, y + 1);
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      for (int row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
        for (int column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
          int at = row * width + column;
          if (mask[at] && !seen[at]) {
            seen[at] = true;
            queue[count++] = at;
          }
        }
      }
    }
    return new InkPart(List.of(Arrays.copyOf(queue, count)), count, top, left, bottom, right);
  }

  /** Both as one. */
  InkPart with(InkPart other) {
    List<int[]> all = new ArrayList<>(places);
    all.addAll(other.places);
    return new InkPart(
        all,
        area + other.area,
        Math.min(top, other.top),
        Math.min(left, other.left),
        Math.max(bottom, other.bottom),
        Math.max(right, other.right));
  }

  /** The longer side. */
  int size() {
    return Math.max(bottom - top, right - left);
  }

  /** How far the boxes of two parts are apart; 0 if they meet. */
  int gap(InkPart other) {
    int down = Math.max(0, Math.max(top - other.bottom, other.top - bottom));
    int across = Math.max(0, Math.max(left - other.right, other.left - right));
    return Math.max(down, across);
  }

  /** Whether some place of the other is not farther than this from one of this part's. */
  boolean isNear(InkPart other, double reach, int width) {
    int by = (int) Math.ceil(reach) + 1;
    int wide = right - left + 2 * by;
    boolean[] mask = new boolean[(bottom - top + 2 * by) * wide];
    for (int[] some : places) {
      for (int place : some) {
        mask[(place / width - top + by) * wide + place % width - left + by] = true;
      }
    }
    float[] distance = Distance.to(true, mask, bottom - top + 2 * by, wide);
    for (int[] some : other.places) {
      for (int place : some) {
        int y = place / width - top + by;
        int x = place % width - left + by;
        if (y >= 0 && y < bottom - top + 2 * by && x >= 0 && x < wide && distance[y * wide + x] <= reach) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * How far the part stands out from what is around it, in the colour where that is most. Paper between two dark things
   * does not stand out: there is more paper around.
   *
   * @param colours (colours)(height, width)
   * @return below 0 where most of what is around has more ink
   */
  double contrast(float[][] colours, int height, int width, boolean isLight) {
    boolean[] own = new boolean[height * width];
    for (int[] some : places) {
      for (int place : some) {
        own[place] = true;
      }
    }
    int around = size() / 3 + 4;
    double most = -255;
    for (float[] colour : colours) {
      int[] inside = new int[256];
      int[] outside = new int[256];
      for (int y = Math.max(0, top - around); y < Math.min(height, bottom + around); y++) {
        for (int x = Math.max(0, left - around); x < Math.min(width, right + around); x++) {
          int at = y * width + x;
          (own[at] ? inside : outside)[Math.clamp(Math.round(colour[at]), 0, 255)]++;
        }
      }
      int ground = median(outside);
      int less = (ground - median(inside)) * (isLight ? -1 : 1);
      most = Math.max(most, isLight ? less : less * 255 / Math.max(ground, Ink.DIM));
    }
    return most;
  }

  static int median(int[] counts) {
    long all = 0;
    for (int count : counts) {
      all += count;
    }
    int value = 0;
    for (long sum = counts[0]; 2 * sum < all; sum += counts[++value]) {}
    return value;
  }

  boolean touchesEdge(int height, int width) {
    return top == 0 || left == 0 || bottom == height || right == width;
  }

  /** The part alone, in its box: (bottom - top, right - left). */
  boolean[] mask(int width) {
    boolean[] mask = new boolean[(bottom - top) * (right - left)];
    for (int[] some : places) {
      for (int place : some) {
        mask[(place / width - top) * (right - left) + place % width - left] = true;
      }
    }
    return mask;
  }
}
