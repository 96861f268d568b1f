package dev.weft.page.run;

import dev.weft.Quoted;
import dev.weft.dataset.ImageSet;
import dev.weft.explain.Explanation;
import dev.weft.explain.Explanation.CheckedMap;
import dev.weft.explain.ExplanationBudget;
import dev.weft.explain.MistakeExplanations;
import dev.weft.explain.NearImage;
import dev.weft.explain.attribution.Attribution;
import dev.weft.model.Shape;
import dev.weft.page.BlockMeans;
import dev.weft.page.Gallery;
import dev.weft.page.Numbers;
import dev.weft.page.Sprite;
import dev.weft.page.explain.MapSprite;
import dev.weft.run.FinishedRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The mistakes of a run's page.
 *
 * @param mistakes how many there are, shown or not
 * @param explained those with why the network made them
 * @param maps all their maps; empty where none is explained
 * @param nearest all their nearest training images; empty where there are none
 */
record MistakesSection(
    FinishedRun run,
    Gallery gallery,
    int mistakes,
    MistakeExplanations explanations,
    List<ExplainedMistake> explained,
    Optional<Sprite> maps,
    Optional<Sprite> nearest) {
  private static final int MOST_BYTES_OF_NEAREST = 250_000;

  /** The longer sides that they may have, the best first. */
  private static final List<Integer> SIDES_OF_NEAREST = List.of(56, 40, 28);

  /**
   * @param explainer explains lines of the run's predictions, the first ones at least
   */
  static MistakesSection of(
      FinishedRun run,
      Shown shown,
      Gallery gallery,
      List<String> classNames,
      Function<List<Integer>, MistakeExplanations> explainer) {
    List<Integer> slots = surestFirst(run, gallery);
    List<Integer> rows = slots.stream().map(slot -> gallery.rows()[slot]).toList();
    MistakeExplanations explanations = gallery.sprite().isEmpty() ? MistakeExplanations.NONE : explainer.apply(rows);
    List<Attribution> maps = new ArrayList<>();
    List<NearImage> nearest = new ArrayList<>();
    List<ExplainedMistake> explained = new ArrayList<>();
    for (int slot : slots) {
      Explanation why = explanations.byRow().get(gallery.rows()[slot]);
      if (why != null) {
        explained.add(new ExplainedMistake(run, gallery, slot, classNames, why, maps.size(), nearest.size()));
        checked(why).map(CheckedMap::attribution).forEach(maps::add);
        nearest.addAll(why.nearest());
      }
    }
    return new MistakesSection(
        run,
        gallery,
        shown.mistakes(),
        explanations,
        explained,
        maps.isEmpty() ? Optional.empty() : Optional.of(MapSprite.of(maps)),
        nearest.isEmpty() ? Optional.empty() : Optional.of(sprite(nearest, explained.getFirst().why().image())));
  }

  /** The mistakes' places in the gallery, as the page's script sorts them. */
  private static List<Integer> surestFirst(FinishedRun run, Gallery gallery) {
    int[] sure = gallery.sure(run);
    return IntStream.range(0, gallery.rows().length)
        .filter(slot -> !run.predictions().isRight(gallery.rows()[slot]))
        .boxed()
        .sorted(Comparator.comparingInt(slot -> -sure[slot]))
        .toList();
  }

  private static Stream<CheckedMap> checked(Explanation why) {
    return why.classes().stream().flatMap(ofClass -> ofClass.maps().stream());
  }

  /** All of them, made smaller where they would take too many bytes; else the first ones. */
  private static Sprite sprite(List<NearImage> images, Shape shape) {
    ImageSet large = set(images.stream().map(NearImage::pixels).toList(), shape);
    Sprite sprite = null;
    for (int side : SIDES_OF_NEAREST) {
      BlockMeans size = BlockMeans.within(side, large);
      List<byte[]> small = images.stream().map(image -> size.of(image.pixels(), large)).toList();
      ImageSet set = set(small, Shape.of(size.height(), size.width(), shape.last()));
      sprite = Sprite.of(set, IntStream.range(0, images.size()).toArray(), MOST_BYTES_OF_NEAREST);
      if (sprite.count() == images.size()) {
        break;
      }
    }
    return sprite;
  }

  private static ImageSet set(List<byte[]> images, Shape shape) {
    byte[] pixels = new byte[Math.multiplyExact(images.size(), shape.elements())];
    for (int i = 0; i < images.size(); i++) {
      System.arraycopy(images.get(i), 0, pixels, i * shape.elements(), shape.elements());
    }
    return ImageSet.of(pixels, new int[images.size()], shape.size(0), shape.size(1), shape.last(), List.of("any"));
  }

  /** Which mistakes this page does not have, if there are too many; or that there are none. */
  String leftOut() {
    int here = Math.min(mistakes, gallery.rows().length);
    if (mistakes == 0) {
      return "There are none.";
    }
    return here == mistakes
        ? ""
        : "This page has %s of %s, the surest of each confusion first; %s are left out so that it stays small."
            .formatted(Numbers.count(here), Numbers.of(mistakes, "mistake"), Numbers.count(mistakes - here));
  }

  /** How many mistakes are explained; empty where there is nothing to explain. */
  String howMany() {
    if (mistakes == 0 || gallery.sprite().isEmpty()) {
      return "";
    }
    String why = explanations.missing().isEmpty() ? "" : ": " + explanations.missing();
    return explained.isEmpty()
        ? "Why the network made them is not on this page%s.".formatted(why)
        : "A click on %s, or Enter, says why the network made it%s."
            .formatted(explained.size() == 1 ? "the first" : "one of the first " + explained.size(), why);
  }

  /** How many could be explained, if they are more; else 0. */
  int couldBe() {
    int most = Math.min(ExplanationBudget.MOST, Math.min(mistakes, gallery.rows().length));
    return howMany().isEmpty() || explained.size() >= most ? 0 : most;
  }

  /** The command that explains them, without its last word, the option. */
  String command() {
    return "weft report " + Quoted.argument(run.name());
  }

  /** Among which images the nearest were searched; empty where they were among all, or not at all. */
  String searched() {
    int searched = explanations.searched();
    return searched == 0 || searched == explanations.trained()
        ? ""
        : "The nearest training images are those of %s, drawn from the %s of the training, as many of each class."
            .formatted(Numbers.count(searched), Numbers.count(explanations.trained()));
  }

  /** That what is explained is not quite what was tested; else empty. */
  String views() {
    return run.metrics().plain().isEmpty()
        ? ""
        : "The predictions are means over views of an image (test-time augmentation); explained is what the network"
            + " says of the image itself.";
  }

  /** How often each method's maps pass their check. */
  Optional<MethodChecks> methods() {
    List<CheckedMap> all = explanations.byRow().values().stream().flatMap(MistakesSection::checked).toList();
    return all.isEmpty() ? Optional.empty() : Optional.of(MethodChecks.of(all));
  }
}
