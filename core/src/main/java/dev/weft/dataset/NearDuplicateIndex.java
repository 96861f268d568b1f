package dev.weft.dataset;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The images of a set, small, so that those which may resemble an image are found quickly, and none is missed.
 *
 * <p>An image p is taken as the vector u = (p - mean) / |p - mean|; two images correlate by r = 1 - |u - v|^2 / 2. Its
 * projection is the sums of u over a grid of at most 8x8 blocks, each divided by the root of the block's size: a
 * projection, so that projections never lie further apart than the images. They are halved again and again along the
 * block in which they vary most, a k-d tree (Bentley, "Multidimensional binary search trees used for associative
 * searching", 1975), of which a search enters only the parts within reach.
 */
final class NearDuplicateIndex {
  private static final int GRID = 8;
  private static final int LEAF = 16; // projections that are looked at one after another

  private final ImageSet set;
  private final float reach;
  private final int down;
  private final int across;
  private final int blocks;
  private final int[] telling; // (blocks): numbers of blocks of the grid, those first in which images vary most
  private final int[] images; // (images of more than one colour): their indices as the tree's leaves have them
  private final float[] projections; // (images.length, blocks), of these images
  private final int[] splits; // (images.length): the block along which the range with this middle is halved
  private final float[] cuts; // (images.length): the least value there in its second half

  /**
   * @param reach how far apart the vectors u of two images may be, more than 0
   */
  NearDuplicateIndex(ImageSet set, double reach) {
    this.set = set;
    this.reach = (float) reach * 1.0001f; // slack for rounding
    this.down = Math.min(GRID, set.height());
    this.across = Math.min(GRID, set.width());
    this.blocks = down * across;
    float[][] all =
        IntStream.range(0, set.size()).parallel().mapToObj(i -> plain(set.image(i))).toArray(float[][]::new);
    this.images = IntStream.range(0, all.length).filter(i -> all[i] != null).toArray();
    this.telling = telling(all);
    IntStream.of(images).forEach(i -> all[i] = arranged(all[i]));
    this.splits = new int[images.length];
    this.cuts = new float[images.length];
    halve(all, 0, images.length);
    this.projections = new float[images.length * blocks];
    for (int i = 0; i < images.length; i++) {
      System.arraycopy(all[images[i]], 0, projections, i * blocks, blocks);
    }
  }

  /** Indices of all images within reach of this one, and of some others. */
  IntStream near(byte[] image) {
    return near(image, other -> true, Integer.MAX_VALUE);
  }

  /**
   * Indices of images within reach of this one, and of some others.
   *
   * @param wanted which of them
   * @param most when so many are found, the search ends
   */
  IntStream near(byte[] image, IntPredicate wanted, int most) {
    float[] plain = plain(image);
    if (plain == null) {
      return IntStream.empty();
    }
    Search search = new Search(arranged(plain), new float[blocks], wanted, most);
    find(search, 0, images.length, 0);
    return search.found.build();
  }

  /** What is looked for, and what is found so far. */
  private static final class Search {
    private final float[] projection;
    private final float[] away; // (blocks): how far from the projection the range lies along each block, at least
    private final IntPredicate wanted;
    private final IntStream.Builder found = IntStream.builder();
    private int left;

    Search(float[] projection, float[] away, IntPredicate wanted, int most) {
      this.projection = projection;
      this.away = away;
      this.wanted = wanted;
      this.left = most;
    }

    void add(int image) {
      if (left > 0 && wanted.test(image)) {
        found.add(image);
        left--;
      }
    }
  }

  /**
   * Searches a range of the images.
   *
   * @param square the sum of the squares of the search's {@code away}
   */
  private void find(Search search, int from, int to, float square) {
    if (search.left == 0) {
      return;
    }
    if (to - from <= LEAF) {
      for (int i = from; i < to; i++) {
        if (isClose(search.projection, i * blocks)) {
          search.add(images[i]);
        }
      }
      return;
    }
    int middle = (from + to) >>> 1;
    int block = splits[middle];
    float beyond = search.projection[block] - cuts[middle];
    float before = search.away[block];
    float further = square - before * before + beyond * beyond;
    boolean inFirst = beyond < 0;
    find(search, inFirst ? from : middle, inFirst ? middle : to, square);
    if (further <= reach * reach) {
      search.away[block] = beyond;
      find(search, inFirst ? middle : from, inFirst ? to : middle, further);
      search.away[block] = before;
    }
  }

  private boolean isClose(float[] projection, int other) {
    float square = 0;
    for (int i = 0; i < blocks; i++) {
      float difference = projection[i] - projections[other + i];
      square += difference * difference;
      if (square > reach * reach) {
        return false;
      }
    }
    return true;
  }

  // ---- a projection

  /** By the grid's rows; null for an image of a single colour. */
  private float[] plain(byte[] image) {
    Moments moments = Moments.of(image);
    if (moments.norm() == 0) {
      return null;
    }
    float[] projection = new float[blocks];
    int line = set.width() * set.channels();
    for (int block = 0; block < blocks; block++) {
      int top = block / across * set.height() / down;
      int bottom = (block / across + 1) * set.height() / down;
      int left = block % across * set.width() / across * set.channels();
      int right = (block % across + 1) * set.width() / across * set.channels();
      long sum = 0;
      for (int y = top; y < bottom; y++) {
        for (int x = left; x < right; x++) {
          sum += image[y * line + x] & 0xFF;
        }
      }
      int size = (bottom - top) * (right - left);
      projection[block] = (float) ((sum - size * moments.mean()) / (Math.sqrt(size) * moments.norm()));
    }
    return projection;
  }

  private float[] arranged(float[] plain) {
    float[] projection = new float[blocks];
    for (int i = 0; i < blocks; i++) {
      projection[i] = plain[telling[i]];
    }
    return projection;
  }

  private int[] telling(float[][] plain) {
    double[] variances = variances(plain, 0, images.length);
    return IntStream.range(0, blocks)
        .boxed()
        .sorted(Comparator.comparingDouble(block -> -variances[block]))
        .mapToInt(block -> block)
        .toArray();
  }

  // ---- the tree

  /** Sorts a range of the images into two halves, and these likewise. */
  private void halve(float[][] all, int from, int to) {
    if (to - from <= LEAF) {
      return;
    }
    double[] variances = variances(all, from, to);
    int block = IntStream.range(0, blocks).reduce((a, b) -> variances[b] > variances[a] ? b : a).orElseThrow();
    long[] keys = new long[to - from]; // the value, in whose order they are sorted, and the image
    for (int i = from; i < to; i++) {
      int bits = Float.floatToIntBits(all[images[i]][block]);
      int rising = bits ^ (bits >> 31 & Integer.MAX_VALUE);
      keys[i - from] = (long) rising << Integer.SIZE | images[i];
    }
    Arrays.sort(keys);
    Arrays.setAll(keys, i -> images[from + i] = (int) keys[i]);
    int middle = (from + to) >>> 1;
    splits[middle] = block;
    cuts[middle] = all[images[middle]][block];
    halve(all, from, middle);
    halve(all, middle, to);
  }

  /** How much the projections of a range of the images vary in each block, times their number. */
  private double[] variances(float[][] all, int from, int to) {
    double[] sums = new double[blocks];
    double[] squares = new double[blocks];
    for (int i = from; i < to; i++) {
      float[] projection = all[images[i]];
      for (int block = 0; block < blocks; block++) {
        sums[block] += projection[block];
        squares[block] += (double) projection[block] * projection[block];
      }
    }
    double[] variances = new double[blocks];
    Arrays.setAll(variances, block -> squares[block] - sums[block] * sums[block] / Math.max(1, to - from));
    return variances;
  }
}
