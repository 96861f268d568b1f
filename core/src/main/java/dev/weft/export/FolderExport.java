package dev.weft.export;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.dataset.ImageSet;
import dev.weft.source.DataPart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** A PNG file for each image in {@code PART/CLASS}; {@code class-names.txt} has the order of the classes. */
final class FolderExport {
  private static final int LONGEST_NAME = 200; // bytes; systems take 255

  private FolderExport() {}

  static List<String> write(Map<DataPart, ImageSet> parts, Path folder) throws IOException {
    List<String> notes = new ArrayList<>();
    List<String> classes = parts.values().iterator().next().classNames();
    List<String> folders = folders(classes, notes);
    boolean groups = parts.values().stream().anyMatch(ImageSet::hasGroups);
    for (Map.Entry<DataPart, ImageSet> part : parts.entrySet()) {
      ImageSet set = part.getValue();
      for (String name : folders) {
        Files.createDirectories(folder.resolve(part.getKey().word()).resolve(name));
      }
      for (int i = 0; i < set.size(); i++) {
        String group = groups ? String.format(Locale.ROOT, "group%d-", Export.group(set, i)) : "";
        Path file =
            folder
                .resolve(part.getKey().word())
                .resolve(folders.get(set.label(i)))
                .resolve(String.format(Locale.ROOT, "%s%06d.png", group, i));
        Files.write(file, PngFile.of(set, i));
      }
    }
    Files.writeString(folder.resolve("class-names.txt"), String.join("\n", folders) + "\n");
    if (groups) {
      notes.add("The groups stand in the files' names; open it with --group '^group([0-9]+)-'.");
    }
    return notes;
  }

  /** Of names that no folder can have the characters are replaced. */
  private static List<String> folders(List<String> classes, List<String> notes) {
    List<String> folders = new ArrayList<>();
    for (String name : classes) {
      String safe = name.replaceAll("[\\p{Cntrl}/\\\\:*?\"<>|]", "-").strip().replaceFirst("^\\.+", "-");
      folders.add(safe.isEmpty() ? "-" : safe);
      if (safe.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
        throw new WeftException("'%s' is too long for a folder's name; export it as npz.".formatted(Quoted.text(name)));
      }
    }
    TreeSet<String> distinct = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : folders) {
      if (!distinct.add(name)) {
        throw new WeftException(
            "classes must have folders of different names; two would be '%s'; export it as npz."
                .formatted(Quoted.text(name)));
      }
    }
    if (!folders.equals(classes)) {
      notes.add("Characters that no folder's name can have are replaced by '-'.");
    }
    return folders;
  }
}
