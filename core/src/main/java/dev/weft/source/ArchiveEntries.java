package dev.weft.source;

import dev.weft.Quoted;
import dev.weft.WeftException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The entries of an archive by their names, as they would lie if they were unpacked: of two with one name the last
 * counts.
 *
 * @param <E> what reads an entry
 */
final class ArchiveEntries<E> {
  /** No image shrinks to less by packing, but one that is blank. */
  private static final long MOST_TIMES_SMALLER = 200;

  private static final long SMALL = 1L << 30;

  private final Path archive;
  private final TreeMap<String, E> files = new TreeMap<>(ClassNames.BY_CODE_POINTS);
  private final TreeSet<String> folders = new TreeSet<>(ClassNames.BY_CODE_POINTS);

  ArchiveEntries(Path archive) {
    this.archive = archive;
  }

  /**
   * Adds an entry; system files are left out.
   *
   * @throws WeftException if its name leads out of the archive, or if there are too many
   */
  void add(String entry, boolean isFolder, E reader) {
    String name = name(entry);
    if (name.isEmpty() || SystemFiles.holds(name)) {
      return;
    }
    if (isFolder) {
      folders.add(name);
    } else {
      files.put(name, reader);
    }
    if (files.size() + folders.size() > FileTree.MOST_FILES) {
      throw FileTree.tooMany(archive);
    }
  }

  /** Some programs of Windows write {@code \}. */
  private String name(String entry) {
    String slashes = entry.replace('\\', '/');
    List<String> parts = new ArrayList<>(Arrays.asList(slashes.split("/")));
    if (slashes.startsWith("/") || slashes.matches("(?s)[A-Za-z]:/.*") || parts.contains("..")) {
      throw new WeftException(
          "an archive may name only files below itself; %s names '%s'; do not unpack it, and get it elsewhere."
              .formatted(archive, Quoted.text(entry)));
    }
    parts.removeIf(part -> part.isEmpty() || part.equals("."));
    return String.join("/", parts);
  }

  /** By name, in the order of code points. */
  Map<String, E> files() {
    return files;
  }

  List<String> folders() {
    return List.copyOf(folders);
  }

  /**
   * Refuses an archive that is made to fill memory and disk.
   *
   * @param unpacked bytes of all its files, or of those unpacked so far
   * @throws WeftException if they are more than 200 times the archive's, and more than 1 GiB
   */
  static void requireUsual(Path archive, long packed, long unpacked) {
    if (unpacked > SMALL && unpacked / MOST_TIMES_SMALLER > packed) {
      throw new WeftException(
          String.format(
              Locale.ROOT,
              "an archive of images may unpack to %d times its size; %s of %,d bytes unpacks to %,d or more; it is made"
                  + " to fill disks.",
              MOST_TIMES_SMALLER,
              archive,
              packed,
              unpacked));
    }
  }
}
