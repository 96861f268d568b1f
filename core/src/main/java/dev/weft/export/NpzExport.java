package dev.weft.export;

import dev.weft.WholeFile;
import dev.weft.dataset.ImageSet;
import dev.weft.source.DataPart;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * NumPy's arrays in one file: {@code x_train} (count, height, width) or (count, height, width, channels) and {@code
 * y_train} (count) for each part, {@code class_names}, and {@code groups_train} where there are groups. The same set
 * gives the same bytes.
 *
 * <p>Format: <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">numpy.lib.format</a>.
 */
final class NpzExport {
  private static final int ALIGNED = 64;
  private static final int PREFIX = 10;

  private NpzExport() {}

  static List<String> write(Map<DataPart, ImageSet> parts, Path file) {
    boolean groups = parts.values().stream().anyMatch(ImageSet::hasGroups);
    WholeFile.write(
        file,
        out -> {
          try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<DataPart, ImageSet> part : parts.entrySet()) {
              write(zip, part.getKey().word(), part.getValue(), groups);
            }
            names(zip, parts.values().iterator().next().classNames());
          }
        });
    return List.of();
  }

  private static void write(ZipOutputStream zip, String part, ImageSet set, boolean groups) throws IOException {
    String channels = set.channels() == 1 ? "" : ", " + set.channels();
    begin(zip, "x_" + part, "|u1", set.size() + ", " + set.height() + ", " + set.width() + channels);
    for (int i = 0; i < set.size(); i++) {
      zip.write(set.image(i));
    }
    begin(zip, "y_" + part, "<i4", set.size() + ",");
    for (int i = 0; i < set.size(); i++) {
      number(zip, set.label(i));
    }
    if (groups) {
      begin(zip, "groups_" + part, "<i4", set.size() + ",");
      for (int i = 0; i < set.size(); i++) {
        number(zip, Export.group(set, i));
      }
    }
  }

  private static void names(ZipOutputStream zip, List<String> names) throws IOException {
    int longest = names.stream().mapToInt(name -> name.codePointCount(0, name.length())).max().orElse(1);
    begin(zip, "class_names", "<U" + longest, names.size() + ",");
    for (String name : names) {
      int[] points = name.codePoints().toArray();
      for (int i = 0; i < longest; i++) {
        number(zip, i < points.length ? points[i] : 0);
      }
    }
  }

  private static void begin(ZipOutputStream zip, String array, String type, String shape) throws IOException {
    ZipEntry entry = new ZipEntry(array + ".npy");
    entry.setLastModifiedTime(FileTime.fromMillis(0));
    zip.putNextEntry(entry);
    String header = "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }".formatted(type, shape);
    int padding = ALIGNED - (PREFIX + header.length() + 1) % ALIGNED;
    byte[] text = (header + " ".repeat(padding % ALIGNED) + "\n").getBytes(StandardCharsets.US_ASCII);
    DataOutputStream out = new DataOutputStream(zip);
    out.write(0x93);
    out.writeBytes("NUMPY\1\0");
    out.writeShort(Short.reverseBytes((short) text.length));
    out.write(text);
  }

  private static void number(OutputStream out, int value) throws IOException {
    out.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
  }
}
