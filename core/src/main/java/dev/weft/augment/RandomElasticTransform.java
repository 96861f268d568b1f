package dev.weft.augment;

import dev.weft.SplitMix64;

/**
 * Bends an image, with a probability drawn from the factor: pixel (y, x) is read at {@code (y + alpha dy, x + alpha
 * dx)}. {@code dx} and {@code dy} are normal numbers times {@code sigma}, blurred by a bell curve of {@code sigma}
 * pixels. {@code alpha = 0.1 d max(height, width)} and {@code sigma = 0.05 d min(height, width)}, where {@code d} is
 * drawn from the scale. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_elastic_transform/">Keras</a>.
 *
 * @param factor from 0 to 1; one number f means [0, f]; 1 by default
 * @param scale from 0 to 1; one number s means [0, s]; 1 by default
 * @param interpolation bilinear by default
 * @param fillMode what stands beyond the edges; reflect by default
 * @param fillValue what {@link FillMode#CONSTANT} fills with; 0 by default
 * @param valueRange what values a pixel can have; [0, 255] by default
 */
public record RandomElasticTransform(
    Factor factor,
    Factor scale,
    Interpolation interpolation,
    FillMode fillMode,
    double fillValue,
    ValueRange valueRange)
    implements Augmentation {
  public RandomElasticTransform {
    factor.requireWithin(0, 1, "RandomElasticTransform", "factor");
    scale.requireWithin(0, 1, "RandomElasticTransform", "scale");
  }

  public static RandomElasticTransform of() {
    return new RandomElasticTransform(
        Factor.of(1), Factor.of(1), Interpolation.BILINEAR, FillMode.REFLECT, 0, ValueRange.BYTES);
  }

  @Override
  public ImageChange on(ImageShape shape) {
    Bending bending = new Bending(shape);
    Range often = factor.fromZero();
    Range strength = scale.fromZero();
    return (images, at, random) -> {
      if (often.happens(random)) {
        bending.draw(strength.draw(random), random);
        bending.apply(images, at);
      }
      valueRange.clip(images, at, at + shape.features());
    };
  }

  /** The arrays that one thread works in. */
  final class Bending {
    private static final int TAPS_IN_SIGMAS = 6;

    final float[] dx;
    final float[] dy;
    private final ImageShape shape;
    private final Warp warp;
    private final Blur blur;
    private final float[][] bells;
    private double alpha;
    private double sigma;

    Bending(ImageShape shape) {
      this.shape = shape;
      warp = new Warp(shape, fillMode, fillValue, interpolation);
      ImageShape plane = new ImageShape(shape.height(), shape.width(), 1);
      blur = new Blur(plane);
      dx = new float[plane.features()];
      dy = new float[plane.features()];
      scaled(scale.upper());
      bells = new float[taps() / 2 + 1][];
      for (int i = 0; i < bells.length; i++) {
        bells[i] = new float[2 * i + 1];
      }
    }

    void scaled(double distortion) {
      alpha = 0.1 * distortion * Math.max(shape.height(), shape.width());
      sigma = 0.05 * distortion * Math.min(shape.height(), shape.width());
    }

    private int taps() {
      return (int) (TAPS_IN_SIGMAS * sigma) | 1;
    }

    void draw(double distortion, SplitMix64 random) {
      scaled(distortion);
      for (int i = 0; i < dx.length; i++) {
        dx[i] = (float) (random.nextGaussian() * sigma);
        dy[i] = (float) (random.nextGaussian() * sigma);
      }
    }

    void apply(float[] images, int at) {
      if (sigma > 0) {
        float[] bell = bells[taps() / 2];
        Blur.bell(bell, sigma);
        blur.apply(dx, 0, bell, bell, dx, 0);
        blur.apply(dy, 0, bell, bell, dy, 0);
      }
      int i = 0;
      for (int y = 0; y < shape.height(); y++) {
        for (int x = 0; x < shape.width(); x++, i++) {
          warp.xs[i] = x + (float) alpha * dx[i];
          warp.ys[i] = y + (float) alpha * dy[i];
        }
      }
      warp.apply(images, at);
    }
  }

  @Override
  public String inWords() {
    return "bent with strength " + scale.fromZero() + ", " + factor.fromZero().probability();
  }
}
