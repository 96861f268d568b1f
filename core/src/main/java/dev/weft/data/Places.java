package dev.weft.data;

import dev.weft.WeftException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a named set comes from, in this order: the caller's folder, {@code WEFT_DATA}, the user's cache, a package of
 * the operating system.
 *
 * @param dataDir the caller's folder, or null
 * @param weftData the folder that {@code WEFT_DATA} names, or null
 * @param cache Weft's own folder in the user's cache
 * @param system where packages of the operating system put sets
 */
record Places(Path dataDir, Path weftData, Path cache, Path system) {

  static Places ofUser(Path dataDir) {
    return of(dataDir, System.getenv(), Path.of(System.getProperty("user.home")));
  }

  /** By the XDG Base Directory Specification, which has a relative {@code XDG_CACHE_HOME} ignored. */
  static Places of(Path dataDir, Map<String, String> environment, Path home) {
    Optional<Path> weftData = path(environment, "WEFT_DATA");
    Path caches = path(environment, "XDG_CACHE_HOME").filter(Path::isAbsolute).orElse(home.resolve(".cache"));
    return new Places(dataDir, weftData.orElse(null), caches.resolve("weft/datasets"), Path.of("/usr/share/datasets"));
  }

  private static Optional<Path> path(Map<String, String> environment, String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank()).map(Path::of);
  }

  /**
   * Finds a set and reads it.
   *
   * @throws WeftException if a folder that the user named holds it damaged, or if it is nowhere
   */
  ImageDataset load(CatalogueEntry entry, Progress progress) {
    List<String> misses = new ArrayList<>();
    if (dataDir != null && !Files.isDirectory(dataDir)) {
      throw new WeftException("The data folder must be a folder; received " + dataDir + "; check the path");
    }
    return named(entry, "the data folder", dataDir, misses)
        .or(() -> named(entry, "WEFT_DATA", weftData, misses))
        .or(() -> own(entry, "the cache", cache, misses))
        .or(() -> own(entry, "the system's packages", system, misses))
        .orElseThrow(() ->
            new WeftException("The data set " + entry.name() + " is nowhere to be had: " + String.join("; ", misses)));
  }

  /** A folder that the user named: what is damaged there is an error at once. */
  private static Optional<ImageDataset> named(CatalogueEntry entry, String place, Path path, List<String> misses) {
    if (path == null) {
      misses.add(place + " is not set");
      return Optional.empty();
    }
    Optional<List<Path>> files = new Folder(path).files(entry);
    if (files.isEmpty()) {
      misses.add("%s, %s, does not hold it".formatted(place, path));
    }
    return files.map(found -> Datasets.read(entry, found, place + ", " + found.getFirst().getParent()));
  }

  /** A folder that the user did not name: what is damaged there is passed over. */
  private static Optional<ImageDataset> own(CatalogueEntry entry, String place, Path path, List<String> misses) {
    try {
      return named(entry, place, path, misses);
    } catch (WeftException e) {
      misses.add(place + ": " + e.getMessage());
      return Optional.empty();
    }
  }
}
