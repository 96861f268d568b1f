package dev.weft.source;

import dev.weft.Quoted;
import dev.weft.WeftException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What each column of a table of pixels is.
 *
 * @param uses of the columns, from left to right
 * @param names of the columns; empty without a header
 * @param header whether the first line has the names
 * @param notes what was assumed, a sentence each
 */
record PixelColumns(
    Use[] uses, List<String> names, boolean header, int height, int width, int channels, List<String> notes) {
  /** What a column is. */
  enum Use {
    PIXEL,
    /** All pixels in one text, with spaces between. */
    PIXELS,
    LABEL,
    PART,
    GROUP,
    OTHER
  }

  private static final int FEWEST_PIXELS = 9;
  private static final Set<String> LABELS =
      Set.of(
          "label", "labels", "class", "classes", "target", "y", "category", "digit", "letter", "emotion", "character");
  private static final Set<String> PARTS = Set.of("usage", "split", "part", "subset", "set", "partition");
  private static final Set<String> OTHERS = Set.of("", "id", "imageid", "image_id", "index", "unnamed: 0");
  private static final Pattern PLACE = Pattern.compile("(\\d+)x(\\d+)([rgb]?)");

  /**
   * What the first lines of a table say; empty if it is no table of pixels.
   *
   * @param lines the first two or more that are not empty, as texts
   * @throws WeftException if it has pixels but no labels, or if they are no square
   */
  static Optional<PixelColumns> of(List<List<String>> lines, SourceOptions options) {
    List<String> first = lines.getFirst();
    List<String> second = lines.get(Math.min(1, lines.size() - 1));
    boolean header = lines.size() > 1 && isHeader(first, second);
    List<String> names = header ? first : List.of();
    Use[] uses = new Use[second.size()];
    Arrays.fill(uses, Use.PIXEL);
    int pixels = 0;
    for (int i = 0; i < uses.length; i++) {
      uses[i] = use(i < names.size() ? names.get(i).strip() : null, i, second.get(i), options);
      pixels += uses[i] == Use.PIXEL ? 1 : uses[i] == Use.PIXELS ? second.get(i).strip().split("\\s+").length : 0;
    }
    if (pixels < FEWEST_PIXELS) {
      return Optional.empty();
    }
    List<String> notes = new ArrayList<>();
    chooseLabel(uses, names, notes);
    boolean labelled = Arrays.asList(uses).contains(Use.LABEL);
    if (!labelled && !options.label().isEmpty()) {
      throw new WeftException(
          "there is no column '%s'; name one as the header does, or by its number where there is none."
              .formatted(Quoted.text(options.label())));
    }
    if (!options.group().isEmpty() && !Arrays.asList(uses).contains(Use.GROUP)) {
      throw new WeftException(
          "there is no column '%s' with groups; name one as the header does, or by its number where there is none."
              .formatted(Quoted.text(options.group())));
    }
    if (header && first.stream().allMatch(PixelColumns::isNumber)) {
      notes.add("The first line is taken as names of columns, as pandas makes them of a row.");
    }
    if (!labelled && (side(pixels) > 0 || side(pixels - 1) == 0)) {
      throw new WeftException(
          String.format(
              Locale.ROOT,
              "a table of pixels has a column of labels beside the pixels of squares; received %,d columns of numbers"
                  + "%s; take the file with labels (of Kaggle's, train.csv), or name the column.",
              pixels,
              side(pixels) > 0 ? ", all of them pixels" : ""));
    }
    if (!labelled) {
      boolean last = !labelIsFirst(lines.subList(header ? 1 : 0, lines.size()), uses);
      int column = labelColumn(uses, last);
      uses[column] = Use.LABEL;
      pixels--;
      notes.add("The " + (last ? "last" : "first") + " column is taken as the label.");
    }
    return Optional.of(shaped(uses, names, header, pixels, notes));
  }

  /** Of several columns of words that is the label whose name says so. */
  private static void chooseLabel(Use[] uses, List<String> names, List<String> notes) {
    List<Integer> labels = IntStream.range(0, uses.length).filter(i -> uses[i] == Use.LABEL).boxed().toList();
    if (labels.size() < 2) {
      return;
    }
    List<String> called =
        labels.stream().map(i -> i < names.size() ? names.get(i).strip() : String.valueOf(i + 1)).toList();
    int label =
        called.stream()
            .filter(name -> LABELS.contains(name.toLowerCase(Locale.ROOT)))
            .mapToInt(called::indexOf)
            .findFirst()
            .orElseThrow(() ->
                new WeftException(
                    "which column has the labels? several have no numbers: %s; name the column as 'label'."
                        .formatted(Quoted.list(called))));
    for (int i = 0; i < labels.size(); i++) {
      if (i != label) {
        uses[labels.get(i)] = Use.OTHER;
        notes.add("The column '%s' is not used.".formatted(Quoted.text(called.get(i))));
      }
    }
  }

  private static PixelColumns shaped(Use[] uses, List<String> names, boolean header, int pixels, List<String> notes) {
    int height = 0;
    int width = 0;
    int channels = hasColours(names) ? 3 : 1;
    for (String name : names) {
      Matcher place = PLACE.matcher(name.strip());
      if (place.matches() && name.length() < 12) {
        height = Math.max(height, Integer.parseInt(place.group(1)));
        width = Math.max(width, Integer.parseInt(place.group(2)));
      }
    }
    if (height > 0 && (long) height * width * channels == pixels) {
      return new PixelColumns(uses, names, header, height, width, channels, notes);
    }
    int grey = ArrayLayout.side(pixels);
    int side = side(pixels);
    if (side == 0) {
      throw new WeftException(
          String.format(
              Locale.ROOT,
              "the pixels of a row are a square, grey or in colour; received %,d columns of pixels; name the column of"
                  + " the labels, and drop those that are neither.",
              pixels));
    }
    return new PixelColumns(uses, names, header, side, side, grey > 0 ? 1 : 3, notes);
  }

  /** Whether the columns are called {@code 1x1r}, {@code 1x1g}, {@code 1x1b}, {@code 1x2r} and so on. */
  static boolean hasColours(List<String> names) {
    return names.containsAll(List.of("1x1r", "1x1g", "1x1b"));
  }

  /** The side of a square of so many pixels, grey or in colour; 0 if they are none. */
  private static int side(int pixels) {
    int grey = ArrayLayout.side(pixels);
    return grey > 0 || pixels % 3 != 0 ? grey : ArrayLayout.side(pixels / 3);
  }

  /** A header has words where the next line has numbers; pandas makes 0, 0.1, 0.2, ... of a row of zeros. */
  private static boolean isHeader(List<String> first, List<String> second) {
    long words = 0;
    boolean fractions = false;
    boolean whole = true;
    for (int i = 0; i < Math.min(first.size(), second.size()); i++) {
      boolean number = isNumber(first.get(i));
      words += number ? 0 : 1;
      fractions |= number && first.get(i).matches("0\\.[1-9]\\d*");
      whole &= second.get(i).strip().matches("\\d*");
    }
    return words > first.size() / 2 || fractions && whole;
  }

  private static boolean isNumber(String field) {
    return field.strip().matches("[+-]?(\\d+[.,]?\\d*|[.,]\\d+)([eE][+-]?\\d+)?");
  }

  private static Use use(String name, int column, String value, SourceOptions options) {
    if (isNamed(options.label(), name, column)) {
      return Use.LABEL;
    }
    if (isNamed(options.group(), name, column)) {
      return Use.GROUP;
    }
    if (value.strip().matches("(\\d+[.\\d]*\\s+){" + (FEWEST_PIXELS - 1) + ",}\\d+[.\\d]*")) {
      return Use.PIXELS;
    }
    String word = name == null ? "-" : name.toLowerCase(Locale.ROOT);
    if (LABELS.contains(word) && options.label().isEmpty()) {
      return Use.LABEL;
    }
    if (PARTS.contains(word)) {
      return value.isBlank() || PartName.of(value.strip()).isPresent() ? Use.PART : Use.OTHER;
    }
    if (word.equals("group") && options.group().isEmpty()) {
      return Use.GROUP;
    }
    if (OTHERS.contains(word)) {
      return Use.OTHER;
    }
    if (!isNumber(value)) {
      return options.label().isEmpty() ? Use.LABEL : Use.OTHER;
    }
    return Use.PIXEL;
  }

  private static boolean isNamed(String option, String name, int column) {
    return !option.isEmpty()
        && (option.equalsIgnoreCase(name) || option.equals(String.valueOf(column + 1)) && name == null);
  }

  /** A label is a whole number that varies, and a small one; the pixel of a corner is often the same in all images. */
  private static boolean labelIsFirst(List<List<String>> rows, Use[] uses) {
    return likeness(rows, labelColumn(uses, false)) >= likeness(rows, labelColumn(uses, true));
  }

  /** How well a column may be that of the labels: the larger, the better. */
  private static double likeness(List<List<String>> rows, int column) {
    List<String> values =
        rows.stream().map(row -> column < row.size() ? row.get(column).strip() : "").distinct().toList();
    if (!values.stream().allMatch(value -> value.matches("-?\\d{1,9}(\\.0*)?"))) {
      return Double.NEGATIVE_INFINITY;
    }
    double most = values.stream().mapToDouble(Double::parseDouble).max().orElse(0);
    return values.size() == 1 ? -1e10 : -most;
  }

  private static int labelColumn(Use[] uses, boolean last) {
    int column = Arrays.asList(uses).indexOf(Use.PIXEL);
    return last ? Arrays.asList(uses).lastIndexOf(Use.PIXEL) : column;
  }

  /** As a message names a column. */
  String column(int column) {
    String number = "column " + (column + 1);
    return column < names.size() ? number + " (" + Quoted.text(names.get(column).strip()) + ")" : number;
  }

  /** As a message names the column of a pixel. */
  String pixel(int index) {
    int[] columns = IntStream.range(0, uses.length).filter(column -> uses[column] == Use.PIXEL).toArray();
    return columns.length == 0 ? "pixel " + (index + 1) : column(columns[index]);
  }
}
