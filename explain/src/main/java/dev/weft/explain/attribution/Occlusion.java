package dev.weft.explain.attribution;

import dev.weft.model.Shape;

/**
 * How far the score of a class falls when a window of the image is covered: {@code score(x) - score(x covered)}. A
 * pixel gets the mean over all windows that cover it. See Zeiler and Fergus, <a
 * href="https://arxiv.org/abs/1311.2901">Visualizing and Understanding Convolutional Networks</a> (2014).
 *
 * @param window height and width of the window in pixels; at the right and the lower border it may be cut off
 * @param stride pixels from one window to the next
 * @param ground what covers it
 */
public record Occlusion(int window, int stride, Ground ground) implements AttributionMethod {
  public Occlusion {
    if (window < 1 || stride < 1 || stride > window) {
      throw new IllegalArgumentException(
          "occlusion needs a window of at least 1 pixel and a stride of 1 to the window; received %s and %s."
              .formatted(window, stride));
    }
  }

  /** A window of a quarter of the image's shorter side, moved by half of that, on the colour of its border. */
  public static Occlusion of(Shape image) {
    int window = Math.max(1, Math.round(Math.min(image.size(0), image.size(1)) / 4f));
    return new Occlusion(window, Math.max(1, window / 2), Ground.BORDER);
  }

  @Override
  public String title() {
    return "Occlusion";
  }

  @Override
  public Attribution attribute(ScoredNetwork network, byte[] pixels, int label) {
    Shape image = network.image();
    float[] drops = drops(network, pixels, label);
    float[] map = new float[image.size(0) * image.size(1)];
    int[] covers = new int[map.length];
    for (int i = 0; i < drops.length; i++) {
      int top = i / across(image) * stride;
      int left = i % across(image) * stride;
      for (int y = top; y < Math.min(image.size(0), top + window); y++) {
        for (int x = left; x < Math.min(image.size(1), left + window); x++) {
          map[y * image.size(1) + x] += drops[i];
          covers[y * image.size(1) + x]++;
        }
      }
    }
    for (int i = 0; i < map.length; i++) {
      map[i] /= covers[i];
    }
    return Attribution.ofPixels(this, label, image, map);
  }

  private int down(Shape image) {
    return steps(image.size(0));
  }

  private int across(Shape image) {
    return steps(image.size(1));
  }

  /** As many windows as cover all pixels. */
  private int steps(int size) {
    return 1 + Math.max(0, Math.ceilDiv(size - window, stride));
  }

  /**
   * The fall of the score for each window.
   *
   * @return (windows down, windows across)
   */
  public float[] drops(ScoredNetwork network, byte[] pixels, int label) {
    Shape image = network.image();
    float[] inputs = network.inputs(pixels);
    float[] covering = network.inputs(ground.of(pixels, image));
    float score = network.score(inputs, label);
    float[] drops =
        network.scores(
            down(image) * across(image),
            (number, into, at) -> {
              System.arraycopy(inputs, 0, into, at, inputs.length);
              cover(into, at, number, covering, image);
            },
            label);
    for (int i = 0; i < drops.length; i++) {
      drops[i] = score - drops[i];
    }
    return drops;
  }

  private void cover(float[] inputs, int at, int number, float[] covering, Shape image) {
    int top = number / across(image) * stride;
    int left = number % across(image) * stride;
    int right = Math.min(image.size(1), left + window);
    for (int y = top; y < Math.min(image.size(0), top + window); y++) {
      int row = (y * image.size(1) + left) * image.last();
      System.arraycopy(covering, row, inputs, at + row, (right - left) * image.last());
    }
  }
}
