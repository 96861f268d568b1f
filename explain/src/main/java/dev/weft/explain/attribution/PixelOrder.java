package dev.weft.explain.attribution;

import dev.weft.model.Shape;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Covers and shows the pixels of one image in the order of maps, and asks a model about each step. */
final class PixelOrder {
  /** Numbers of inputs that wait for an answer together: 32 MB. */
  private static final int MOST = 8_000_000;

  /** Logarithms of smaller probabilities are taken as that of this one. */
  private static final double LEAST = Float.MIN_NORMAL;

  private final AskedModel asked;
  private final int channels;
  private final float[] image;
  private final float[] covering;
  private final float[] ties;
  private final int steps;

  /**
   * @param pixels (height, width, channels)
   * @param ground what covers pixels
   * @param ties (height, width): decides the order of pixels that a map has at the same height
   * @param steps from the whole image to none, at least 1
   */
  PixelOrder(AskedModel asked, byte[] pixels, Shape shape, Ground ground, float[] ties, int steps) {
    this.asked = asked;
    this.ties = ties;
    this.steps = steps;
    channels = shape.last();
    image = asked.inputs(pixels);
    covering = asked.inputs(ground.of(pixels, shape));
  }

  /**
   * The curves of each map, and of each class.
   *
   * @param maps (height, width) each
   * @return (maps, classes)
   */
  List<List<PixelCurves>> curves(List<float[]> maps) {
    Questions questions = new Questions(2 * (steps + 1) * maps.size());
    for (float[] map : maps) {
      int[] order = order(map);
      ask(image, covering, order, questions);
      ask(covering, image, order, questions);
    }
    questions.answer();
    return IntStream.range(0, maps.size()).mapToObj(i -> ofEachClass(questions.probabilities, i)).toList();
  }

  /** Images that come one by one and are asked about together, as many as memory allows. */
  private final class Questions {
    private final float[] probabilities;
    private final float[] waiting;
    private int count;
    private int answered;

    Questions(int images) {
      probabilities = new float[images * asked.classes()];
      waiting = new float[Math.clamp(MOST / image.length, 1, images) * image.length];
    }

    void add(float[] inputs) {
      System.arraycopy(inputs, 0, waiting, count++ * inputs.length, inputs.length);
      if ((count + 1) * inputs.length > waiting.length) {
        answer();
      }
    }

    void answer() {
      if (count > 0) {
        int numbers = count * image.length;
        float[] answers = asked.probabilities(numbers == waiting.length ? waiting : Arrays.copyOf(waiting, numbers));
        System.arraycopy(answers, 0, probabilities, answered, answers.length);
        answered += answers.length;
        count = 0;
      }
    }
  }

  /** The highest first. */
  private int[] order(float[] map) {
    return IntStream.range(0, map.length)
        .boxed()
        .sorted(
            Comparator.<Integer>comparingDouble(pixel -> 0.0 - map[pixel]).thenComparingDouble(pixel -> -ties[pixel]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** About every step from one image to another. */
  private void ask(float[] from, float[] to, int[] order, Questions questions) {
    float[] now = from.clone();
    int done = 0;
    for (int step = 0; step <= steps; step++) {
      int end = (int) ((long) order.length * step / steps);
      for (; done < end; done++) {
        System.arraycopy(to, order[done] * channels, now, order[done] * channels, channels);
      }
      questions.add(now);
    }
  }

  private List<PixelCurves> ofEachClass(float[] probabilities, int map) {
    return IntStream.range(0, asked.classes()).mapToObj(label -> ofClass(probabilities, map, label)).toList();
  }

  private PixelCurves ofClass(float[] probabilities, int map, int label) {
    double[] deletion = new double[steps + 1];
    double[] insertion = new double[steps + 1];
    double[] odds = new double[steps + 1];
    for (int step = 0; step <= steps; step++) {
      int deleted = (2 * map * (steps + 1) + step) * asked.classes();
      int inserted = deleted + (steps + 1) * asked.classes();
      deletion[step] = probabilities[deleted + label];
      insertion[step] = probabilities[inserted + label];
      odds[step] = logarithmOfOdds(probabilities, inserted, label) - logarithmOfOdds(probabilities, deleted, label);
    }
    return new PixelCurves(deletion, insertion, PixelCurves.area(odds));
  }

  private double logarithmOfOdds(float[] probabilities, int at, int label) {
    double others = 0;
    for (int i = 0; i < asked.classes(); i++) {
      others += i == label ? 0 : probabilities[at + i];
    }
    return Math.log(Math.max(LEAST, probabilities[at + label])) - Math.log(Math.max(LEAST, others));
  }
}
