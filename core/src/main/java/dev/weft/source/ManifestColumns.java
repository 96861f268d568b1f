package dev.weft.source;

import dev.weft.Quoted;
import dev.weft.WeftException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which columns of a table say what of an image. The column of the images is that whose fields name files that are
 * there.
 *
 * @param oneHot the columns of the classes, with a single 1 a row, where no column has labels
 * @param part -1 for none
 * @param group -1 for none
 */
record ManifestColumns(int image, int label, List<Integer> oneHot, int part, int group) {
  private static final int ROWS_LOOKED_AT = 100;
  private static final Set<String> LABELS =
      Set.of(
          "label",
          "labels",
          "class",
          "classes",
          "category",
          "target",
          "breed",
          "species",
          "class_name",
          "label_name",
          "diagnosis",
          "dx",
          "y",
          "level");
  private static final Set<String> PARTS =
      Set.of("split", "part", "subset", "set", "usage", "partition", "data_set", "dataset");
  private static final Set<String> GROUPS = Set.of("group");

  /** The columns of a table that names images; empty if it names none that is there. */
  static Optional<ManifestColumns> of(ManifestTable table, FileIndex index, String folder, SourceOptions options) {
    int image = image(table, index, folder);
    if (image < 0) {
      return Optional.empty();
    }
    int named = table.column(PARTS);
    int part = named >= 0 && PartName.of(firstWord(table, named)).isEmpty() ? -1 : named;
    int group = options.group().isEmpty() ? table.column(GROUPS) : table.header().indexOf(options.group());
    int label = label(table, options, image, part, group);
    List<Integer> oneHot = label >= 0 ? List.of() : oneHot(table, image, part, group);
    if (label < 0 && oneHot.isEmpty()) {
      throw new WeftException(
          "%s: which column has the labels? it has %s; name the column as 'label'."
              .formatted(table.name(), Quoted.list(table.header())));
    }
    return Optional.of(new ManifestColumns(image, label, oneHot, part, group));
  }

  /** The first field of a column that is not empty; empty if none is. */
  private static String firstWord(ManifestTable table, int column) {
    return IntStream.range(0, table.rows().size())
        .mapToObj(row -> table.field(row, column))
        .filter(field -> !field.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** How many of the first fields of a column name a file. */
  static int found(ManifestTable table, int column, FileIndex index, String folder) {
    return (int)
        IntStream.range(0, Math.min(ROWS_LOOKED_AT, table.rows().size()))
            .filter(row ->
                !table.field(row, column).isEmpty()
                    && index.find(table.below(table.field(row, column)), folder).isPresent())
            .count();
  }

  private static int image(ManifestTable table, FileIndex index, String folder) {
    int best = -1;
    int most = 0;
    for (int column = 0; column < table.header().size(); column++) {
      int found = found(table, column, index, folder);
      if (found > most) {
        most = found;
        best = column;
      }
    }
    return best;
  }

  private static int label(ManifestTable table, SourceOptions options, int image, int part, int group) {
    if (!options.label().isEmpty()) {
      int named = table.header().indexOf(options.label());
      if (named < 0) {
        throw new WeftException(
            "%s has no column '%s'; it has %s."
                .formatted(table.name(), Quoted.text(options.label()), Quoted.list(table.header())));
      }
      return named;
    }
    int known = table.column(LABELS);
    if (known >= 0 && known != image) {
      return known;
    }
    List<Integer> rest =
        IntStream.range(0, table.header().size())
            .filter(column -> column != image && column != part && column != group)
            .boxed()
            .toList();
    return rest.size() == 1 ? rest.getFirst() : -1;
  }

  private static List<Integer> oneHot(ManifestTable table, int image, int part, int group) {
    List<Integer> columns = new ArrayList<>();
    for (int column = 0; column < table.header().size(); column++) {
      int at = column;
      boolean zeroOrOne =
          column != image
              && column != part
              && column != group
              && IntStream.range(0, table.rows().size()).allMatch(row -> table.field(row, at).matches("[01](\\.0*)?"));
      if (zeroOrOne) {
        columns.add(column);
      }
    }
    boolean single =
        IntStream.range(0, table.rows().size())
            .allMatch(row -> columns.stream().filter(column -> table.field(row, column).startsWith("1")).count() == 1);
    return columns.size() > 1 && single ? columns : List.of();
  }

  /** The class of a row; empty if it has none. */
  String label(ManifestTable table, int row) {
    if (label >= 0) {
      return table.field(row, label);
    }
    int column = oneHot.stream().filter(c -> table.field(row, c).startsWith("1")).findFirst().orElseThrow();
    return table.header().get(column);
  }
}
