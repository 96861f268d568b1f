package dev.weft.page.dataset;

import dev.weft.augment.Augmentation;
import dev.weft.chart.ClassNames;
import dev.weft.config.Config;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.page.BlockMeans;
import dev.weft.page.Numbers;
import dev.weft.page.Page;
import dev.weft.page.Script;
import dev.weft.page.Section;
import dev.weft.page.Sprite;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The page of augmentations: images as they are, and as a training receives them in its first epochs. */
public final class AugmentationPage {
  private static final int MOST_SIDE = 96;
  private static final int MOST_BYTES = Integer.MAX_VALUE;

  /** Images that an augmentation alone is shown with. */
  private static final int ALONE = 2;

  private final ImageDataset data;
  private final List<Augmentation> augmentations;
  private final boolean areOneTraining;
  private final Variants variants;
  private final Sprite sprite;
  private final String command;

  /** What is shown, and how. */
  public record Options(int images, int epochs, long seed, String command) {}

  private AugmentationPage(
      ImageDataset data, List<Augmentation> augmentations, boolean areOneTraining, Options options) {
    this.data = data;
    this.augmentations = List.copyOf(augmentations);
    this.areOneTraining = areOneTraining;
    command = options.command();
    variants = new Variants(data.train(), chosen(data.train(), options.images()), options.epochs(), options.seed());
    sprite = drawn();
  }

  /**
   * Makes the page.
   *
   * @param areOneTraining whether they are one list, applied one after another; else each is shown alone
   * @throws IllegalArgumentException if an augmentation cannot change such images
   */
  public static Page of(ImageDataset data, List<Augmentation> augmentations, boolean areOneTraining, Options options) {
    return Page.of("dataset/augmentations.jte", new AugmentationPage(data, augmentations, areOneTraining, options));
  }

  /** The first image of each class, then the second, and so on. */
  private static int[] chosen(ImageSet set, int most) {
    List<List<Integer>> byClass =
        IntStream.range(0, set.classes()).mapToObj(label -> firsts(set, label, most)).toList();
    return IntStream.range(0, most)
        .boxed()
        .flatMap(round -> byClass.stream().filter(of -> of.size() > round).map(of -> of.get(round)))
        .limit(most)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static List<Integer> firsts(ImageSet set, int label, int most) {
    return IntStream.range(0, set.size()).filter(i -> set.label(i) == label).limit(most).boxed().toList();
  }

  private Variants alone() {
    int few = Math.min(ALONE, variants.samples().length);
    return new Variants(data.train(), Arrays.copyOf(variants.samples(), few), variants.epochs(), variants.seed());
  }

  private Sprite drawn() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    if (areOneTraining) {
      all.writeBytes(variants.of(augmentations));
    }
    augmentations.forEach(augmentation -> all.writeBytes(alone().of(List.of(augmentation))));
    ImageSet set = data.train();
    int count = all.size() / variants.shape().features();
    ImageSet tiles = tiles(all.toByteArray(), count, set);
    return Sprite.of(tiles, IntStream.range(0, count).toArray(), MOST_BYTES);
  }

  /** Large images made smaller. */
  private static ImageSet tiles(byte[] images, int count, ImageSet of) {
    ImageSet all = ImageSet.of(images, new int[count], of.height(), of.width(), of.channels(), of.classNames());
    BlockMeans small = BlockMeans.within(MOST_SIDE, of);
    int features = small.height() * small.width() * of.channels();
    byte[] pixels = new byte[Math.multiplyExact(count, features)];
    for (int i = 0; i < count; i++) {
      System.arraycopy(small.of(all.image(i), all), 0, pixels, i * features, features);
    }
    return ImageSet.of(pixels, new int[count], small.height(), small.width(), of.channels(), of.classNames());
  }

  String name() {
    return data.name();
  }

  Sprite sprite() {
    return sprite;
  }

  String aspect() {
    return Numbers.place((double) sprite.width() / sprite.height());
  }

  boolean areOneTraining() {
    return areOneTraining;
  }

  String verdict() {
    return areOneTraining
        ? "A training receives each image changed by "
            + Numbers.of(augmentations.size(), "augmentation")
            + ", in another way each epoch."
        : Numbers.of(augmentations.size(), "augmentation") + ", each by itself.";
  }

  /** One image and what becomes of it. */
  record Row(String title, int first, int count) {}

  List<Row> together() {
    return rows(variants, 0);
  }

  List<Row> rows(int augmentation) {
    int before = areOneTraining ? variants.samples().length * variants.columns() : 0;
    Variants shown = alone();
    return rows(shown, before + augmentation * shown.samples().length * shown.columns());
  }

  private List<Row> rows(Variants shown, int from) {
    List<String> names = ClassNames.shown(data.train().classNames());
    return IntStream.range(0, shown.samples().length)
        .mapToObj(row ->
            new Row(names.get(data.train().label(shown.samples()[row])), from + row * shown.columns(), shown.columns()))
        .toList();
  }

  int count() {
    return augmentations.size();
  }

  String kind(int augmentation) {
    return Config.kind(augmentations.get(augmentation));
  }

  String sentence(int augmentation) {
    return "Each image is " + augmentations.get(augmentation).inWords() + ".";
  }

  /** {@code factor: 0.05, fill_mode: reflect}. */
  String arguments(int augmentation) {
    return Config.arguments((Record) augmentations.get(augmentation)).entrySet().stream()
        .filter(argument -> argument.getValue() != null)
        .map(argument -> argument.getKey() + ": " + argument.getValue())
        .collect(Collectors.joining(", "));
  }

  String command() {
    return command;
  }

  List<Section> contents() {
    List<Section> sections = new ArrayList<>();
    if (areOneTraining) {
      sections.add(new Section("together", "All together"));
    }
    sections.add(new Section("each", "Each alone"));
    for (int i = 0; i < augmentations.size(); i++) {
      sections.add(new Section("augmentation-" + i, kind(i), true));
    }
    sections.add(new Section("again", "Again"));
    return sections;
  }

  String data() {
    Map<String, Object> nothing = new LinkedHashMap<>();
    return Script.data(nothing);
  }
}
