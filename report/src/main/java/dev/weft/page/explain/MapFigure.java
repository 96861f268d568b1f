package dev.weft.page.explain;

import dev.weft.Quoted;
import dev.weft.chart.ClassNames;
import dev.weft.chart.LineLook;
import dev.weft.dataset.ImageSet;
import dev.weft.explain.embedding.Embedder;
import dev.weft.explain.embedding.EmbeddingMap;
import dev.weft.explain.embedding.EmbeddingMap.Layout;
import dev.weft.metrics.Predictions;
import dev.weft.page.EvaluationTime;
import dev.weft.page.Gallery;
import dev.weft.page.Numbers;
import dev.weft.page.Table;
import dev.weft.page.Table.Cell;
import dev.weft.run.FinishedRun;
import dev.weft.train.Model;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A map of test images by what a run's network knows of them, as a page shows it. */
public final class MapFigure {
  /** How many images, bytes of images, and numbers of embeddings there are at most. */
  record Limits(int images, int bytes, int numbers) {
    private static final Limits OF_A_RUN = new Limits(2_000, 750_000, 8_000_000);
  }

  /** A short training gets a small map, so that the page does not take longer than what it is about. */
  private static final int IMAGES_A_SECOND = 40;

  private static final int LEAST_OF_A_PAGE = 200;
  private static final double MOST_SECONDS = 10;

  private static final int WHOLE = 9_999;
  private static final double RATHER = 0.9;

  private final EmbeddingMap map;
  private final ImageSheet sheet;
  private final ImageSet shown;
  private final Predictions predictions;
  private final List<String> classNames;

  private MapFigure(
      EmbeddingMap map, ImageSheet sheet, ImageSet shown, Predictions predictions, List<String> classNames) {
    this.map = map;
    this.sheet = sheet;
    this.shown = shown;
    this.predictions = predictions;
    this.classNames = classNames;
  }

  /**
   * The map of a run's page; empty where the page would take too long for it, or where the network has no embeddings.
   *
   * @param test the images that the run was tested on
   */
  public static Optional<MapFigure> ofPage(FinishedRun run, ImageSet test, int threads) {
    double most = Math.max(LEAST_OF_A_PAGE, IMAGES_A_SECOND * run.metrics().seconds());
    double ofAll = EvaluationTime.of(run);
    double inTime = ofAll > 0 ? MOST_SECONDS * test.size() / ofAll : most;
    Limits limits = Limits.OF_A_RUN;
    int count = (int) Math.min(limits.images(), Math.min(most, inTime));
    Model model = run.model();
    return Math.min(count, test.size()) < EmbeddingMap.LEAST || !Embedder.isFor(model.network())
        ? Optional.empty()
        : Optional.of(of(run, model, test, new Limits(count, limits.bytes(), limits.numbers()), 1, threads));
  }

  /**
   * A map of test images.
   *
   * @param seed decides which images, and how UMAP begins
   */
  static MapFigure of(FinishedRun run, Model model, ImageSet test, Limits limits, long seed, int threads) {
    int most =
        Math.max(EmbeddingMap.LEAST, Math.min(limits.images(), limits.numbers() / Embedder.size(model.network())));
    int[] rows = EmbeddingMap.rows(run.predictions(), most, seed);
    ImageSheet sheet = ImageSheet.of(test.subset(rows), bytes(limits, test, rows));
    while (sheet.count() < rows.length) {
      rows = EmbeddingMap.rows(run.predictions(), Math.max(EmbeddingMap.LEAST, sheet.count()), seed);
      sheet =
          ImageSheet.of(
              test.subset(rows), rows.length == EmbeddingMap.LEAST ? Integer.MAX_VALUE : bytes(limits, test, rows));
    }
    EmbeddingMap map = EmbeddingMap.of(model, test, rows, seed, threads);
    return new MapFigure(map, sheet, test.subset(rows), run.predictions(), ClassNames.shown(run.classNames()));
  }

  /** How many bytes the images may have beside their names; in a page, those of a sheet become a third more. */
  private static int bytes(Limits limits, ImageSet test, int[] rows) {
    int names = IntStream.of(rows).map(row -> test.name(row).map(String::length).orElse(0)).sum();
    return Math.max(limits.bytes() / 2, limits.bytes() - 3 * names / 4);
  }

  /** {@code 2,000 of 10,000 test images: all 70 mistakes, and others as chance chose them}. */
  public String what() {
    int all = predictions.size();
    int count = map.rows().length;
    long wrong = IntStream.range(0, all).filter(row -> !predictions.isRight(row)).count();
    long wrongHere = IntStream.of(map.rows()).filter(row -> !predictions.isRight(row)).count();
    if (count == all) {
      return "all " + Numbers.of(all, "test image");
    }
    String mistakes =
        wrong == 0
            ? "chance chose them"
            : wrongHere == wrong
                ? (wrong == 1 ? "the only mistake" : "all " + Numbers.of(wrong, "mistake"))
                    + ", and others as chance chose them"
                : "%s of %s, and others as chance chose them"
                    .formatted(Numbers.count(wrongHere), Numbers.of(wrong, "mistake"));
    return "%s of %s: %s".formatted(Numbers.count(count), Numbers.of(all, "test image"), mistakes);
  }

  /** Whether there are test images that it does not show. */
  public boolean hasMore() {
    return map.rows().length < predictions.size();
  }

  /** What decides where an image stands. */
  String how() {
    return "Images that the network sees alike stand near each other. What it sees of an image is what its last layer"
        + " with weights takes, here as %s with %s of the variance."
            .formatted(Numbers.of(map.components(), "principal component"), Numbers.percent(map.share()));
  }

  /** Whether neighbours on the map are neighbours for the network, in words. */
  String belief() {
    Layout best = map.layouts().getFirst();
    return best.trustworthiness() >= RATHER
        ? "On %s neighbours are mostly neighbours for the network, too. Distances between groups, and their sizes, say little."
            .formatted(best.name())
        : "Do not believe neighbours on this map: many of them are none for the network.";
  }

  /** How far each layout can be believed. */
  Table figures() {
    List<List<Cell>> rows = new ArrayList<>();
    for (Layout layout : map.layouts()) {
      rows.add(row(layout.name(), Cell.of(layout.trustworthiness()), layout.sameClass()));
    }
    rows.add(
        row("the network (%s)".formatted(Numbers.of(map.components(), "component")), Cell.NOTHING, map.sameClass()));
    rows.add(row("chance", Cell.of(0.5), chance()));
    return new Table(
        "How far the map can be believed, measured on its images",
        List.of("layout", "trustworthiness, %s neighbours".formatted(map.neighbours()), "neighbours of the same class"),
        rows);
  }

  private static List<Cell> row(String name, Cell trustworthiness, double sameClass) {
    return List.of(Cell.of(name), trustworthiness, new Cell(Numbers.percent(sameClass), sameClass));
  }

  /** The share of pairs of images of one class. */
  private double chance() {
    double images = shown.size();
    return IntStream.of(shown.classCounts()).mapToDouble(count -> count * (count - 1.0)).sum()
        / (images * (images - 1));
  }

  List<String> layouts() {
    return map.layouts().stream().map(Layout::name).toList();
  }

  List<String> classNames() {
    return classNames;
  }

  /** Whether the map has an image of the class. */
  boolean hasImage(int label) {
    return shown.classCounts()[label] > 0;
  }

  /** The colour of a class's points, from 0. */
  int colour(int label) {
    return LineLook.of(label).colour();
  }

  /** The outline of a class's points in a box of 12 by 12: a circle, a square, a triangle or a diamond. */
  String outline(int label) {
    return switch (LineLook.of(label).dashes()) {
      case 0 -> "M1.5 6a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0Z";
      case 1 -> "M2 2H10V10H2Z";
      case 2 -> "M6 1L11 10.5H1Z";
      default -> "M6 0.5L11.5 6L6 11.5L0.5 6Z";
    };
  }

  String sheetAddress() {
    return sheet.address();
  }

  /** What the page's script receives. */
  public Map<String, Object> toMap() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("classes", classNames);
    data.put("columns", sheet.columns());
    data.put("width", sheet.width());
    data.put("height", sheet.height());
    data.put("layouts", map.layouts().stream().map(MapFigure::placed).toList());
    data.put("index", IntStream.of(map.rows()).map(row -> predictions.images()[row]).toArray());
    data.put(
        "names",
        IntStream.range(0, shown.size()).mapToObj(shown::name).flatMap(Optional::stream).map(Quoted::line).toList());
    data.put("actual", shown.labels());
    data.put("predicted", IntStream.of(map.rows()).map(predictions::predicted).toArray());
    data.put("sure", IntStream.of(map.rows()).map(row -> Gallery.hundredths(predictions, row)).toArray());
    return data;
  }

  /** Whole numbers from 0 to 9,999, with one scale for both directions, in the middle. */
  private static Map<String, Object> placed(Layout layout) {
    float[] places = layout.places();
    double[] low = {Double.MAX_VALUE, Double.MAX_VALUE};
    double[] high = {-Double.MAX_VALUE, -Double.MAX_VALUE};
    for (int i = 0; i < places.length; i++) {
      low[i % 2] = Math.min(low[i % 2], places[i]);
      high[i % 2] = Math.max(high[i % 2], places[i]);
    }
    double range = Math.max(Math.max(high[0] - low[0], high[1] - low[1]), Float.MIN_NORMAL);
    int[][] whole = new int[2][places.length / 2];
    for (int i = 0; i < places.length; i++) {
      double middle = (low[i % 2] + high[i % 2]) / 2;
      double part = 0.5 + (places[i] - middle) / range * (i % 2 == 0 ? 1 : -1);
      whole[i % 2][i / 2] = (int) Math.round(WHOLE * Math.clamp(part, 0, 1));
    }
    return Map.of("x", whole[0], "y", whole[1]);
  }
}
