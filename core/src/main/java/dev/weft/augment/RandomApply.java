package dev.weft.augment;

import dev.weft.config.Config;
import dev.weft.config.ConfigException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Does several changes to an image, or none of them: as KerasCV's and torchvision's {@code RandomApply}. MixUp and
 * CutMix among them are done to a batch, or not.
 *
 * @param augment what is done, one after another; at least one
 * @param rate the probability, from 0 to 1; 0.5 by default
 */
public record RandomApply(List<Augmentation> augment, double rate) implements Augmentation {
  public RandomApply {
    augment = List.copyOf(augment);
    if (augment.isEmpty()) {
      throw ConfigException.of("augment", "RandomApply: 'augment' must have at least one change; received none.");
    }
    if (!(rate >= 0 && rate <= 1)) {
      throw ConfigException.of("rate", "RandomApply: 'rate' must be from 0 to 1; received " + rate + ".");
    }
  }

  public static RandomApply of(List<Augmentation> augment) {
    return new RandomApply(augment, 0.5);
  }

  public RandomApply rate(double rate) {
    return Config.with(this, "rate", rate);
  }

  @Override
  public ImageChange on(ImageShape shape) {
    List<ImageChange> changes = augment.stream().map(each -> each.on(shape)).toList();
    return (images, at, random) -> {
      if (random.nextDouble() < rate) {
        for (int i = 0; i < changes.size(); i++) {
          changes.get(i).apply(images, at, random);
        }
      }
    };
  }

  @Override
  public String inWords() {
    return augment.stream().map(Augmentation::inWords).collect(Collectors.joining(", "))
        + ", with probability "
        + Numerals.of(rate);
  }
}
