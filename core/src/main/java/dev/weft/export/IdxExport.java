package dev.weft.export;

import dev.weft.WeftException;
import dev.weft.dataset.Idx;
import dev.weft.dataset.ImageSet;
import dev.weft.source.DataPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** MNIST's files: {@code train-images-idx3-ubyte} and the others; {@code class-names.txt} names the classes. */
final class IdxExport {
  private IdxExport() {}

  static List<String> write(Map<DataPart, ImageSet> parts, Path folder) throws IOException {
    List<String> classes = parts.values().iterator().next().classNames();
    if (classes.size() > 256) {
      throw new WeftException("IDX files hold at most 256 classes; the set has " + classes.size() + "; take npz.");
    }
    for (Map.Entry<DataPart, ImageSet> part : parts.entrySet()) {
      String name = part.getKey() == DataPart.TEST ? "t10k" : part.getKey().word();
      String dimensions = part.getValue().channels() == 1 ? "3" : "4";
      Idx.write(
          part.getValue(),
          folder.resolve(name + "-images-idx" + dimensions + "-ubyte"),
          folder.resolve(name + "-labels-idx1-ubyte"));
    }
    Files.writeString(
        folder.resolve("class-names.txt"), String.join("\n", classes.stream().map(IdxExport::line).toList()) + "\n");
    return parts.values().stream().anyMatch(ImageSet::hasGroups)
        ? List.of("IDX files hold no groups; take folder or csv to keep them.")
        : List.of();
  }

  private static String line(String name) {
    return name.replaceAll("\\R", " ");
  }
}
