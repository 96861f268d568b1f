package dev.weft.data;

import dev.weft.WeftException;
import dev.weft.data.CatalogueEntry.DataFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder that may hold named sets: their files, plain or gzipped, in a folder of the set's name or directly in it.
 */
record Folder(Path path) {

  /**
   * The files of a set, in the entry's order; empty if none is here.
   *
   * @throws WeftException if only some of them are here
   */
  Optional<List<Path>> files(CatalogueEntry entry) {
    return filesIn(path.resolve(entry.name()), entry)
        .or(() -> filesIn(path, entry).filter(files -> !isOfAnother(files, entry)));
  }

  private static Optional<List<Path>> filesIn(Path folder, CatalogueEntry entry) {
    Map<String, Path> found = new LinkedHashMap<>();
    for (DataFile file : entry.files()) {
      Stream.of(file.zippedName(), file.name())
          .map(folder::resolve)
          .filter(Files::isRegularFile)
          .findFirst()
          .ifPresent(path -> found.put(file.name(), path));
    }
    for (DataFile file : entry.files()) {
      if (!found.isEmpty() && !found.containsKey(file.name())) {
        throw new WeftException(
            "the data set %s consists of %d files; %s has %s but no %s; add it."
                .formatted(
                    entry.name(),
                    entry.files().size(),
                    folder,
                    found.values().iterator().next().getFileName(),
                    file.zippedName()));
      }
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(found.values()));
  }

  /** MNIST and its relatives have the same file names, so a folder of one looks like a folder of the other. */
  private static boolean isOfAnother(List<Path> files, CatalogueEntry entry) {
    String testLabels = Sha256.of(Idx.read(files.getLast()).bytes());
    return Catalogue.ENTRIES.stream()
        .filter(other -> !other.equals(entry))
        .anyMatch(other -> other.files().getLast().sha256().equals(testLabels));
  }
}
