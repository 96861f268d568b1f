package dev.weft.source;

import dev.weft.WeftException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the tables of a source say of its images beside their classes: each column, such as the hospital that an image
 * comes from.
 */
public final class ManifestValues {
  private static final String TABLE = "(?i).*\\.(csv|tsv|jsonl)";

  /** The folder itself, and those of parts in it. */
  private static final int DEPTH = 2;

  /** What a file of a folder has at most, in bytes, to be looked at: it may be anything. */
  private static final long MOST_BYTES = 1 << 26;

  private ManifestValues() {}

  /**
   * The columns of the table at a path, or of those in the folder there. A file that is no table says nothing, nor does
   * one in a folder with more than 64 MiB.
   *
   * @param names of images, as their source has them
   * @return by column's name, a field for each image; empty where the table does not have it, and no columns where
   *     there is no table
   */
  public static Map<String, List<String>> of(Path path, List<String> names) {
    Map<String, Integer> places = new HashMap<>();
    IntStream.range(0, names.size()).forEach(i -> places.put(names.get(i), i));
    Map<String, List<String>> columns = new LinkedHashMap<>();
    for (Path file : tables(path)) {
      String name = Files.isRegularFile(path) ? file.getFileName().toString() : path.relativize(file).toString();
      table(name.replace('\\', '/'), file).ifPresent(table -> add(table, places, names.size(), columns));
    }
    return columns;
  }

  private static Optional<ManifestTable> table(String name, Path file) {
    try {
      return ManifestTable.of(name, Files.readAllBytes(file));
    } catch (IOException | WeftException e) {
      return Optional.empty();
    }
  }

  private static List<Path> tables(Path path) {
    if (Files.isRegularFile(path)) {
      return path.toString().matches(TABLE) ? List.of(path) : List.of();
    }
    try (Stream<Path> files = Files.walk(path, DEPTH)) {
      return files.filter(file -> file.toString().matches(TABLE) && isSmall(file)).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  private static boolean isSmall(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) <= MOST_BYTES;
    } catch (IOException e) {
      return false;
    }
  }

  /** The column that names the images is that with most of their names. */
  private static void add(
      ManifestTable table, Map<String, Integer> places, int images, Map<String, List<String>> columns) {
    int named = -1;
    long most = 0;
    for (int column = 0; column < table.header().size(); column++) {
      int at = column;
      long found =
          IntStream.range(0, table.rows().size())
              .filter(row -> places.containsKey(table.below(table.field(row, at))))
              .count();
      if (found > most) {
        most = found;
        named = column;
      }
    }
    for (int column = 0; named >= 0 && column < table.header().size(); column++) {
      if (column != named) {
        List<String> fields =
            columns.computeIfAbsent(
                table.header().get(column), name -> new ArrayList<>(Collections.nCopies(images, "")));
        for (int row = 0; row < table.rows().size(); row++) {
          Integer place = places.get(table.below(table.field(row, named)));
          if (place != null) {
            fields.set(place, table.field(row, column));
          }
        }
      }
    }
  }
}
