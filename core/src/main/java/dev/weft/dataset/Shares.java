package dev.weft.dataset;

import dev.weft.WeftException;
import dev.weft.dataset.ImageCache.Opened;
import dev.weft.source.DataPart;
import dev.weft.source.Manifest;
import dev.weft.source.SourceSample;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How one's own images are shared out among parts, by chance and by class.
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

  /**
   * The images at a path, each with its part.
   *
   * @param file where the manifest is to be written
   * @throws WeftException if the images cannot be opened, cannot be shared out, or are no files below the manifest's
   *     folder
   */
  public Manifest manifest(Path path, OpenOptions options, Path file, Progress progress) {
    Opened read = ImageCache.ofUser().open(path, options, progress);
    String name = OwnImages.shown(path);
    OwnImages.requireReadable(read.table(), name, options.strict());
    Opened opened = anew ? new Opened(read.key(), read.checksum(), read.table().withoutParts(), read.files()) : read;
    OwnParts parts = OwnParts.of(opened, name, test, seed);
    Map<Integer, DataPart> partOf = new TreeMap<>();
    mark(partOf, parts.train(), DataPart.TRAIN);
    mark(partOf, parts.validation(), DataPart.VALIDATION);
    mark(partOf, parts.test(), DataPart.TEST);
    if (parts.validation().size() == 0 && validation > 0) {
      mark(partOf, heldOut(parts.train(), name), DataPart.VALIDATION);
    }
    Map<String, Path> files = opened.files().stream().collect(Collectors.toMap(SourceFile::name, SourceFile::path));
    Manifest manifest = new Manifest(file);
    partOf.forEach((sample, part) -> {
      SourceSample one = opened.table().samples().get(sample);
      manifest.add(one, opened.table().classNames().get(one.label()), Optional.of(part), files);
    });
    return manifest;
  }

  private static void mark(Map<Integer, DataPart> partOf, ImageSet set, DataPart part) {
    for (int i = 0; i < set.size(); i++) {
      partOf.put(set.row(i), part);
    }
  }

  private ImageSet heldOut(ImageSet train, String name) {
    try {
      return Split.heldOut(train, validation, seed).first();
    } catch (IllegalArgumentException e) {
      throw new WeftException(name + ": " + e.getMessage(), e);
    }
  }
}
