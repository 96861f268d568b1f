package dev.weft.check;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Something measured of every image that is not what it shows: a class that has it alone is recognized by it.
 *
 * @param name {@code file type}
 * @param value a text, or a number, of which NaN is not known
 * @param decisive how well it has to recognize a class to be reported, from 0 to 1: much where what an image shows may
 *     be the reason, too
 */
record Trait(String name, Function<ImageFacts, Comparable<?>> value, double decisive) {
  private static final int BINS = 16;
  private static final double OF_FILES = 0.5;
  private static final double OF_IMAGES = 0.9;

  static final List<Trait> ALL =
      List.of(
          new Trait("file type", ImageFacts::type, OF_FILES),
          new Trait("colours", Trait::colours, OF_FILES),
          new Trait("number of pixels", ImageFacts::pixels, OF_FILES),
          new Trait("shape, width by height", ImageFacts::aspect, OF_FILES),
          new Trait("bytes a pixel in the file", Trait::bytesPerPixel, OF_IMAGES),
          new Trait("background colour", facts -> colour(facts.background()), 0.7),
          new Trait("brightness", ImageFacts::brightness, OF_IMAGES),
          new Trait("blur", ImageFacts::blur, OF_IMAGES));

  private static String colours(ImageFacts facts) {
    String colours = facts.coloured() ? "with colours" : "grey";
    return facts.transparent() ? colours + ", transparent" : colours;
  }

  private static double bytesPerPixel(ImageFacts facts) {
    return facts.bytes() < 0 ? Double.NaN : facts.bytes() / facts.pixels();
  }

  private static String colour(int background) {
    String[] levels = {"0", "85", "170", "255"};
    return "rgb(%s, %s, %s)"
        .formatted(levels[background >> 4 & 3], levels[background >> 2 & 3], levels[background & 3]);
  }

  boolean isNumber(Survey survey) {
    return survey.readable().length > 0 && value.apply(survey.facts(survey.readable()[0])) instanceof Double;
  }

  /** Of a number. */
  double number(ImageFacts facts) {
    return (Double) value.apply(facts);
  }

  /** The bin of each readable image: of texts one a text, of numbers 16 with as many images each where that can be. */
  int[] bins(Survey survey) {
    return isNumber(survey) ? ofNumbers(survey) : ofTexts(survey);
  }

  private int[] ofTexts(Survey survey) {
    Map<String, Integer> bins = new TreeMap<>();
    return IntStream.of(survey.readable())
        .map(i -> {
          String text = value.apply(survey.facts(i)).toString();
          bins.putIfAbsent(text, bins.size());
          return bins.get(text);
        })
        .toArray();
  }

  private int[] ofNumbers(Survey survey) {
    double[] values = IntStream.of(survey.readable()).mapToDouble(i -> number(survey.facts(i))).toArray();
    double[] sorted = Arrays.stream(values).filter(value -> !Double.isNaN(value)).sorted().toArray();
    double[] edges =
        IntStream.range(1, BINS)
            .mapToDouble(bin -> sorted.length == 0 ? 0 : sorted[(int) ((long) bin * sorted.length / BINS)])
            .distinct()
            .toArray();
    return Arrays.stream(values).mapToInt(value -> bin(value, edges)).toArray();
  }

  private static int bin(double value, double[] edges) {
    int bin = 0;
    while (bin < edges.length && value >= edges[bin]) {
      bin++;
    }
    return Double.isNaN(value) ? edges.length + 1 : bin;
  }
}
