package dev.weft.dataset;

import dev.weft.WeftException;
import dev.weft.dataset.CatalogueEntry.DataFile;
import dev.weft.source.IdxFile;
import dev.weft.source.IdxLayout;
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

  /** Whether there is a named set of this name. */
  public static boolean isNamed(String name) {
    return catalogue().stream().anyMatch(entry -> entry.name().equals(name));
  }

  /** As {@link #open(String, Path, OpenOptions, Progress)}, called as its path ends, all chosen by looking. */
  public static ImageDataset open(Path path) {
    return open(path.toAbsolutePath().normalize().getFileName().toString(), path, OpenOptions.DEFAULT, Progress.NONE);
  }

  /**
   * Opens one's own labelled images: a folder with a folder per class, an archive of one, a table, arrays. What lies at
   * the path is found out by looking at it.
   *
   * @param name what the set is called
   * @throws WeftException if nothing lies there, or nothing that is known, or if it is damaged
   */
  public static ImageDataset open(String name, Path path, OpenOptions options, Progress progress) {
    return OwnImages.open(name, path, options, progress);
  }

  /**
   * The file of each of one's own images that lies in a file of its own, by what {@link ImageSet#name} calls it.
   *
   * @throws WeftException as {@link #open(String, Path, OpenOptions, Progress)}
   */
  public static Map<String, Path> files(Path path, OpenOptions options, Progress progress) {
    return ImageCache.ofUser().open(path, options, progress).files().stream()
        .collect(Collectors.toMap(SourceFile::name, SourceFile::path));
  }

  /** As {@link #load(String, Path, Progress)}, without a folder of the caller's and telling nobody. */
  public static ImageDataset load(String name) {
    return load(name, null, Progress.NONE);
  }

  /**
   * Finds a named set and reads it; the checksum of every file is verified. It is looked for in {@code dataDir} alone
   * if that is given, else in the folder alone that the environment variable {@code WEFT_DATA} names. If neither is
   * given, it is looked for in the user's cache and in {@code /usr/share/datasets}, and fetched into the cache from
   * public mirrors, or else from Debian's package.
   *
   * @param dataDir the folder that holds it, or null; its files lie in a folder of its name, in {@code raw} below that,
   *     or directly in it
   * @throws WeftException if there is no such set, if it is nowhere to be had, or if the folder that was named does not
   *     hold it or holds it damaged
   */
  public static ImageDataset load(String name, Path dataDir, Progress progress) {
    CatalogueEntry entry = entry(name);
    return entry.equals(Catalogue.STROKES)
        ? SyntheticDigits.usual()
        : DatasetLocator.ofUser(dataDir).load(entry, progress);
  }

  /**
   * As {@link #load(String, Path, Progress)}, but if the set is nowhere to be had, notes why and returns {@code
   * strokes}.
   *
   * @throws WeftException if there is no such set, or if the folder that {@code dataDir} or {@code WEFT_DATA} names
   *     does not hold it or holds it damaged
   */
  public static ImageDataset loadOrStrokes(String name, Path dataDir, Progress progress) {
    CatalogueEntry entry = entry(name);
    return entry.equals(Catalogue.STROKES)
        ? SyntheticDigits.usual()
        : DatasetLocator.ofUser(dataDir).loadOrStrokes(entry, progress);
  }

  /**
   * Brings a named set into the user's cache if it is not there whole: a copy of what this machine has elsewhere, or
   * else fetched.
   *
   * @param dataDir a folder to copy from, or null for what {@code WEFT_DATA} names
   * @return the folder that holds its files
   * @throws WeftException if there is no such set, if it consists of no files, if it is nowhere to be had, if the
   *     folder that was named does not hold it, or if what this machine has is damaged
   */
  public static Path fetch(String name, Path dataDir, Progress progress) {
    CatalogueEntry entry = entry(name);
    if (entry.equals(Catalogue.STROKES)) {
      throw new WeftException(
          "only a set of files can be fetched; received " + name + ", which Weft draws itself; just use it.");
    }
    return DatasetLocator.ofUser(dataDir).fetch(entry, progress);
  }

  /**
   * Verifies the files of a named set where {@link #load} would find them; nothing is fetched. {@code strokes} is drawn
   * and compared.
   *
   * @param dataDir the folder that holds it, or null
   * @return one check a file
   * @throws WeftException if there is no such set, or if none of its files or only some of them are found
   */
  public static List<FileCheck> verify(String name, Path dataDir) {
    CatalogueEntry entry = entry(name);
    return entry.equals(Catalogue.STROKES) ? SyntheticDigits.verify() : DatasetLocator.ofUser(dataDir).verify(entry);
  }

  /**
   * The only folder in which sets are looked for: the caller's, or else what {@code WEFT_DATA} names; empty if neither
   * names one.
   *
   * @param dataDir the caller's folder, or null
   */
  public static Optional<Path> named(Path dataDir) {
    return DatasetLocator.ofUser(dataDir).named().map(DatasetLocator.Named::folder);
  }

  /**
   * The folder on this machine from which {@link #load} would read a named set, unverified; empty if none holds it, and
   * for {@code strokes}.
   *
   * @param dataDir the folder that holds it, or null
   * @throws WeftException if there is no such set, or if only some of its files are there
   */
  public static Optional<Path> where(String name, Path dataDir) {
    CatalogueEntry entry = entry(name);
    return entry.equals(Catalogue.STROKES) ? Optional.empty() : DatasetLocator.ofUser(dataDir).where(entry);
  }

  /**
   * Whether a name is that of a set of which this machine has all files, or that is drawn: {@link #load} fetches
   * nothing.
   *
   * @param dataDir the folder that holds named data sets, or null
   */
  public static boolean isHere(String name, Path dataDir) {
    try {
      return isNamed(name) && (Catalogue.entry(name).equals(Catalogue.STROKES) || where(name, dataDir).isPresent());
    } catch (WeftException e) {
      return false; // such as where only some of its files are there
    }
  }

  /** Reads the files of a set side by side. */
  static ImageDataset read(CatalogueEntry entry, List<Path> files, String origin) {
    List<IdxFile> contents =
        IntStream.range(0, files.size())
            .parallel()
            .mapToObj(i -> verified(entry, entry.files().get(i), files.get(i)))
            .toList();
    Map<String, String> sha256 = entry.files().stream().collect(Collectors.toMap(DataFile::name, DataFile::sha256));
    return new ImageDataset(
        entry.name(),
        Idx.imageSet(contents.get(0), contents.get(1), entry.classNames(), IdxLayout.USUAL),
        Idx.imageSet(contents.get(2), contents.get(3), entry.classNames(), IdxLayout.USUAL),
        sha256,
        origin);
  }

  /** Reads a file that must be one of a set; the bytes that are verified are those that are used. */
  static IdxFile verified(CatalogueEntry entry, DataFile expected, Path file) {
    IdxFile content = IdxFile.read(file);
    String received = Idx.sha256(content);
    if (!received.equals(expected.sha256())) {
      String whose =
          Catalogue.ownerOf(received)
              .map(owner -> "it is that of " + owner + "; name a folder with the files of " + entry.name())
              .orElse("it is damaged, or of a set whose files have the same names, as KMNIST's; replace the file");
      throw new WeftException(
          "%s is not %s of %s: its content must have the SHA-256 %s; received %s; %s."
              .formatted(file, expected.name(), entry.name(), expected.sha256(), received, whose));
    }
    return content;
  }
}
