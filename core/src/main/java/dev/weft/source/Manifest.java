package dev.weft.source;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * A table of image files, to be written: the columns {@code path}, {@code label}, {@code split} and {@code group}, of
 * which the last two may be empty. It is a source of images itself; its paths lie in or below its folder.
 */
public final class Manifest {
  private static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

  private final Path file;
  private final Path folder;
  private final List<Row> rows = new ArrayList<>();

  private final List<String> more;

  private record Row(String path, String className, Optional<DataPart> part, String group, List<String> more) {}

  /**
   * A manifest without a row.
   *
   * @param file where it is to be written
   */
  public Manifest(Path file) {
    this(file, List.of());
  }

  /**
   * The same with further columns, which a person reads, and no source.
   *
   * @param more their names
   */
  public Manifest(Path file, List<String> more) {
    this.file = file;
    this.more = List.copyOf(more);
    folder = real(file.toAbsolutePath().normalize().getParent());
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder; // it is not there yet
    }
  }

  /**
   * Adds a row.
   *
   * @param part the part that the sample gets, whatever its source says
   * @param files those of the sample's source, by name
   * @throws WeftException if the sample is in no file of its own, or its file does not lie below the manifest's folder
   */
  public void add(SourceSample sample, String className, Optional<DataPart> part, Map<String, Path> files) {
    add(sample, className, part, files, List.of());
  }

  /**
   * The same with what the further columns say.
   *
   * @param cells one for each of them
   */
  public void add(
      SourceSample sample, String className, Optional<DataPart> part, Map<String, Path> files, List<String> cells) {
    Path found = files.get(sample.name());
    if (found == null) {
      throw new WeftException(
          "a manifest lists image files; '%s' is in no file of its own; make files first: weft data export PATH --to folder."
              .formatted(Quoted.text(sample.name())));
    }
    Path image = real(found.toAbsolutePath().normalize());
    if (!image.startsWith(folder)) {
      throw new WeftException(
          "a manifest lies above its images; '%s' does not lie below %s; write it to another file, such as %s."
              .formatted(Quoted.text(image.toString()), folder, above(image)));
    }
    rows.add(new Row(folder.relativize(image).toString().replace('\\', '/'), className, part, sample.group(), cells));
  }

  /** A file of the same name in the folder that has both. */
  private Path above(Path image) {
    Path common = folder;
    while (common.getParent() != null && !image.startsWith(common)) {
      common = common.getParent();
    }
    return common.resolve(file.getFileName());
  }

  /** How many rows each part has; those without one are not counted. */
  public Map<DataPart, Integer> counts() {
    Map<DataPart, Integer> counts = new TreeMap<>();
    rows.forEach(row -> row.part().ifPresent(part -> counts.merge(part, 1, Integer::sum)));
    return counts;
  }

  /**
   * Writes the table, or replaces the one that is there.
   *
   * @throws WeftException if it cannot be written
   */
  public void write() {
    StringBuilder table = new StringBuilder();
    try (CSVPrinter printer = new CSVPrinter(table, FORMAT)) {
      printer.printRecord(Stream.concat(Stream.of("path", "label", "split", "group"), more.stream()));
      for (Row row : rows) {
        Stream<String> known =
            Stream.of(row.path(), row.className(), row.part().map(DataPart::word).orElse(""), row.group());
        printer.printRecord(Stream.concat(known, row.more().stream()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    WholeFile.write(file, table.toString());
  }
}
