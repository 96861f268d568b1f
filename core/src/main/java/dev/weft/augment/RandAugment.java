package dev.weft.augment;

import dev.weft.SplitMix64;
import dev.weft.config.ConfigException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Some changes, each drawn from eleven, all alike: shear, translation, rotation, brightness, colour degeneration,
 * contrast, sharpness, posterization, solarization, and the two that draw nothing, automatic contrast and equalization.
 * All go as far as one factor says. Where one is drawn twice it does twice the same, as in Keras. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/rand_augment/">Keras</a>.
 *
 * <p>Cubuk and others, "RandAugment: practical automated data augmentation with a reduced search space", 2020.
 *
 * @param valueRange what values a pixel can have; [0, 255] by default
 * @param numOps how many are drawn for an image; 2 by default
 * @param factor from 0 to 1; one number f means [0, f]; 0.5 by default
 * @param interpolation bilinear by default
 */
public record RandAugment(ValueRange valueRange, int numOps, Factor factor, Interpolation interpolation)
    implements Augmentation {
  private static final int MOST_OPS = 100;
  private static final int MOST_BITS = 8;

  public RandAugment {
    factor.requireWithin(0, 1, "RandAugment", "factor");
    if (numOps < 1 || numOps > MOST_OPS) {
      throw ConfigException.of(
          "num_ops", "RandAugment: 'num_ops' must be from 1 to " + MOST_OPS + "; received " + numOps + ".");
    }
  }

  public static RandAugment of() {
    return new RandAugment(ValueRange.BYTES, 2, Factor.of(0.5), Interpolation.BILINEAR);
  }

  @Override
  public ImageChange on(ImageShape shape) {
    List<ImageChange> choices = Stream.concat(drawn().stream().map(each -> each.on(shape)), undrawn(shape)).toList();
    SplitMix64 own = SplitMix64.of(0);
    return (images, at, random) -> {
      long seed = random.nextLong();
      for (int op = 0; op < numOps; op++) {
        int choice = random.below(choices.size());
        own.restart(seed, "RandAugment", choice);
        choices.get(choice).apply(images, at, own);
      }
    };
  }

  private List<Augmentation> drawn() {
    Factor all = Factor.of(factor.fromZero().low(), factor.upper());
    int bits = Math.max(1, (int) (MOST_BITS * factor.upper()));
    return List.of(
        new RandomShear(all, all, interpolation, FillMode.REFLECT, 0),
        new RandomTranslation(all, all, FillMode.REFLECT, interpolation, 0),
        new RandomRotation(all, FillMode.REFLECT, interpolation, 0),
        new RandomBrightness(all, valueRange),
        new RandomColorDegeneration(all, valueRange),
        new RandomContrast(all, valueRange),
        new RandomSharpness(all, valueRange),
        new RandomPosterization(Factor.of(bits), valueRange),
        new Solarization(all, all, valueRange));
  }

  private Stream<ImageChange> undrawn(ImageShape shape) {
    Equalization equalization = new Equalization(valueRange);
    return Stream.of(
        (images, at, random) -> AutoContrast.change(images, at, shape, valueRange),
        (images, at, random) -> equalization.change(images, at, shape));
  }

  @Override
  public String inWords() {
    return "changed by " + numOps + " of eleven ways, each as far as " + factor.fromZero();
  }
}
