package dev.weft.dataset;

import dev.weft.Folders;
import dev.weft.WeftException;
import dev.weft.dataset.CatalogueEntry.DataFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Weft's own folder in the user's cache, which sets are brought into once. A file is written under another name,
 * verified and then renamed, so a file of the right name is whole. One process at a time brings in a set; others wait.
 *
 * @param folder one folder a set below it
 * @param programs where to look for the system's package manager
 * @param patience how long to wait for a server
 */
record DatasetCache(Path folder, List<Path> programs, Duration patience) {

  /** What puts the files that are missing into the folder of a set. */
  private interface Source {
    void bring(CatalogueEntry entry, Path folder) throws IOException;
  }

  /**
   * Brings a set into the cache from wherever it can be fetched.
   *
   * @param misses takes each place tried in vain and why
   * @return where it came from, or empty
   */
  Optional<String> fetch(CatalogueEntry entry, Progress progress, List<String> misses) {
    try {
      Files.createDirectories(folder.resolve(entry.name()));
    } catch (IOException e) {
      misses.add(unwritable(e).getMessage());
      return Optional.empty();
    }
    for (URI mirror : entry.mirrors()) {
      progress.note("fetching %s from %s ...".formatted(entry.name(), mirror));
      if (brought(entry, mirror.toString(), misses, (e, folder) -> download(e, mirror, folder, progress))) {
        return Optional.of(mirror.toString());
      }
    }
    if (entry.debianPackage().isEmpty()) {
      misses.add("Debian's packages: none holds it");
      return Optional.empty();
    }
    DebianPackage debian = new DebianPackage(entry.debianPackage().get(), programs);
    String place = "apt-get download " + debian.name();
    progress.note("fetching %s with %s ...".formatted(entry.name(), place));
    return brought(entry, place, misses, (e, folder) -> unpack(e, debian, folder))
        ? Optional.of(place)
        : Optional.empty();
  }

  /**
   * Copies a set into the cache.
   *
   * @param files in the entry's order
   * @throws WeftException if the files are not those of the set or the cache cannot be written
   */
  void copy(CatalogueEntry entry, List<Path> files) {
    try {
      bring(
          entry,
          (e, folder) -> {
            for (int i = 0; i < files.size(); i++) {
              Path part = part(folder, e.files().get(i));
              Files.copy(files.get(i), part, StandardCopyOption.REPLACE_EXISTING);
              accept(e, e.files().get(i), part, folder);
            }
          });
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private WeftException unwritable(IOException e) {
    return new WeftException(
        "the cache must be a folder that can be written; received %s (%s); set XDG_CACHE_HOME to another."
            .formatted(folder, reason(e)),
        e);
  }

  private boolean brought(CatalogueEntry entry, String place, List<String> misses, Source source) {
    try {
      bring(entry, source);
      return true;
    } catch (IOException | UncheckedIOException | WeftException e) {
      misses.add(place + ": " + reason(e));
      return false;
    }
  }

  private static String reason(Exception e) {
    return switch (e) {
      case IOException io -> WeftException.reason(io);
      case UncheckedIOException io -> WeftException.reason(io.getCause());
      default -> e.getMessage();
    };
  }

  private void bring(CatalogueEntry entry, Source source) throws IOException {
    Path own = Files.createDirectories(folder.resolve(entry.name()));
    synchronized (DatasetCache.class) { // a file lock holds off other processes only
      try (FileChannel lock =
          FileChannel.open(own.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        lock.lock();
        source.bring(entry, own);
      }
    }
  }

  private void download(CatalogueEntry entry, URI mirror, Path folder, Progress progress) throws IOException {
    long uncompressed =
        (long) Math.max(entry.trainSize(), entry.testSize()) * entry.height() * entry.width() * entry.channels();
    Download download = new Download(patience, uncompressed + 65_536, progress);
    for (DataFile file : entry.files()) {
      if (!isGood(entry, file, folder)) {
        download(entry, file, mirror.resolve(file.zippedName()), folder, download);
      }
    }
  }

  private static void download(CatalogueEntry entry, DataFile file, URI source, Path folder, Download download)
      throws IOException {
    Path part = part(folder, file);
    boolean resumed = download.fetch(source, part);
    try {
      accept(entry, file, part, folder);
    } catch (WeftException e) {
      if (!resumed) {
        throw e;
      }
      download.fetch(source, part);
      accept(entry, file, part, folder);
    }
  }

  private static void unpack(CatalogueEntry entry, DebianPackage debian, Path folder) throws IOException {
    Path temporary = Files.createTempDirectory(folder, "package");
    try {
      debian.unpack(temporary);
      for (DataFile file : entry.files()) {
        accept(entry, file, temporary.resolve("usr/share/datasets", entry.name(), file.zippedName()), folder);
      }
    } finally {
      Folders.delete(temporary);
    }
  }

  private static Path part(Path folder, DataFile file) {
    return folder.resolve(file.zippedName() + ".part");
  }

  private static boolean isGood(CatalogueEntry entry, DataFile file, Path folder) {
    try {
      Datasets.verified(entry, file, folder.resolve(file.zippedName()));
      return true;
    } catch (WeftException e) {
      return false;
    }
  }

  /** Verifies a file and gives it its name; what is not the set's file is deleted. */
  private static void accept(CatalogueEntry entry, DataFile file, Path part, Path folder) throws IOException {
    try {
      Datasets.verified(entry, file, part);
    } catch (WeftException e) {
      Files.deleteIfExists(part);
      throw e;
    }
    Files.move(part, folder.resolve(file.zippedName()), StandardCopyOption.ATOMIC_MOVE);
  }
}
