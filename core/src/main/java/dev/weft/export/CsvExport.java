package dev.weft.export;

import dev.weft.WholeFile;
import dev.weft.dataset.ImageSet;
import dev.weft.source.DataPart;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A table with an image a row: {@code label}, {@code split}, {@code group} where there are groups, then the pixels, row
 * by row; in colour red, green and blue of each. Columns of pixels are called by row and column as on Kaggle, {@code
 * 1x1}; in colour {@code 1x1r}, {@code 1x1g}, {@code 1x1b}.
 */
final class CsvExport {
  private CsvExport() {}

  static List<String> write(Map<DataPart, ImageSet> parts, Path file) {
    ImageSet any = parts.values().iterator().next();
    boolean groups = parts.values().stream().anyMatch(ImageSet::hasGroups);
    WholeFile.write(
        file,
        out -> {
          line(out, header(any, groups));
          for (Map.Entry<DataPart, ImageSet> part : parts.entrySet()) {
            ImageSet set = part.getValue();
            for (int i = 0; i < set.size(); i++) {
              line(out, row(set, i, part.getKey(), groups));
            }
          }
        });
    return List.of();
  }

  private static String header(ImageSet set, boolean groups) {
    StringBuilder header = new StringBuilder("label,split").append(groups ? ",group" : "");
    for (int i = 0; i < set.features(); i++) {
      int pixel = i / set.channels();
      header.append(',').append(pixel / set.width() + 1).append('x').append(pixel % set.width() + 1);
      if (set.channels() > 1) {
        header.append("rgb".charAt(i % set.channels()));
      }
    }
    return header.toString();
  }

  private static String row(ImageSet set, int index, DataPart part, boolean groups) {
    StringBuilder row =
        new StringBuilder(quoted(set.classNames().get(set.label(index)))).append(',').append(part.word());
    if (groups) {
      row.append(',').append(Export.group(set, index));
    }
    for (byte pixel : set.image(index)) {
      row.append(',').append(pixel & 0xff);
    }
    return row.toString();
  }

  private static String quoted(String name) {
    return name.matches("(?s).*[,;\t\"\n\r].*") ? "\"" + name.replace("\"", "\"\"") + "\"" : name;
  }

  private static void line(OutputStream out, String line) throws IOException {
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
