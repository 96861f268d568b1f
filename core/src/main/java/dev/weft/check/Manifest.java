package dev.weft.check;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.WholeFile;
import dev.weft.source.ImageSource;
import dev.weft.source.SourceSample;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A table of image files with their labels, parts and groups, without the images that findings leave out: the columns
 * {@code path, label, split, group}, the last two where the source has them. Paths are relative to the table's folder.
 */
public final class Manifest {
  private Manifest() {}

  /**
   * Writes the table, or replaces the one that is there. The images stay as they are.
   *
   * @param source what was checked
   * @return what was left out, one sentence
   * @throws WeftException if the images lie in no files of their own, or if nothing is left, or if the table cannot be
   *     written
   */
  public static String write(DataCheck check, ImageSource source, Path file) {
    Map<String, Path> files = source.files();
    List<Integer> kept = check.kept();
    if (kept.isEmpty()) {
      throw new WeftException("nothing would be left in %s; correct the labels first.".formatted(quoted(file)));
    }
    for (int i : kept) {
      if (!files.containsKey(check.sample(i).name())) {
        throw new WeftException(
            "a manifest lists image files; '%s' of %s is in no file of its own; write the images to a folder first, with"
                    .formatted(Quoted.text(check.sample(i).name()), source.format())
                + " 'weft data export PATH --to folder'.");
      }
    }
    boolean groups = kept.stream().anyMatch(i -> !check.sample(i).group().isEmpty());
    List<String> columns = new ArrayList<>(List.of("path", "label"));
    if (check.hasParts()) {
      columns.add("split");
    }
    if (groups) {
      columns.add("group");
    }
    Path folder = file.toAbsolutePath().normalize().getParent();
    StringBuilder table = new StringBuilder(line(columns));
    for (int i : kept) {
      table.append(line(row(check, i, path(folder, files.get(check.sample(i).name())), groups)));
    }
    WholeFile.write(file, table.toString());
    return sentence(check, kept.size(), file);
  }

  /** A line of CSV as RFC 4180 has it, but for its end. */
  private static String line(List<String> fields) {
    return fields.stream()
            .map(field -> field.matches("[^\",\r\n]+") ? field : '"' + field.replace("\"", "\"\"") + '"')
            .collect(Collectors.joining(","))
        + "\n";
  }

  private static List<String> row(DataCheck check, int i, String path, boolean groups) {
    SourceSample sample = check.sample(i);
    List<String> row = new ArrayList<>(List.of(path, check.classNames().get(sample.label())));
    if (check.hasParts()) {
      row.add(sample.part().map(part -> part.word()).orElse(""));
    }
    if (groups) {
      row.add(sample.group());
    }
    return row;
  }

  private static String path(Path folder, Path image) {
    Path whole = image.toAbsolutePath().normalize();
    boolean below = folder != null && whole.startsWith(folder);
    return (below ? folder.relativize(whole) : whole).toString().replace('\\', '/');
  }

  private static String sentence(DataCheck check, int kept, Path file) {
    List<String> kinds =
        check.findings().stream()
            .filter(finding -> !finding.leftOut().isEmpty())
            .map(finding -> "%s (%s)".formatted(finding.kind(), finding.leftOut().size()))
            .toList();
    return "%s lists %s of %s%s."
        .formatted(
            quoted(file),
            Counted.of(kept, "image"),
            Counted.of(check.size(), "image").replaceFirst(" .*", ""),
            kinds.isEmpty() ? ", as no finding leaves any out" : ", without " + String.join(", ", kinds));
  }

  private static String quoted(Path file) {
    return Quoted.text(file.toString());
  }
}
