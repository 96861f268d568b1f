package dev.weft.export;

import dev.weft.dataset.ImageSet;
import dev.weft.parquet.ParquetWriter;
import dev.weft.parquet.ParquetWriter.Column;
import dev.weft.parquet.ParquetWriter.Type;
import dev.weft.source.DataPart;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Hugging Face's files, {@code data/train-00000-of-00001.parquet} and its like: {@code image} with the {@code bytes} of
 * a PNG file and a {@code path}, {@code label} with the index of the class, {@code group} where there are groups. The
 * footer has the features under {@code huggingface}, as {@code datasets} writes them.
 */
final class ParquetExport {
  private static final int MOST_ROWS = 1000; // of a row group
  private static final int MOST_BYTES = 1 << 25;

  private ParquetExport() {}

  static List<String> write(Map<DataPart, ImageSet> parts, Path folder) throws IOException {
    boolean groups = parts.values().stream().anyMatch(ImageSet::hasGroups);
    Path data = Files.createDirectory(folder.resolve("data"));
    for (Map.Entry<DataPart, ImageSet> part : parts.entrySet()) {
      Path file = data.resolve(part.getKey().word() + "-00000-of-00001.parquet");
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
        write(part.getValue(), groups, out);
      }
    }
    return List.of();
  }

  private static void write(ImageSet set, boolean groups, OutputStream out) throws IOException {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column(List.of("image", "bytes"), Type.BYTES));
    columns.add(new Column(List.of("image", "path"), Type.TEXT));
    columns.add(new Column(List.of("label"), Type.NUMBER));
    if (groups) {
      columns.add(new Column(List.of("group"), Type.NUMBER));
    }
    ParquetWriter writer = new ParquetWriter(out, columns);
    int step = Math.clamp(MOST_BYTES / set.features(), 1, MOST_ROWS);
    for (int from = 0; from < set.size(); from += step) {
      int[] rows = IntStream.range(from, Math.min(set.size(), from + step)).toArray();
      List<List<?>> values = new ArrayList<>();
      values.add(IntStream.of(rows).parallel().mapToObj(i -> PngFile.of(set, i)).toList());
      values.add(IntStream.of(rows).mapToObj(ParquetExport::path).toList());
      values.add(IntStream.of(rows).mapToObj(i -> (long) set.label(i)).toList());
      if (groups) {
        values.add(IntStream.of(rows).mapToObj(i -> (long) Export.group(set, i)).toList());
      }
      writer.group(values);
    }
    writer.finish(Map.of("huggingface", features(set.classNames(), groups)));
  }

  private static String path(int image) {
    return String.format(Locale.ROOT, "%06d.png", image);
  }

  private static String features(List<String> classes, boolean groups) {
    return "{\"info\": {\"features\": {\"image\": {\"_type\": \"Image\"}, \"label\": {\"names\": ["
        + classes.stream().map(ParquetExport::quoted).collect(Collectors.joining(", "))
        + "], \"_type\": \"ClassLabel\"}"
        + (groups ? ", \"group\": {\"dtype\": \"int64\", \"_type\": \"Value\"}" : "")
        + "}}}";
  }

  /** As a text in JSON. */
  private static String quoted(String name) {
    StringBuilder text = new StringBuilder("\"");
    for (char c : name.toCharArray()) {
      boolean plain = c >= ' ' && c != '"' && c != '\\';
      text.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c));
    }
    return text.append('"').toString();
  }
}
