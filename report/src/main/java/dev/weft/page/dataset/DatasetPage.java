package dev.weft.page.dataset;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.chart.Bar;
import dev.weft.chart.ClassNames;
import dev.weft.chart.PixelShares;
import dev.weft.dataset.CatalogueEntry;
import dev.weft.dataset.Datasets;
import dev.weft.dataset.Duplicate;
import dev.weft.dataset.DuplicateCache;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.dataset.PixelValues;
import dev.weft.page.BarFigure;
import dev.weft.page.Fact;
import dev.weft.page.Numbers;
import dev.weft.page.Page;
import dev.weft.page.Script;
import dev.weft.page.Section;
import dev.weft.statistics.Interval;
import dev.weft.statistics.Mean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The page of a data set: how many images of which classes, samples, mean images, pixel values, and whether its test
 * part looks like its training part.
 */
public final class DatasetPage {
  private final ImageDataset data;
  private final List<String> names;
  private final List<ClassImages> classes;
  private final Thumbnails thumbnails;
  private final MeanImages means;
  private final Brightness brightness;
  private final List<PixelValues> channels;
  private final PixelValues values;
  private final HistogramFigure histogram;
  private final Optional<PartsCompared> parts;
  private final ClassTable table;

  private DatasetPage(ImageDataset data) {
    this.data = data;
    names = ClassNames.shown(data.train().classNames());
    classes = ClassImages.of(data.train());
    thumbnails = Thumbnails.of(data, classes, ClassTable.shown(data.train().classCounts()));
    means = MeanImages.of(data.train(), classes);
    brightness = Brightness.of(data.train());
    channels = PixelValues.ofChannels(data.train());
    values = PixelValues.together(channels);
    histogram = HistogramFigure.of(channels);
    parts = data.test().size() == 0 ? Optional.empty() : Optional.of(compared());
    table = ClassTable.of(data, names, classes, thumbnails);
  }

  /**
   * Makes the page.
   *
   * @throws WeftException if the training part has no image, or if images of the test part have another shape or other
   *     classes
   */
  public static Page of(ImageDataset data) {
    requireImages(data);
    return Page.of("dataset/page.jte", new DatasetPage(data));
  }

  private static void requireImages(ImageDataset data) {
    ImageSet train = data.train();
    ImageSet test = data.test();
    if (train.size() == 0) {
      throw new WeftException(
          "a page shows a data set with a training image or more; %s has none.".formatted(data.name()));
    }
    if (test.size() > 0 && (!shape(train).equals(shape(test)) || !train.classNames().equals(test.classNames()))) {
      throw new WeftException(
          "both parts of a data set have images of one shape and the same classes; those of %s are %s of %s and %s of %s."
              .formatted(
                  data.name(),
                  shape(train),
                  Quoted.list(train.classNames()),
                  shape(test),
                  Quoted.list(test.classNames())));
    }
  }

  private PartsCompared compared() {
    List<Duplicate> twins = DuplicateCache.ofUser().between(data, data.test(), data.train());
    return PartsCompared.of(
        names,
        data.train().classCounts(),
        data.test().classCounts(),
        brightness.ofAll(),
        Brightness.of(data.test()).ofAll(),
        twins);
  }

  // ---- what it is

  String name() {
    return data.name();
  }

  boolean hasTest() {
    return data.test().size() > 0;
  }

  private static String shape(ImageSet set) {
    return String.format(Locale.ROOT, "%d×%d×%d", set.height(), set.width(), set.channels());
  }

  int trainCount() {
    return data.train().size();
  }

  int testCount() {
    return data.test().size();
  }

  /** Of an image, its width by its height. */
  String aspect() {
    return Numbers.place((double) data.train().width() / data.train().height());
  }

  /** {@code 28×28 pixels}, or width and height where they differ. */
  private String size() {
    int height = data.train().height();
    int width = data.train().width();
    return height == width
        ? String.format(Locale.ROOT, "%d×%d pixels", width, height)
        : String.format(Locale.ROOT, "%d pixels wide and %d high", width, height);
  }

  String colours() {
    return switch (data.train().channels()) {
      case 1 -> "grey";
      case 3 -> "colour";
      default -> data.train().channels() + " channels";
    };
  }

  /** What there is, in one sentence. */
  String verdict() {
    String training = Numbers.count(data.train().size()) + " training ";
    String images =
        hasTest()
            ? training + "and " + Numbers.of(data.test().size(), "test image")
            : Numbers.of(data.train().size(), "training image");
    return "%s of %s, %s, %s.".formatted(images, classCount(), size(), colours());
  }

  /** {@code 10 classes}. */
  String classCount() {
    return names.size() == 1 ? "one class" : Numbers.count(names.size()) + " classes";
  }

  Optional<PartsCompared> parts() {
    return parts;
  }

  // ---- classes

  List<String> names() {
    return names;
  }

  ClassTable classes() {
    return table;
  }

  // ---- images

  Thumbnails thumbnails() {
    return thumbnails;
  }

  MeanImages means() {
    return means;
  }

  /** Which classes look most alike on average. */
  String nearest() {
    return means
        .nearest()
        .map(pair ->
            "The classes %s and %s have the nearest mean images, %s apart."
                .formatted(names.get(pair.first()), names.get(pair.second()), figure(pair.distance())))
        .orElse("All training images are of one class.");
  }

  /** The mean distance of an image from the mean image of its class. */
  String spread() {
    return figure(means.spread());
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  /** The mean distance of a class's images from their mean image. */
  String distance(int label) {
    return figure(classes.get(label).distance());
  }

  /** Whether images are smaller than in the set; else empty. */
  String samplesNote() {
    return thumbnails.areSmall()
        ? String.format(
            Locale.ROOT,
            "Images are shown smaller than they are, %d pixels wide and %d high: each pixel is the mean of a block.",
            thumbnails.sprite().width(),
            thumbnails.sprite().height())
        : "";
  }

  // ---- pixel values

  /** How common black and white are, and how bright and varied pixels are. */
  String valuesInWords() {
    return String.format(
        Locale.ROOT,
        "%s of the pixels are 0 and %s are 255; the mean is %.1f and the standard deviation %.1f.",
        Shares.percent(values.share(0)),
        Shares.percent(values.share(255)),
        values.mean(),
        values.deviation());
  }

  HistogramFigure histogram() {
    return histogram;
  }

  /** What a network receives by each scaling. */
  List<ScaledValues> scalings() {
    return ScaledValues.of(values);
  }

  List<ScaledValues> channelValues() {
    return channels.size() == 1
        ? List.of()
        : IntStream.range(0, channels.size())
            .mapToObj(
                channel -> ScaledValues.rescaled(PixelShares.name(channel, channels.size()), channels.get(channel)))
            .toList();
  }

  /** How many values never change. */
  String constants() {
    int all = data.train().features();
    int constant = means.constants();
    if (constant == 0) {
      return "Each of the %s of an image changes from image to image.".formatted(Numbers.of(all, "value"));
    }
    return "%s of the %s of an image %s the same in all training images; the map shows them white."
        .formatted(Numbers.count(constant), Numbers.of(all, "value"), constant == 1 ? "is" : "are");
  }

  /** The mean brightness of the images of each class that tables show. */
  BarFigure brightnesses() {
    List<Bar> bars =
        table.shown().stream()
            .filter(row -> row.train() > 0)
            .map(row -> bar(row.name(), brightness.of(classes.get(row.label()))))
            .toList();
    return BarFigure.of("Mean brightness of an image, black 0 and white 1", bars);
  }

  private static Bar bar(String name, Mean mean) {
    Optional<Interval> interval = mean.interval();
    return new Bar(
        name,
        mean.value(),
        interval.map(Interval::low).orElse(Double.NaN),
        interval.map(Interval::high).orElse(Double.NaN));
  }

  // ---- where it is from

  List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    Datasets.catalogue().stream()
        .filter(entry -> !data.isOwn() && entry.name().equals(data.name()))
        .map(CatalogueEntry::description)
        .forEach(description -> facts.add(new Fact("About", description)));
    data.summary().forEach(sentence -> facts.add(new Fact("About", sentence)));
    facts.add(new Fact("Data set", data.name()));
    facts.add(new Fact("Data from", data.origin()));
    facts.add(new Fact("Data checksum", data.checksum()));
    data.sha256().forEach((file, sha256) -> facts.add(new Fact("SHA-256 of " + file, sha256)));
    return facts;
  }

  String command() {
    return "weft data show " + (data.isOwn() ? data.origin() : data.name()) + " --page";
  }

  List<Section> contents() {
    List<Section> sections = new ArrayList<>();
    sections.add(new Section("classes", "Classes"));
    sections.add(new Section("images", "Images"));
    sections.add(new Section("means", "Mean images"));
    if (hasTest()) {
      sections.add(new Section("parts", "Train and test"));
    }
    sections.add(new Section("values", "Pixel values"));
    sections.add(new Section("provenance", "Provenance"));
    return sections;
  }

  String data() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("classes", names);
    map.put("samples", thumbnails.toMap());
    map.put("histogram", histogram.toMap());
    return Script.data(map);
  }
}
