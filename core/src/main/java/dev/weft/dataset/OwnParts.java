package dev.weft.dataset;

import dev.weft.Counted;
import dev.weft.SplitMix64;
import dev.weft.WeftException;
import dev.weft.dataset.ImageCache.Opened;
import dev.weft.source.DataPart;
import dev.weft.source.SourceSample;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One's own images in parts: as their source names them, or else held out by chance.
 *
 * @param validation without an image where there is no such part
 * @param test never without an image
 * @param judge where the test part comes from
 * @param straddling groups that the source itself puts into several parts
 */
record OwnParts(ImageSet train, ImageSet validation, ImageSet test, Judge judge, Set<String> straddling) {
  /** Where a test part may come from. */
  enum Judge {
    /** The source names it. */
    GIVEN,
    /** It is the source's validation part. */
    VALIDATION,
    /** It was held out of the training part. */
    HELD_OUT
  }

  /** The held-out test part is the same whatever the seed of a training. */
  static final long SEED = 1;

  /**
   * Makes the parts.
   *
   * @param share held out to test on where the source names no test part
   * @throws WeftException if there are not two classes, or no images for a part
   */
  static OwnParts of(Opened opened, String name, double share, long seed) {
    ImageTable table = opened.table();
    ImageSet all = all(opened);
    ImageSet train = mixed(part(all, table, DataPart.TRAIN));
    ImageSet validation = part(all, table, DataPart.VALIDATION);
    ImageSet test = part(all, table, DataPart.TEST);
    requireClasses(all, name);
    if (train.size() == 0) {
      throw new WeftException(
          name + " must have images to train on; all of them are in its validation or test part; name a part train.");
    }
    Set<String> straddling = straddling(table);
    if (test.size() > 0) {
      return new OwnParts(train, validation, test, Judge.GIVEN, straddling);
    }
    if (share == 0) {
      if (validation.size() == 0) {
        throw new WeftException(
            name + " names neither a test nor a validation part, so 'test' must be above 0, such as 0.2; received 0.");
      }
      return new OwnParts(train, validation.range(0, 0), validation, Judge.VALIDATION, straddling);
    }
    Split split = heldOut(train, validation, name, share, seed);
    return new OwnParts(renumbered(split.rest()), validation, renumbered(split.first()), Judge.HELD_OUT, straddling);
  }

  private static ImageSet all(Opened opened) {
    ImageTable table = opened.table();
    List<SourceSample> samples = table.samples();
    return ImageSet.of(
            table.pixels(),
            samples.stream().mapToInt(SourceSample::label).toArray(),
            table.preparation().height(),
            table.preparation().width(),
            table.preparation().channels(),
            table.classNames())
        .described(samples.stream().map(SourceSample::name).toList(), groups(samples), opened.key());
  }

  /** A number for each group; null where no sample has one. */
  private static int[] groups(List<SourceSample> samples) {
    if (samples.stream().allMatch(sample -> sample.group().isEmpty())) {
      return null;
    }
    Map<String, Integer> numbers = new LinkedHashMap<>();
    int[] groups = new int[samples.size()];
    for (int i = 0; i < groups.length; i++) {
      String group = samples.get(i).group();
      String key = group.isEmpty() ? "alone " + i : "of " + group;
      groups[i] = numbers.computeIfAbsent(key, k -> numbers.size());
    }
    return groups;
  }

  /** The one part that all images have; they count as images without parts then. */
  static Optional<DataPart> only(ImageTable table) {
    Set<Optional<DataPart>> parts = table.samples().stream().map(SourceSample::part).collect(Collectors.toSet());
    return parts.size() == 1 ? parts.iterator().next() : Optional.empty();
  }

  private static ImageSet part(ImageSet all, ImageTable table, DataPart part) {
    boolean isDivided = only(table).isEmpty();
    IntStream.Builder chosen = IntStream.builder();
    for (int i = 0; i < all.size(); i++) {
      DataPart given = isDivided ? table.samples().get(i).part().orElse(DataPart.TRAIN) : DataPart.TRAIN;
      if (given == part && !table.isUnreadable(i)) {
        chosen.add(i);
      }
    }
    return all.part(chosen.build().toArray());
  }

  /**
   * Images that lie sorted by class, as in folders, in an order by chance: the first or the last of them stand for all
   * then. Others keep their order.
   */
  private static ImageSet mixed(ImageSet set) {
    for (int i = 1; i < set.size(); i++) {
      if (set.label(i) < set.label(i - 1)) {
        return set;
      }
    }
    int[] order = IntStream.range(0, set.size()).toArray();
    SplitMix64.of(SEED, "order of images sorted by class", 0).shuffle(order);
    return set.part(order);
  }

  private static ImageSet renumbered(ImageSet set) {
    return set.part(IntStream.range(0, set.size()).toArray());
  }

  private static void requireClasses(ImageSet all, String name) {
    if (all.classes() < 2) {
      throw new WeftException(
          "a classifier distinguishes two classes at least; the images in %s are all of one, %s; where each class has a"
                  .formatted(name, all.classNames().getFirst())
              + " folder, name the folder that holds these; of a table, name the column of the labels.");
    }
  }

  /** Groups of the validation part stay where they are. */
  private static Split heldOut(ImageSet train, ImageSet validation, String name, double share, long seed) {
    try {
      if (!train.hasGroups() || validation.size() == 0) {
        return Split.heldOut(train, share, seed);
      }
      Set<Integer> elsewhere =
          IntStream.range(0, validation.size()).mapToObj(validation::group).collect(Collectors.toSet());
      Split split =
          Split.heldOut(
              train.subset(IntStream.range(0, train.size()).filter(i -> !elsewhere.contains(train.group(i))).toArray()),
              share,
              seed);
      Set<Integer> tested =
          IntStream.range(0, split.first().size()).mapToObj(split.first()::group).collect(Collectors.toSet());
      int[] rest = IntStream.range(0, train.size()).filter(i -> !tested.contains(train.group(i))).toArray();
      return new Split(split.first(), train.subset(rest));
    } catch (IllegalArgumentException e) {
      throw new WeftException(
          "%s names no test part, and %s of its %s cannot be held out as one: each class needs two images, or two"
                  .formatted(name, Percent.of(share), Counted.of(train.size(), "image"))
              + " groups where there are some; add images, or a test part: a folder 'test', 'test' in a column 'split',"
              + " or an array 'x_test'.",
          e);
    }
  }

  private static Set<String> straddling(ImageTable table) {
    Map<String, Set<DataPart>> parts = new LinkedHashMap<>();
    for (SourceSample sample : table.samples()) {
      if (!sample.group().isEmpty()) {
        parts.computeIfAbsent(sample.group(), group -> new TreeSet<>()).add(sample.part().orElse(DataPart.TRAIN));
      }
    }
    return parts.entrySet().stream()
        .filter(group -> group.getValue().size() > 1)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
