package dev.weft.augment;

import dev.weft.config.ConfigException;
import java.util.List;

/**
 * Blurs with the weights of a bell curve, {@code exp(-d^2 / (2 sigma^2))} at distance {@code d}, which add up to 1;
 * with a probability drawn from the factor. Beyond the edges are zeros; the result is clipped. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_gaussian_blur/">Keras</a>.
 *
 * @param factor from 0 to 1; one number f means [0, f]; 1 by default
 * @param kernelSize over how many pixels in each direction, odd; one number, or the same twice; 3 by default
 * @param sigma from 0 to 1, drawn for each direction by itself; one number s means [0, s]; 1 by default
 * @param valueRange what values a pixel can have; [0, 255] by default
 */
public record RandomGaussianBlur(Factor factor, List<Integer> kernelSize, Factor sigma, ValueRange valueRange)
    implements Augmentation {
  private static final double EPSILON = 1e-6;
  private static final int MOST = 999;

  public RandomGaussianBlur {
    kernelSize = List.copyOf(kernelSize);
    factor.requireWithin(0, 1, "RandomGaussianBlur", "factor");
    sigma.requireWithin(0, 1, "RandomGaussianBlur", "sigma");
    if (kernelSize.isEmpty()
        || kernelSize.size() > 2
        || !kernelSize.getFirst().equals(kernelSize.getLast())
        || kernelSize.getFirst() % 2 != 1
        || kernelSize.getFirst() > MOST) {
      throw ConfigException.of(
          "kernel_size",
          "RandomGaussianBlur: 'kernel_size' must be one odd number, or the same twice; received " + kernelSize + ".");
    }
  }

  public static RandomGaussianBlur of() {
    return new RandomGaussianBlur(Factor.of(1), List.of(3), Factor.of(1), ValueRange.BYTES);
  }

  @Override
  public ImageChange on(ImageShape shape) {
    Blur blur = new Blur(shape);
    float[] across = new float[kernelSize.getFirst()];
    float[] down = new float[across.length];
    Range often = factor.fromZero();
    Range sigmas = sigma.fromZero();
    return (images, at, random) -> {
      if (often.happens(random)) {
        Blur.bell(across, sigmas.draw(random) + EPSILON);
        Blur.bell(down, sigmas.draw(random) + EPSILON);
        blur.apply(images, at, across, down, images, at);
      }
      valueRange.clip(images, at, at + shape.features());
    };
  }

  @Override
  public String inWords() {
    return "blurred over "
        + kernelSize.getFirst()
        + " pixels with sigma "
        + sigma.fromZero()
        + ", "
        + factor.fromZero().probability();
  }
}
