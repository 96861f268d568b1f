package dev.weft.page;

import dev.weft.Quoted;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.metrics.Predictions;
import dev.weft.run.FinishedRun;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * The test images that a page shows.
 *
 * @param rows their lines in the runs' predictions, the most wanted first
 * @param sprite empty where the images themselves cannot be had
 * @param missing why they cannot, one sentence; else empty
 * @param names what their source calls them, one for each row; empty for a named data set
 */
public record Gallery(int[] rows, Optional<Sprite> sprite, String missing, List<String> names) {
  /** More than that nobody looks at, and a page is to stay small. */
  public static final int MOST = 4_000;

  private static final int MOST_BYTES = 1_500_000;

  /**
   * Images with what some runs predict for them.
   *
   * @param wanted lines of the predictions, the most wanted first
   */
  public static Gallery of(List<FinishedRun> runs, Optional<ImageDataset> data, List<Integer> wanted) {
    int[] rows = wanted.stream().limit(MOST).mapToInt(Integer::intValue).toArray();
    String missing = missing(runs.getFirst(), data);
    if (!missing.isEmpty() || rows.length == 0) {
      return new Gallery(rows, Optional.empty(), missing, List.of());
    }
    int[] images = Arrays.stream(rows).map(row -> runs.getFirst().predictions().images()[row]).toArray();
    ImageSet test = data.orElseThrow().test();
    Sprite sprite = Sprite.of(test, images, MOST_BYTES);
    List<String> names =
        Arrays.stream(images).limit(sprite.count()).mapToObj(test::name).flatMap(Optional::stream).toList();
    return new Gallery(Arrays.copyOf(rows, sprite.count()), Optional.of(sprite), "", names);
  }

  private static String missing(FinishedRun run, Optional<ImageDataset> data) {
    String name = run.experiment().data().dataset();
    if (data.isEmpty()) {
      return "The images of %s could not be had when this page was written, so it shows none.".formatted(name);
    }
    return new Provenance(run).isOf(data.get())
        ? ""
        : "The images of %s are not the ones that the run was tested on (their checksums differ), so this page shows none."
            .formatted(name);
  }

  /** What the page's script receives: the place of each in the sprite is its place here. */
  public Map<String, Object> toMap(List<FinishedRun> runs) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("columns", sprite.map(Sprite::columns).orElse(0));
    map.put("rows", sprite.map(Sprite::rows).orElse(0));
    FinishedRun first = runs.getFirst();
    map.put("index", each(row -> first.predictions().images()[row]));
    map.put("names", names.stream().map(Quoted::line).toList());
    map.put("actual", each(row -> first.predictions().labels()[row]));
    map.put("predicted", runs.stream().map(run -> each(row -> run.predictions().predicted(row))).toList());
    map.put("sure", runs.stream().map(this::sure).toList());
    return map;
  }

  /** How sure a run is of each image, in {@link #hundredths}. */
  public int[] sure(FinishedRun run) {
    return each(row -> hundredths(run.predictions(), row));
  }

  /** The probability of what is predicted in hundredths of a percent, rounded down: only what is certain is 100 %. */
  public static int hundredths(Predictions predictions, int row) {
    return (int) Math.floor(10_000 * predictions.probability(row, predictions.predicted(row)));
  }

  private int[] each(IntUnaryOperator value) {
    return IntStream.of(rows).map(value).toArray();
  }
}
