package dev.weft.data;

import dev.weft.WeftException;
import dev.weft.data.CatalogueEntry.DataFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The sets that have a name, and where they come from. */
public final class Datasets {
  private Datasets() {}

  /** Every set that has a name. */
  public static List<CatalogueEntry> catalogue() {
    return Catalogue.ENTRIES;
  }

  /**
   * What is known of a named set.
   *
   * @throws WeftException if there is no such set
   */
  public static CatalogueEntry entry(String name) {
    return Catalogue.entry(name);
  }

  /** As {@link #load(String, Path, Progress)}, without a folder of the caller's and telling nobody. */
  public static ImageDataset load(String name) {
    return load(name, null, Progress.NONE);
  }

  /**
   * Finds a named set and reads it; the checksum of every file is verified. It is looked for in {@code dataDir}, in the
   * folder that the environment variable {@code WEFT_DATA} names, in the user's cache and in {@code
   * /usr/share/datasets}; if it is in none, it is fetched into the cache from public mirrors, or else from Debian's
   * package.
   *
   * @param dataDir a folder to look into first, or null; a set's files lie in a folder of its name or directly in it
   * @throws WeftException if there is no such set, if it is nowhere to be had, or if the files in {@code dataDir} or in
   *     {@code WEFT_DATA} are damaged
   */
  public static ImageDataset load(String name, Path dataDir, Progress progress) {
    CatalogueEntry entry = entry(name);
    return entry.equals(Catalogue.STROKES) ? Strokes.make(Strokes.SEED) : Places.ofUser(dataDir).load(entry, progress);
  }

  /**
   * As {@link #load(String, Path, Progress)}, but if the set is nowhere to be had, notes why and returns {@code
   * strokes}.
   *
   * @throws WeftException if there is no such set, or if the files in {@code dataDir} or in {@code WEFT_DATA} are
   *     damaged
   */
  public static ImageDataset loadOrStrokes(String name, Path dataDir, Progress progress) {
    CatalogueEntry entry = entry(name);
    return entry.equals(Catalogue.STROKES)
        ? Strokes.make(Strokes.SEED)
        : Places.ofUser(dataDir).loadOrStrokes(entry, progress);
  }

  /**
   * Brings a named set into the user's cache if it is not there whole: a copy of what this machine has elsewhere, or
   * else fetched.
   *
   * @param dataDir a folder to copy from, or null
   * @return the folder that holds its files
   * @throws WeftException if there is no such set, if it consists of no files, if it is nowhere to be had, or if what
   *     this machine has is damaged
   */
  public static Path fetch(String name, Path dataDir, Progress progress) {
    CatalogueEntry entry = entry(name);
    if (entry.equals(Catalogue.STROKES)) {
      throw new WeftException(
          "only a set of files can be fetched; received " + name + ", which is drawn anew each time; just use it.");
    }
    return Places.ofUser(dataDir).fetch(entry, progress);
  }

  /**
   * Verifies the files of a named set where it is found first; nothing is fetched. {@code strokes} is drawn and
   * compared.
   *
   * @param dataDir a folder to look into first, or null
   * @return one check a file
   * @throws WeftException if there is no such set, or if none of its files or only some of them are found
   */
  public static List<FileCheck> verify(String name, Path dataDir) {
    CatalogueEntry entry = entry(name);
    return entry.equals(Catalogue.STROKES) ? Strokes.verify() : Places.ofUser(dataDir).verify(entry);
  }

  /**
   * The folder of the first place on this machine that holds a named set, unverified; empty if none does, and for
   * {@code strokes}.
   *
   * @param dataDir a folder to look into first, or null
   * @throws WeftException if there is no such set, or if only some of its files are there
   */
  public static Optional<Path> where(String name, Path dataDir) {
    return Places.ofUser(dataDir).where(entry(name));
  }

  /** Reads the files of a set side by side. */
  static ImageDataset read(CatalogueEntry entry, List<Path> files, String origin) {
    List<Idx.Content> contents =
        IntStream.range(0, files.size())
            .parallel()
            .mapToObj(i -> verified(entry, entry.files().get(i), files.get(i)))
            .toList();
    Map<String, String> sha256 = entry.files().stream().collect(Collectors.toMap(DataFile::name, DataFile::sha256));
    return new ImageDataset(
        entry.name(),
        Idx.imageSet(contents.get(0), contents.get(1), entry.classNames()),
        Idx.imageSet(contents.get(2), contents.get(3), entry.classNames()),
        sha256,
        origin);
  }

  static Idx.Content verified(CatalogueEntry entry, DataFile expected, Path file) {
    Idx.Content content = Idx.read(file);
    String received = Sha256.of(content.bytes());
    if (!received.equals(expected.sha256())) {
      throw new WeftException(
          "%s is not %s of %s: its content must have the SHA-256 %s; received %s; replace the file."
              .formatted(file, expected.name(), entry.name(), expected.sha256(), received));
    }
    return content;
  }
}
