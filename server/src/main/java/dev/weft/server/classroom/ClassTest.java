package dev.weft.server.classroom;

import dev.weft.Counted;
import dev.weft.WeftException;
import dev.weft.dataset.Duplicate;
import dev.weft.dataset.Duplicates;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.dataset.Progress;
import dev.weft.experiment.DataSource;
import dev.weft.image.Intake;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The images that a class is judged by, which the server alone has. Those that the students have, too, exactly or
 * nearly, do not count.
 *
 * @param task the name of the data set that the students learn
 * @param source where the test images are
 * @param images those that count, in the order of their source, of the size that the task has
 * @param held why each of the others does not count, by its place in the source
 * @param checksum of the files of the test images
 * @param taskChecksum of the files of the task's images
 */
record ClassTest(
    String task, DataSource source, ImageSet images, Map<Integer, String> held, String checksum, String taskChecksum) {
  /**
   * Reads both sets and compares them.
   *
   * @param task what the students learn
   * @param test the test images, with labels
   * @param dataDir the folder that holds named data sets, or null
   * @throws WeftException if one cannot be read, if their classes differ, or if the students have half of the test
   *     images or more
   */
  static ClassTest load(DataSource task, Path test, Path dataDir, Progress progress) {
    ImageDataset learned = task.load(dataDir, progress);
    DataSource source = DataSource.own(test);
    ImageDataset set = source.takenBy(learned.intake()).load(dataDir, progress);
    ImageSet all = labelled(inOrder(set), learned, test);
    Map<Integer, String> held = held(all, learned);
    if (2 * held.size() >= all.size()) {
      throw new WeftException(
          "a class is judged by images that its students do not have; of %s in %s, %s are in %s, too; name other test images."
              .formatted(Counted.of(all.size(), "image"), test, held.size(), learned.name()));
    }
    int[] counting = IntStream.range(0, all.size()).filter(i -> !held.containsKey(i)).toArray();
    return new ClassTest(learned.name(), source, all.subset(counting), held, set.checksum(), learned.checksum());
  }

  /**
   * The same images as a network takes them.
   *
   * @throws WeftException if they cannot be read, or are others than at the start
   */
  ImageSet takenBy(Intake intake) {
    ImageDataset set = source.takenBy(intake).load(null, Progress.NONE);
    if (!set.checksum().equals(checksum)) {
      throw new WeftException(
          "%s must have the test images that the class began with; it has others; put those back."
              .formatted(source.path()));
    }
    ImageSet all = inOrder(set);
    return all.subset(IntStream.range(0, all.size()).filter(i -> !held.containsKey(i)).toArray());
  }

  /** The test part, or all where chance would have chosen one; as they stand in their source, whatever their size. */
  private static ImageSet inOrder(ImageDataset set) {
    ImageSet images = set.isTestHeldOut() && set.validation().isEmpty() ? set.all() : set.test();
    int[] order =
        IntStream.range(0, images.size())
            .boxed()
            .sorted((a, b) -> Long.compare(images.pixelOffset(a), images.pixelOffset(b)))
            .mapToInt(i -> i)
            .toArray();
    return images.subset(order);
  }

  private static ImageSet labelled(ImageSet images, ImageDataset learned, Path test) {
    try {
      return images.labelledAs(learned.train().classNames());
    } catch (IllegalArgumentException e) {
      throw new WeftException("%s has not the classes of %s: %s".formatted(test, learned.name(), e.getMessage()), e);
    }
  }

  private static Map<Integer, String> held(ImageSet images, ImageDataset learned) {
    List<ImageSet> parts = new ArrayList<>(List.of(learned.train(), learned.test()));
    learned.validation().ifPresent(parts::add);
    Map<Integer, String> held = new TreeMap<>();
    for (ImageSet part : parts) {
      for (Duplicate duplicate : Duplicates.between(images, part)) {
        String why =
            "%s is %s %s of %s"
                .formatted(
                    images.name(duplicate.image()).orElse("image " + duplicate.image()),
                    duplicate.exact() ? "the same as" : "nearly the same as",
                    part.name(duplicate.twin()).orElse("image " + duplicate.twin()),
                    learned.name());
        held.putIfAbsent(duplicate.image(), why);
      }
    }
    return held;
  }
}
