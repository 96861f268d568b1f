package dev.weft.dataset;

import dev.weft.WeftException;
import dev.weft.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * {@link Duplicates}, looked for once for each split of a data set and then remembered: a text file each, named after a
 * checksum of the set's checksum and of the images in question. Without a folder that can be written, they are looked
 * for each time.
 *
 * @param folder where they are kept
 */
public record DuplicateCache(Path folder) {
  /** Fewer pairs of images than this are compared within a hundredth of a second, and not worth a file. */
  private static final long WORTH_KEEPING = 10_000_000;

  private static final String HEADER = "image,twin,likeness,exact";

  /** Those in Weft's folder in the user's cache, beside the data sets. */
  public static DuplicateCache ofUser() {
    return new DuplicateCache(DatasetLocator.ofUser(null).cache().folder().resolveSibling("duplicates"));
  }

  /**
   * As {@link Duplicates#between}.
   *
   * @param data the set that the images are from
   * @param images some of its images
   * @param others some of its images
   */
  public List<Duplicate> between(ImageDataset data, ImageSet images, ImageSet others) {
    if ((long) images.size() * others.size() < WORTH_KEEPING) {
      return Duplicates.between(images, others);
    }
    Path file = folder.resolve(key(data, images, others) + ".csv");
    return read(file)
        .orElseGet(() -> {
          List<Duplicate> found = Duplicates.between(images, others);
          write(file, found);
          return found;
        });
  }

  private static String key(ImageDataset data, ImageSet images, ImageSet others) {
    return Sha256.of(
        String.join(
            "\n",
            data.checksum(),
            data.preparation().map(String::valueOf).orElse(""),
            Duplicates.LIKENESS + (BlockMeans.suit(images) ? " of means of blocks" : ""),
            rows(data, images),
            rows(data, others)));
  }

  private static String rows(ImageDataset data, ImageSet set) {
    if (!set.checksum().isEmpty()) {
      return set.checksum();
    }
    String file = set.pixels().equals(data.test().pixels()) ? "test " : "train ";
    return file + Arrays.toString(IntStream.range(0, set.size()).map(set::row).toArray());
  }

  private static void write(Path file, List<Duplicate> found) {
    String lines =
        found.stream()
            .map(one ->
                String.format(Locale.ROOT, "%d,%d,%s,%s\n", one.image(), one.twin(), one.likeness(), one.exact()))
            .collect(Collectors.joining("", HEADER + "\n", ""));
    try {
      Files.createDirectories(file.getParent());
      WholeFile.write(file, lines);
    } catch (IOException | WeftException e) {
      // looked for again next time
    }
  }

  private static Optional<List<Duplicate>> read(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      return lines.isEmpty() || !lines.getFirst().equals(HEADER)
          ? Optional.empty()
          : Optional.of(lines.stream().skip(1).map(DuplicateCache::parsed).toList());
    } catch (IOException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private static Duplicate parsed(String line) {
    String[] fields = line.split(",");
    return new Duplicate(
        Integer.parseInt(fields[0]),
        Integer.parseInt(fields[1]),
        Double.parseDouble(fields[2]),
        Boolean.parseBoolean(fields[3]));
  }
}
