package dev.weft.source;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.image.Image;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Tables of pixels, an image a row: Kaggle's {@code train.csv}, or a folder of such tables. */
final class PixelTables implements SourceFormat {
  @Override
  public String description() {
    return "a CSV table of labels and pixels";
  }

  @Override
  public Optional<ImageSource> open(Path path, SourceOptions options) {
    Arena arena = Arena.ofShared();
    Optional<ImageSource> source = Optional.empty();
    try {
      source =
          Files.isDirectory(path)
              ? inFolder(path, options, arena)
              : PixelTable.of(path, options, arena).map(table -> source(List.of(table), List.of(), arena));
      return source;
    } finally {
      if (source.isEmpty()) {
        arena.close();
      }
    }
  }

  private static Optional<ImageSource> inFolder(Path folder, SourceOptions options, Arena arena) {
    List<PixelTable> tables = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    Optional<WeftException> refused = Optional.empty();
    for (Path file : files(folder)) {
      try {
        PixelTable.of(file, options, arena).ifPresent(tables::add);
      } catch (WeftException e) {
        refused = Optional.of(e);
        notes.add("Not used: " + e.getMessage());
      }
    }
    if (tables.isEmpty() && refused.isPresent()) {
      throw refused.get();
    }
    if (tables.isEmpty()) {
      return Optional.empty();
    }
    if (tables.stream().map(table -> partOfName(table.text().path())).distinct().count() < tables.size()) {
      throw new WeftException(
          "%s holds several tables of pixels (%s) that are no parts of one set; name one of them."
              .formatted(
                  folder, Quoted.list(tables.stream().map(table -> table.text().path().getFileName()).toList())));
    }
    return Optional.of(source(tables, notes, arena));
  }

  /** The tables in a folder by their names. */
  static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.getFileName().toString().matches("(?i)[^.].*\\.(csv|tsv|txt)"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw WeftException.unreadable(folder, e);
    }
  }

  private static Optional<DataPart> partOfName(Path file) {
    return ArrayName.of(ArrayFile.stem(file)).part();
  }

  private static ImageSource source(List<PixelTable> tables, List<String> before, Arena arena) {
    List<String> notes = new ArrayList<>(before);
    List<String> labels = new ArrayList<>();
    List<PixelTable.Row> rows = new ArrayList<>();
    int[] firsts = new int[tables.size()];
    NumberRange range = NumberRange.NONE;
    for (int i = 0; i < firsts.length; i++) {
      firsts[i] = rows.size();
      rows.addAll(tables.get(i).rows());
      tables.get(i).columns().notes().stream().filter(note -> !notes.contains(note)).forEach(notes::add);
    }
    for (PixelTable.Row row : rows) {
      labels.add(row.label());
      range = range.and(row.pixels());
    }
    PixelTable first = tables.getFirst();
    PixelRange pixels = pixels(tables, range);
    notes.addAll(pixels.notes());
    PixelOrder order = PixelOrder.of(first);
    order.note().ifPresent(notes::add);
    ClassLabels classes = classes(first, labels);
    notes.addAll(classes.notes());
    List<SourceSample> samples = new ArrayList<>(rows.size());
    for (int i = 0; i < firsts.length; i++) {
      PixelTable table = tables.get(i);
      Optional<DataPart> ofTable = firsts.length == 1 ? Optional.empty() : partOfName(table.text().path());
      for (int row = 0; row < table.count(); row++) {
        PixelTable.Row known = rows.get(firsts[i] + row);
        samples.add(
            new SourceSample(
                table.text().path().getFileName() + ", row " + table.lines()[row],
                classes.labels()[samples.size()],
                part(known.part(), table, row).or(() -> ofTable),
                known.group()));
      }
    }
    return new ListedImages(
        "a table of pixels",
        classes.names(),
        samples,
        sample -> image(tables, firsts, sample, pixels, order),
        paths(tables),
        notes,
        arena::close);
  }

  private static Optional<DataPart> part(String word, PixelTable table, int row) {
    Optional<DataPart> part = PartName.of(word);
    if (part.isEmpty() && !word.isEmpty()) {
      throw new WeftException(
          "%s, row %s: a part is train, validation or test; received '%s'; write one of them."
              .formatted(table.text().path().getFileName(), table.lines()[row], Quoted.text(word)));
    }
    return part;
  }

  private static Image image(List<PixelTable> tables, int[] firsts, int sample, PixelRange pixels, PixelOrder order) {
    int table = firsts.length - 1;
    while (firsts[table] > sample) {
      table--;
    }
    return tables.get(table).image(sample - firsts[table], pixels, order);
  }

  private static ClassLabels classes(PixelTable first, List<String> labels) {
    if (labels.isEmpty()) {
      throw new WeftException(first.text().path() + ": a table of pixels has a row for each image; it has none.");
    }
    try {
      return ClassLabels.of(labels, List.of());
    } catch (WeftException e) {
      throw new WeftException(first.text().path() + ": " + e.getMessage(), e);
    }
  }

  private static PixelRange pixels(List<PixelTable> tables, NumberRange range) {
    if (range.most() > 255 || range.least() < 0 && (range.least() < -1 || range.most() > 1)) {
      throw tables.stream().flatMap(table -> table.outside().stream()).findFirst().orElseThrow();
    }
    return range.pixels();
  }

  private static Map<String, Path> paths(List<PixelTable> tables) {
    Map<String, Path> paths = new LinkedHashMap<>();
    tables.forEach(table -> paths.put(table.text().path().getFileName().toString(), table.text().path()));
    return paths;
  }
}
