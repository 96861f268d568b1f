package dev.weft.experiment;

import dev.weft.Spelling;
import dev.weft.SplitMix64;
import dev.weft.config.ConfigException;
import dev.weft.dataset.ImageSet;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Wrong labels planted among training images, to see what a method makes of them. A function of the seed and the labels
 * alone.
 *
 * @param share of all images, each of which gets one of the other classes, all alike; 0 to 1, by default 0
 * @param flips between classes; by default none
 * @param seed by default 1
 */
public record LabelNoise(double share, List<LabelFlip> flips, long seed) {
  private static final String NAME = "label_noise";

  public LabelNoise {
    if (!(share >= 0 && share <= 1)) {
      throw ConfigException.of("share", "'share' must be from 0 to 1; received " + share + ".");
    }
    flips = List.copyOf(flips);
  }

  public static LabelNoise of() {
    return new LabelNoise(0, List.of(), 1);
  }

  /** The same images, some of them with wrong labels. */
  public ImageSet in(ImageSet images) {
    int[] before = images.labels();
    int[] labels = before.clone();
    for (int i = 0; i < flips.size(); i++) {
      LabelFlip flip = flips.get(i);
      int from = classOf(flip.from(), images.classNames());
      int to = classOf(flip.to(), images.classNames());
      int[] chosen = IntStream.range(0, before.length).filter(image -> before[image] == from).toArray();
      SplitMix64.of(seed, "label flips", i).shuffle(chosen);
      Arrays.stream(chosen).limit(Math.round(flip.share() * chosen.length)).forEach(image -> labels[image] = to);
    }
    int[] all = IntStream.range(0, before.length).toArray();
    SplitMix64 random = SplitMix64.of(seed, "label noise", 0);
    random.shuffle(all);
    for (int i = 0; i < Math.round(share * all.length); i++) {
      labels[all[i]] = (before[all[i]] + 1 + random.nextInt(images.classes() - 1)) % images.classes();
    }
    return images.relabelled(labels);
  }

  private static int classOf(String word, List<String> classNames) {
    int known = classNames.indexOf(word);
    if (known < 0 && word.matches("\\d{1,9}") && Integer.parseInt(word) < classNames.size()) {
      known = Integer.parseInt(word);
    }
    if (known < 0) {
      throw new ConfigException(
          List.of("data", NAME, "flips"), true, "'" + word + "' is no class; " + Spelling.known(word, classNames));
    }
    return known;
  }
}
