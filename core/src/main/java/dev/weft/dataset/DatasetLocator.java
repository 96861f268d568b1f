package dev.weft.dataset;

import dev.weft.WeftException;
import dev.weft.dataset.CatalogueEntry.DataFile;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds a named set. If the user named a folder, it looks nowhere else. Otherwise it looks into the user's cache, a
 * package of the operating system and the mirrors, and fetches the set into the cache.
 *
 * @param dataDir the caller's folder, or null
 * @param weftData the folder that {@code WEFT_DATA} names, or null
 * @param system where packages of the operating system put sets
 */
record DatasetLocator(Path dataDir, Path weftData, DatasetCache cache, Path system) {
  private static final String CACHE = "cache";
  private static final String SYSTEM = "system's packages";

  /** The files of a set in one place. */
  private record Found(String place, List<Path> files) {}

  /** The folder that the user named, and how. */
  record Named(String how, Path folder, String remedy) {}

  static DatasetLocator ofUser(Path dataDir) {
    return of(dataDir, System.getenv(), Path.of(System.getProperty("user.home")));
  }

  /**
   * By the XDG Base Directory Specification, which has a relative {@code XDG_CACHE_HOME} ignored.
   *
   * @param account the home of the user's account, where {@code HOME} names no other
   */
  static DatasetLocator of(Path dataDir, Map<String, String> environment, Path account) {
    Path home = path(environment, "HOME").filter(Path::isAbsolute).orElse(account);
    Path caches = path(environment, "XDG_CACHE_HOME").filter(Path::isAbsolute).orElse(home.resolve(".cache"));
    List<Path> programs =
        Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator)).map(Path::of).toList();
    return new DatasetLocator(
        dataDir,
        path(environment, "WEFT_DATA").orElse(null),
        new DatasetCache(caches.resolve("weft/datasets"), programs, Duration.ofSeconds(5)),
        Path.of("/usr/share/datasets"));
  }

  private static Optional<Path> path(Map<String, String> environment, String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank()).map(Path::of);
  }

  /**
   * Finds a set and reads it, or fetches it and reads it.
   *
   * @throws WeftException if it is nowhere to be had, or if a folder that the user named holds it damaged or not at all
   */
  ImageDataset load(CatalogueEntry entry, Progress progress) {
    List<String> misses = new ArrayList<>();
    return find(entry, progress, misses).orElseThrow(() -> nowhere(entry, misses));
  }

  /**
   * As {@link #load}, but says so and draws {@link SyntheticDigits} if the set is nowhere to be had.
   *
   * @throws WeftException if a folder that the user named holds the set damaged or not at all
   */
  ImageDataset loadOrStrokes(CatalogueEntry entry, Progress progress) {
    List<String> misses = new ArrayList<>();
    return find(entry, progress, misses)
        .orElseGet(() -> {
          progress.note(nowhere(entry, misses).getMessage());
          progress.note("using the built-in data set strokes instead of " + entry.name() + ".");
          return SyntheticDigits.usual();
        });
  }

  private Optional<ImageDataset> find(CatalogueEntry entry, Progress progress, List<String> misses) {
    Optional<Found> found = inNamed(entry);
    if (found.isPresent()) {
      return found.map(files -> read(entry, files));
    }
    return own(entry, CACHE, cache.folder(), misses)
        .or(() -> own(entry, SYSTEM, system, misses))
        .or(() -> cache.fetch(entry, progress, misses).map(origin -> fetched(entry, origin)));
  }

  /**
   * Brings a set into the cache if it is not there whole: a copy of what this machine has elsewhere, or else fetched.
   *
   * @return the folder that holds its files
   * @throws WeftException if it is nowhere to be had, a folder that the user named does not hold it, or what this
   *     machine has is damaged
   */
  Path fetch(CatalogueEntry entry, Progress progress) {
    List<String> misses = new ArrayList<>();
    Optional<Found> named = inNamed(entry);
    if (own(entry, CACHE, cache.folder(), misses).isEmpty()) {
      Optional<Found> here = named.or(() -> found(entry, SYSTEM, system, misses));
      if (here.isPresent()) {
        cache.copy(entry, here.get().files);
      } else if (cache.fetch(entry, progress, misses).isEmpty()) {
        throw nowhere(entry, misses);
      }
    }
    return cache.folder().resolve(entry.name());
  }

  /**
   * Verifies the files of a set in the place from which it is read; nothing is fetched.
   *
   * @throws WeftException if no place holds it, or the named one not or only a part of it
   */
  List<FileCheck> verify(CatalogueEntry entry) {
    List<String> misses = new ArrayList<>();
    List<Path> files = here(entry, misses).orElseThrow(() -> nowhere(entry, misses)).files;
    List<FileCheck> checks = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      checks.add(check(entry, entry.files().get(i), files.get(i)));
    }
    return checks;
  }

  /** The folder of the place from which a set is read, unverified. */
  Optional<Path> where(CatalogueEntry entry) {
    List<String> misses = new ArrayList<>();
    Optional<Named> named = named();
    Optional<Found> found =
        named.isPresent() ? found(entry, named.get().how, named.get().folder, misses) : here(entry, misses);
    return found.map(files -> files.files.getFirst().getParent());
  }

  private Optional<Found> here(CatalogueEntry entry, List<String> misses) {
    return inNamed(entry)
        .or(() -> found(entry, CACHE, cache.folder(), misses))
        .or(() -> found(entry, SYSTEM, system, misses));
  }

  private static FileCheck check(CatalogueEntry entry, DataFile file, Path path) {
    try {
      Datasets.verified(entry, file, path);
      return new FileCheck(path.toString(), Optional.empty());
    } catch (WeftException e) {
      return new FileCheck(path.toString(), Optional.of(e.getMessage()));
    }
  }

  /** The caller's folder before that of the environment; a folder that is named must be there. */
  Optional<Named> named() {
    Optional<Named> named =
        dataDir != null
            ? Optional.of(new Named("--data-dir", dataDir, "name the folder that holds them"))
            : Optional.ofNullable(weftData)
                .map(folder ->
                    new Named(
                        "WEFT_DATA",
                        folder,
                        "name the folder that holds them, or unset WEFT_DATA to have them fetched"));
    named
        .filter(given -> !Files.isDirectory(given.folder))
        .ifPresent(given -> {
          throw new WeftException(
              "%s must be a folder; received %s; check the path.".formatted(given.how, given.folder));
        });
    return named;
  }

  /** Empty if no folder is named; where one is, it must hold the set. */
  private Optional<Found> inNamed(CatalogueEntry entry) {
    return named()
        .map(
            given -> found(entry, given.how, given.folder, new ArrayList<>()).orElseThrow(() -> notHeld(entry, given)));
  }

  private static WeftException notHeld(CatalogueEntry entry, Named given) {
    return new WeftException(
        "there is no %1$s in %2$s (%3$s): %4$s were looked for, also with a dot or with .gz, in it, in %1$s and in %1$s/raw below it; %5$s."
            .formatted(
                entry.name(),
                given.folder,
                given.how,
                String.join(", ", entry.files().stream().map(DataFile::name).toList()),
                given.remedy));
  }

  /** In a folder that the user did not name, what is damaged is passed over. */
  private static Optional<ImageDataset> own(CatalogueEntry entry, String place, Path folder, List<String> misses) {
    try {
      return found(entry, place, folder, misses).map(found -> read(entry, found));
    } catch (WeftException e) {
      misses.add(place + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<Found> found(CatalogueEntry entry, String place, Path folder, List<String> misses) {
    Optional<List<Path>> files = new DatasetFolder(folder).files(entry);
    if (files.isEmpty()) {
      misses.add(place + ": not in " + folder);
    }
    return files.map(paths -> new Found(place, paths));
  }

  private static ImageDataset read(CatalogueEntry entry, Found found) {
    return Datasets.read(entry, found.files, found.place + ", " + found.files.getFirst().getParent());
  }

  private ImageDataset fetched(CatalogueEntry entry, String origin) {
    List<Path> files = new DatasetFolder(cache.folder()).files(entry).orElseThrow();
    return Datasets.read(entry, files, origin + ", now in " + files.getFirst().getParent());
  }

  private static WeftException nowhere(CatalogueEntry entry, List<String> misses) {
    String files = entry.files().stream().map(DataFile::zippedName).collect(Collectors.joining(", "));
    return new WeftException(
        """
        the data set %1$s is nowhere to be had; tried: %2$s. \
        Put %3$s into a folder DIR/%1$s and say --data-dir DIR (or set WEFT_DATA=DIR), or connect to a network, or choose the \
        data set %4$s, which needs no file.\
        """
            .formatted(entry.name(), String.join("; ", misses), files, Catalogue.STROKES.name()));
  }
}
