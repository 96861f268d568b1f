package dev.weft.train;

import dev.weft.data.ImageSet;
import dev.weft.data.Scaling;
import dev.weft.engine.Program;
import dev.weft.engine.Team;
import dev.weft.kernel.Pixels;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Brings pictures into a program's input, batch by batch, in an order that is a function of the seed and the epoch
 * alone.
 */
final class Feed {
  /** Pictures in one unit of work. */
  private static final int PICTURES = 8;

  private final ImageSet set;
  private final MemorySegment pixels;
  private final float[] scale;
  private final float[] shift;
  private final float[] pictureWeights;
  private final Program program;
  private final Team team;
  private final byte[] bytes;
  private final int[] order;
  private final int[] labels;
  private final float[] weights;
  private final Team.Task load = this::loadUnit;
  private int first;
  private int samples;

  /**
   * @param pictureWeights (set.size()), or null for ones
   */
  Feed(ImageSet set, Scaling scaling, float[] pictureWeights, Program program, Team team) {
    this.set = set;
    this.pictureWeights = pictureWeights;
    this.program = program;
    this.team = team;
    pixels = set.pixels();
    scale = scaling.scale();
    shift = scaling.offset();
    bytes = new byte[program.batch() * scale.length];
    order = IntStream.range(0, set.size()).toArray();
    labels = new int[program.batch()];
    weights = pictureWeights == null ? null : new float[program.batch()];
  }

  /** The number of batches in an epoch. */
  int steps() {
    return Math.ceilDiv(set.size(), program.batch());
  }

  /** Fisher and Yates's shuffle of all pictures, the same for the same seed and epoch. */
  void shuffle(long seed, int epoch) {
    SplittableRandom random = new SplittableRandom(seed ^ 0x5851f42d4c957f2dL * (epoch + 1));
    Arrays.setAll(order, i -> i);
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
  }

  /** Loads the batch of a step and returns how many pictures it has. */
  int load(int step) {
    first = step * program.batch();
    samples = Math.min(program.batch(), order.length - first);
    for (int i = 0; i < samples; i++) {
      labels[i] = set.label(order[first + i]);
      if (weights != null) {
        weights[i] = pictureWeights[order[first + i]];
      }
    }
    team.run(load, Math.ceilDiv(samples, PICTURES));
    return samples;
  }

  /**
   * Copies the bytes of some pictures, then scales them: copies of scattered pictures wait for memory together, and
   * bytes of one array are read faster; it saves a third of the time.
   */
  private void loadUnit(int unit) {
    int features = scale.length;
    int to = Math.min(samples, (unit + 1) * PICTURES);
    for (int i = unit * PICTURES; i < to; i++) {
      long offset = set.pixelOffset(order[first + i]);
      MemorySegment.copy(pixels, ValueLayout.JAVA_BYTE, offset, bytes, i * features, features);
    }
    for (int i = unit * PICTURES; i < to; i++) {
      Pixels.scale(bytes, i * features, scale, shift, program.input(), i * features);
    }
  }

  /** The labels of the batch. */
  int[] labels() {
    return labels;
  }

  /** The weights of the batch's pictures, or null for ones. */
  float[] weights() {
    return weights;
  }
}
