package dev.weft.dataset;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.dataset.ImageCache.Opened;
import dev.weft.source.DataPart;
import dev.weft.source.SourceSample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A table of image files that says which is of which class and in which part: the columns {@code path}, {@code label},
 * {@code split} and {@code group}. It is a source of images itself.
 *
 * @param rows its lines, the header first
 * @param counts how many images each part has
 */
public record Manifest(List<List<String>> rows, Map<DataPart, Integer> counts) {
  private static final List<String> HEADER = List.of("path", "label", "split", "group");

  /**
   * How images are shared out, by chance and by class.
   *
   * @param test the share that is held out where the source names no test part, above 0 and below 1
   * @param validation the share of what then trains that is held out where the source names no validation part, from 0
   *     and below 1
   * @param seed where chance begins
   * @param anew whether parts that the source names are passed over
   */
  public record Shares(double test, double validation, long seed, boolean anew) {
    public Shares {
      if (!(test > 0 && test < 1 && validation >= 0 && validation < 1)) {
        throw new IllegalArgumentException(
            "shares are above 0 and below 1, that of the validation part may be 0; received "
                + test
                + " and "
                + validation
                + ".");
      }
    }
  }

  public Manifest {
    rows = List.copyOf(rows);
  }

  /**
   * That of the images at a path.
   *
   * @param file where it is to be written: its paths begin at its folder
   * @throws WeftException if the images cannot be opened, are no files of their own, or cannot be shared out
   */
  public static Manifest of(Path path, OpenOptions options, Shares shares, Path file, Progress progress) {
    return of(path, options, shares, file, progress, ImageCache.ofUser());
  }

  static Manifest of(Path path, OpenOptions options, Shares shares, Path file, Progress progress, ImageCache cache) {
    Opened read = cache.open(path, options, progress);
    String name = OwnImages.shown(path);
    OwnImages.requireReadable(read.table(), name, options.strict());
    Opened opened =
        shares.anew() ? new Opened(read.key(), read.checksum(), read.table().withoutParts(), read.files()) : read;
    OwnParts parts = OwnParts.of(opened, name, shares.test(), shares.seed());
    Map<Integer, DataPart> partOf = new TreeMap<>();
    mark(partOf, parts.train(), DataPart.TRAIN);
    mark(partOf, parts.validation(), DataPart.VALIDATION);
    mark(partOf, parts.test(), DataPart.TEST);
    if (parts.validation().size() == 0 && shares.validation() > 0) {
      mark(partOf, validation(parts.train(), shares, name), DataPart.VALIDATION);
    }
    Path root = Files.isDirectory(path) ? path : path.toAbsolutePath().getParent();
    List<List<String>> rows = new ArrayList<>(List.of(HEADER));
    Map<DataPart, Integer> counts = new TreeMap<>();
    partOf.forEach((sample, part) -> {
      SourceSample one = opened.table().samples().get(sample);
      String label = opened.table().classNames().get(one.label());
      rows.add(List.of(relative(root, one.name(), name, file), label, part.word(), one.group()));
      counts.merge(part, 1, Integer::sum);
    });
    return new Manifest(rows, counts);
  }

  private static void mark(Map<Integer, DataPart> partOf, ImageSet set, DataPart part) {
    for (int i = 0; i < set.size(); i++) {
      partOf.put(set.row(i), part);
    }
  }

  private static ImageSet validation(ImageSet train, Shares shares, String name) {
    try {
      return Split.heldOut(train, shares.validation(), shares.seed()).first();
    } catch (IllegalArgumentException e) {
      throw new WeftException(name + ": " + e.getMessage(), e);
    }
  }

  private static String relative(Path root, String sample, String name, Path manifest) {
    Path image = root.resolve(sample).toAbsolutePath().normalize();
    if (!Files.isRegularFile(image)) {
      throw new WeftException(
          "a manifest lists image files; %s of %s is none; make files of them first: weft data export %s --to folder."
              .formatted(Quoted.value(sample), name, name));
    }
    Path folder = manifest.toAbsolutePath().normalize().getParent();
    return folder.relativize(image).toString().replace('\\', '/');
  }
}
