package dev.weft.explain.slices;

import dev.weft.Counted;
import dev.weft.dataset.ImageSet;
import dev.weft.experiment.DataSource;
import dev.weft.metrics.Predictions;
import dev.weft.run.FinishedRun;
import dev.weft.source.ManifestValues;
import dev.weft.statistics.FisherExact;
import dev.weft.statistics.Holm;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a network is worth on groups of the test images: by brightness, contrast, colour, stroke width, size, position,
 * source folder, and columns of a table. Each group is compared with the other images of the same classes, by {@link
 * FisherExact}; the p-values are adjusted by {@link Holm} for all groups.
 *
 * @param images how many test images there are
 * @param all the groups that were compared, the smallest p-value first
 */
public record Slices(int images, List<Slice> all) {
  /** With fewer images a group says nothing. */
  public static final int LEAST = 20;

  /**
   * Those of a finished run. Columns are of the table that its own images have, if there is one.
   *
   * @param test the images that it was tested on
   */
  public static Slices of(FinishedRun run, ImageSet test) {
    DataSource source = run.experiment().data().source();
    List<String> names = IntStream.range(0, test.size()).mapToObj(test::name).flatMap(Optional::stream).toList();
    boolean named = source.isOwn() && names.size() == test.size();
    return of(run.predictions(), test, named ? ManifestValues.of(Path.of(source.path()), names) : Map.of());
  }

  /**
   * @param predictions of the images of the set, in its order
   * @param columns by name, a field for each image, empty where it has none
   */
  public static Slices of(Predictions predictions, ImageSet set, Map<String, List<String>> columns) {
    boolean[] wrong = new boolean[predictions.size()];
    for (int row = 0; row < wrong.length; row++) {
      wrong[row] = !predictions.isRight(row);
    }
    List<ImageGroup> groups = ImageGroups.of(set, columns, LEAST);
    List<FisherExact> tests =
        groups.stream()
            .map(group -> FisherExact.of(group.rows(), predictions.labels(), wrong, predictions.classes()))
            .toList();
    int[] open = IntStream.range(0, tests.size()).filter(i -> !tests.get(i).isDecided()).toArray();
    double[] p = Holm.adjusted(IntStream.of(open).mapToDouble(i -> tests.get(i).p()).toArray());
    return new Slices(
        wrong.length,
        IntStream.range(0, open.length)
            .mapToObj(i ->
                new Slice(
                    groups.get(open[i]), tests.get(open[i]), p[i], surest(groups.get(open[i]), wrong, predictions)))
            .sorted(
                Comparator.comparingDouble(Slice::p)
                    .thenComparing(Comparator.comparingDouble((Slice slice) -> ratio(slice)).reversed()))
            .toList());
  }

  private static double ratio(Slice slice) {
    return slice.test().inGroup() / Math.max(slice.test().expected(), Double.MIN_NORMAL);
  }

  private static int[] surest(ImageGroup group, boolean[] wrong, Predictions predictions) {
    return IntStream.of(group.rows())
        .filter(row -> wrong[row])
        .boxed()
        .sorted(Comparator.comparingDouble(row -> -predictions.probability(row, predictions.predicted(row))))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** On how many groups it is worse, a sentence. */
  public String inWords() {
    if (all.isEmpty()) {
      return "There are no groups to compare: too few images, all of them alike, or no mistakes.";
    }
    String groups = Counted.of(all.size(), "group") + " of " + Counted.of(images, "test image");
    return worse().isEmpty()
        ? "Of %s none is significantly worse than other images of the same classes.".formatted(groups)
        : "On %s of %s it is significantly worse than on other images of the same classes."
            .formatted(worse().size(), groups);
  }

  /** The groups on which the network is significantly worse. */
  public List<Slice> worse() {
    return all.stream().filter(Slice::isWorse).toList();
  }
}
