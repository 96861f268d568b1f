package dev.weft.page.run;

import dev.weft.Quoted;
import dev.weft.explain.Answer;
import dev.weft.explain.Explanation;
import dev.weft.explain.Explanation.CheckedMap;
import dev.weft.explain.NearImage;
import dev.weft.explain.attribution.MapCheck;
import dev.weft.explain.attribution.Region;
import dev.weft.outlier.Unlikeness;
import dev.weft.page.Gallery;
import dev.weft.page.Numbers;
import dev.weft.page.Sprite;
import dev.weft.run.FinishedRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A mistake of a run's page, and why the network made it.
 *
 * @param slot its place in the gallery
 * @param firstMap the place of its first map in the sprite of all maps
 * @param firstNearest the place of its nearest training image in the sprite of these
 */
record ExplainedMistake(
    FinishedRun run,
    Gallery gallery,
    int slot,
    List<String> classNames,
    Explanation why,
    int firstMap,
    int firstNearest) {
  private static final int PROBABLE = 3;
  private static final int LONGEST_NAME = 24;

  /** A map as the page shows it. */
  record ShownMap(
      String place, String method, String regions, boolean holds, String verdict, String areas, String convergence) {}

  /** The maps of a class. */
  record ShownClass(String title, List<ShownMap> maps) {}

  /** A training image as the page shows it; the place is empty where the sprite has no place for it. */
  record ShownNearest(String place, String className, boolean isOfPredicted, String about) {}

  /** What the network says of a class. */
  record ShownAnswer(String className, String value, String calibrated) {}

  private int row() {
    return gallery.rows()[slot];
  }

  /** The number of the test image. */
  int index() {
    return run.predictions().images()[row()];
  }

  String place() {
    return gallery.sprite().orElseThrow().place(slot);
  }

  private int predicted() {
    return run.predictions().predicted(row());
  }

  private int actual() {
    return run.predictions().labels()[row()];
  }

  String predictedName() {
    return classNames.get(predicted());
  }

  String actualName() {
    return classNames.get(actual());
  }

  /** How sure the network was, with the digits that the page's script shows. */
  String sure() {
    int hundredths = Gallery.hundredths(run.predictions(), row());
    return String.format(Locale.ROOT, hundredths > 9_900 ? "%.2f %%" : "%.1f %%", hundredths / 100.0);
  }

  /** The path of its file; empty for an image of a named set. */
  String path() {
    return slot < gallery.names().size() ? Quoted.line(gallery.names().get(slot)) : "";
  }

  /** The end of the path. */
  String file() {
    String[] parts = path().split("[/\\\\]");
    String name = parts[parts.length - 1];
    return name.length() <= LONGEST_NAME ? name : "…" + name.substring(name.length() - LONGEST_NAME + 1);
  }

  String size() {
    return why.sizeInWords();
  }

  /** The likeliest classes and the true one. */
  List<ShownAnswer> answers() {
    Answer answer = why.answer();
    Set<Integer> labels = new LinkedHashSet<>();
    IntStream.range(0, answer.values().length)
        .boxed()
        .sorted(Comparator.comparingDouble(label -> -answer.values()[label]))
        .limit(PROBABLE)
        .forEach(labels::add);
    labels.add(actual());
    return labels.stream()
        .map(label ->
            new ShownAnswer(
                classNames.get(label) + (label == actual() ? " (true)" : ""),
                answer.areScores() ? Numbers.figure(answer.values()[label]) : Numbers.percent(answer.values()[label]),
                answer.calibrated().map(all -> Numbers.percent(all[label])).orElse("")))
        .toList();
  }

  boolean isCalibrated() {
    return why.answer().calibrated().isPresent();
  }

  /** The classes of the conformal set, a sentence, or why there is none; empty where the model has no such sets. */
  String set() {
    Answer answer = why.answer();
    if (answer.isUnlike()) {
      return "The image is " + Unlikeness.WORDS + ", so that a conformal set would promise nothing.";
    }
    return answer
        .setInWords()
        .map(words ->
            "Conformal set, which holds the true class of %s of images: %s."
                .formatted(answer.set().orElseThrow().coverageInWords(), words))
        .orElse("");
  }

  List<ShownClass> classes(Sprite maps) {
    List<ShownClass> classes = new ArrayList<>();
    int map = firstMap;
    for (Explanation.OfClass ofClass : why.classes()) {
      List<ShownMap> shown = new ArrayList<>();
      for (CheckedMap checked : ofClass.maps()) {
        shown.add(shown(checked, maps.place(map++)));
      }
      String name = classNames.get(ofClass.label());
      String role =
          ofClass.label() == actual()
              ? "the true class"
              : ofClass.label() == predicted() ? "the predicted class" : "which it predicts of the image itself";
      classes.add(new ShownClass("What speaks for %s, %s".formatted(name, role), shown));
    }
    return classes;
  }

  private static ShownMap shown(CheckedMap checked, String place) {
    MapCheck check = checked.check();
    return new ShownMap(
        place,
        checked.attribution().method().title(),
        regions(checked.regions()),
        check.passes(),
        check.passes() ? "holds" : "fails: " + check.failure(),
        check.passes() ? check.areasInWords() : "",
        checked.attribution().convergence().orElse(""));
  }

  /** {@code top left 61 %, centre 20 %}. */
  private static String regions(List<Region> regions) {
    return regions.isEmpty()
        ? "nothing speaks for it"
        : regions.stream()
            .map(region -> "%s %s %%".formatted(region.place(), Math.round(100 * region.share())))
            .collect(Collectors.joining(", "));
  }

  List<ShownNearest> nearest(Optional<Sprite> sprite) {
    List<ShownNearest> shown = new ArrayList<>();
    for (int i = 0; i < why.nearest().size(); i++) {
      NearImage near = why.nearest().get(i);
      int place = firstNearest + i;
      shown.add(
          new ShownNearest(
              sprite.filter(all -> place < all.count()).map(all -> all.place(place)).orElse(""),
              classNames.get(near.label()),
              why.isOfPredicted(near),
              "distance " + Numbers.figure(near.distance())));
    }
    return shown;
  }
}
