package dev.weft.page.explain;

import dev.weft.Quoted;
import dev.weft.chart.ClassNames;
import dev.weft.explain.Answer;
import dev.weft.explain.Explanation;
import dev.weft.explain.Explanation.CheckedMap;
import dev.weft.explain.Explanation.OfClass;
import dev.weft.explain.NearImage;
import dev.weft.explain.attribution.MapCheck;
import dev.weft.explain.attribution.Region;
import dev.weft.outlier.Unlikeness;
import dev.weft.page.KeyNumber;
import dev.weft.page.Numbers;
import dev.weft.page.Sprite;
import dev.weft.page.Table;
import dev.weft.page.Table.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** One image of a page of explanations. It keeps no map, only how they look. */
public final class ExplainedImage {
  private static final int MOST_CLASSES = 20;

  private final String name;
  private final List<String> notes;
  private final List<String> classNames;
  private final Explanation why;
  private final MapTiles tiles;
  private final Sprite sprite;

  private ExplainedImage(String name, List<String> notes, Explanation why) {
    this.name = Quoted.text(shortened(name));
    this.notes = notes.stream().map(Quoted::line).toList();
    this.why = why;
    classNames = ClassNames.shown(why.answer().classNames());
    tiles = MapTiles.of(why);
    int[] all = IntStream.range(0, tiles.images().size()).toArray();
    sprite = Sprite.of(tiles.images(), all, Integer.MAX_VALUE);
  }

  /**
   * One image with its explanation.
   *
   * @param name what a person calls it
   * @param notes what to know of how it was read, a sentence each
   */
  public static ExplainedImage of(String name, List<String> notes, Explanation why) {
    return new ExplainedImage(name, notes, why);
  }

  /** The name of its file alone: where that lies helps no reader of a title. */
  static String shortened(String name) {
    String file = name.substring(name.replace('\\', '/').lastIndexOf('/') + 1);
    return file.isEmpty() ? name : file;
  }

  /** About how many bytes of a page it takes. */
  public int bytes() {
    return sprite.png().length() + 6_000 * why.classes().size();
  }

  // ---- what it says

  String title() {
    return name;
  }

  List<String> notes() {
    return notes;
  }

  Answer answer() {
    return why.answer();
  }

  /** {@code The network predicts 7; 5 of 6 maps of why hold.} */
  String verdict() {
    return "The network predicts %s; %s of %s maps of why hold."
        .formatted(classNames.get(answer().predicted()), holding(), maps());
  }

  List<KeyNumber> numbers() {
    Answer answer = answer();
    int predicted = answer.predicted();
    List<KeyNumber> numbers = new ArrayList<>();
    numbers.add(new KeyNumber("Predicted class", classNames.get(predicted), "of " + classNames.size() + " classes"));
    if (answer.areScores()) {
      numbers.add(new KeyNumber("Score", Numbers.figure(answer.values()[predicted]), "the largest; no probability"));
    } else {
      String beside = answer.calibrated().isPresent() ? "as the network gives it" : "not calibrated";
      numbers.add(new KeyNumber("Probability", Numbers.percent(answer.values()[predicted]), beside));
    }
    answer
        .calibrated()
        .ifPresent(all ->
            numbers.add(
                new KeyNumber(
                    "Calibrated", Numbers.percent(all[predicted]), "by the temperature of the validation images")));
    answer
        .setInWords()
        .ifPresent(words ->
            numbers.add(
                new KeyNumber(
                    "Conformal set",
                    words,
                    "holds the true class of %s of images".formatted(answer.set().orElseThrow().coverageInWords()))));
    answer
        .unlikeness()
        .ifPresent(score ->
            numbers.add(
                new KeyNumber(
                    "Unlikeness",
                    Numbers.figure(score),
                    answer.isUnlike() ? "the image is " + Unlikeness.WORDS : "the image is like what it learned")));
    return numbers;
  }

  private long holding() {
    return why.classes().stream().flatMap(asked -> asked.maps().stream()).filter(map -> map.check().passes()).count();
  }

  private int maps() {
    return why.classes().stream().mapToInt(asked -> asked.maps().size()).sum();
  }

  /**
   * The classes with their values, the likeliest first.
   *
   * @param which the end of the caption, so that no two tables of a page have the same
   */
  Table probabilities(String which) {
    Answer answer = answer();
    List<String> columns = new ArrayList<>(List.of("Class", answer.areScores() ? "Score" : "Probability"));
    answer.calibrated().ifPresent(all -> columns.add("Calibrated"));
    List<List<Cell>> rows = new ArrayList<>();
    for (int label : answer.ranked().stream().limit(MOST_CLASSES).toList()) {
      List<Cell> row = new ArrayList<>(List.of(Cell.of(classNames.get(label)), Cell.of(answer.values()[label])));
      answer.calibrated().ifPresent(all -> row.add(Cell.of(all[label])));
      rows.add(row);
    }
    return new Table(
        (answer.values().length > MOST_CLASSES ? "The " + MOST_CLASSES + " likeliest classes" : "All classes") + which,
        columns,
        rows);
  }

  // ---- images

  Sprite sprite() {
    return sprite;
  }

  /** Whether pixels are to stay squares: a small image would be blurred. */
  boolean isSmall() {
    return Math.max(sprite.width(), sprite.height()) <= 64;
  }

  String seenPlace() {
    return sprite.place(tiles.seen());
  }

  String size() {
    return why.sizeInWords();
  }

  // ---- classes and their maps

  int classes() {
    return why.classes().size();
  }

  OfClass asked(int i) {
    return why.classes().get(i);
  }

  String className(int i) {
    return classNames.get(asked(i).label());
  }

  String role(int i) {
    return why.role(why.classes().get(i).label());
  }

  String mapPlace(int asked, int method) {
    return sprite.place(tiles.map(asked, method));
  }

  /** What a screen reader says of a map. */
  String inWords(CheckedMap map) {
    String strongest =
        map.regions().isEmpty() ? "nothing speaks for the class" : "strongest at " + map.regions().getFirst().inWords();
    return map.attribution().method().title() + ": " + strongest;
  }

  Table regions(int asked, String which) {
    List<List<Cell>> rows = new ArrayList<>();
    for (CheckedMap map : asked(asked).maps()) {
      String title = map.attribution().method().title();
      if (map.regions().isEmpty()) {
        rows.add(List.of(Cell.of(title), Cell.of("none"), Cell.NOTHING, Cell.NOTHING, Cell.NOTHING));
      }
      for (Region region : map.regions()) {
        rows.add(
            List.of(
                Cell.of(title),
                Cell.of(region.place()),
                new Cell(region.rows(), region.top()),
                new Cell(region.columns(), region.left()),
                new Cell(Math.round(100 * region.share()) + " %", region.share())));
      }
    }
    return new Table(
        "The strongest regions of each map for " + className(asked) + ", in pixels from 0 at the top left" + which,
        List.of("Method", "Region", "Rows", "Columns", "Share of the map"),
        rows);
  }

  Table checks(int asked, String which) {
    List<List<Cell>> rows = new ArrayList<>();
    for (CheckedMap map : asked(asked).maps()) {
      MapCheck check = map.check();
      rows.add(
          List.of(
              Cell.of(map.attribution().method().title()),
              two(check.curves().deletionArea()),
              two(check.deletionOfNoise()),
              two(check.curves().insertionArea()),
              two(check.insertionOfNoise()),
              new Cell(check.asGood() + " of " + check.noiseMaps(), check.asGood()),
              two(check.likeness()),
              Cell.of(check.passes() ? "holds" : "fails")));
    }
    return new Table(
        "The checks of the maps for " + className(asked) + which,
        List.of(
            "Method",
            "Deletion area",
            "of noise",
            "Insertion area",
            "of noise",
            "Maps of noise as good",
            "Likeness to random weights",
            "Result"),
        rows);
  }

  private static Cell two(double value) {
    return new Cell(String.format(Locale.ROOT, "%.2f", value), value);
  }

  /** The points of a curve in a box of 100 by 50. */
  static String points(double[] curve) {
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < curve.length; i++) {
      double x = 100.0 * i / (curve.length - 1);
      points.append(String.format(Locale.ROOT, "%s%.1f,%.1f", i == 0 ? "" : " ", x, 50 - 50 * curve[i]));
    }
    return points.toString();
  }

  // ---- the nearest

  boolean hasNearest() {
    return !why.nearest().isEmpty();
  }

  List<NearImage> nearest() {
    return why.nearest();
  }

  String nearestPlace(int rank) {
    return sprite.place(tiles.nearest(rank));
  }

  String className(NearImage near) {
    return classNames.get(near.label());
  }

  boolean isOfPredicted(NearImage near) {
    return why.isOfPredicted(near);
  }

  boolean hasFrames() {
    return !why.nearest().stream().allMatch(why::isOfPredicted);
  }

  String called(NearImage near) {
    return Quoted.text(near.called());
  }

  List<String> nearestInWords() {
    return why.nearestInWords();
  }
}
