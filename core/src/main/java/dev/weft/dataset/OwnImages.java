package dev.weft.dataset;

import dev.weft.Counted;
import dev.weft.WeftException;
import dev.weft.dataset.ImageCache.Opened;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes a data set of the labelled images at a path. */
final class OwnImages {
  /** A set of more files has one checksum for all of them. */
  private static final int MOST_FILES = 20;

  private static final int MOST_NAMED = 5;

  private OwnImages() {}

  static ImageDataset open(String name, Path path, OpenOptions options, Progress progress) {
    return open(name, path, options, progress, ImageCache.ofUser());
  }

  static ImageDataset open(String name, Path path, OpenOptions options, Progress progress, ImageCache cache) {
    Opened opened = cache.open(path, options, progress);
    requireReadable(opened.table(), shown(path), options.strict());
    OwnParts parts = OwnParts.of(opened, shown(path), options.test(), OwnParts.SEED);
    return new ImageDataset(
        name,
        parts.train(),
        Optional.of(parts.validation()).filter(set -> set.size() > 0),
        parts.test(),
        opened.files().size() > MOST_FILES
            ? Map.of()
            : opened.files().stream().collect(Collectors.toMap(SourceFile::name, SourceFile::sha256)),
        opened.checksum(),
        path.toString(),
        Optional.of(opened.table().preparation()),
        parts.judge() == OwnParts.Judge.HELD_OUT,
        OwnSummary.of(opened.table(), parts, shown(path), options));
  }

  /** How a sentence calls a path: a folder with a slash. */
  static String shown(Path path) {
    Path last = path.toAbsolutePath().normalize().getFileName();
    return last == null ? path.toString() : Files.isDirectory(path) ? last + "/" : last.toString();
  }

  static void requireReadable(ImageTable table, String name, boolean strict) {
    int bad = table.unreadable().size();
    int most = strict ? 0 : mostUnreadable(table.samples().size());
    if (bad > most) {
      throw new WeftException(
          "%s of %s in %s cannot be read; %s: %s."
              .formatted(
                  Counted.of(bad, "image"),
                  Counted.of(table.samples().size(), "image"),
                  name,
                  strict
                      ? "mend or remove what is named, or leave out 'strict'"
                      : "at most " + most + " may be left out; mend or remove what is named",
                  ImageDecoding.named(table, strict ? 20 : MOST_NAMED)));
    }
  }

  /** One in a hundred; of small sets up to five or one in ten. */
  private static int mostUnreadable(int samples) {
    return Math.max(samples / 100, Math.min(5, samples / 10));
  }
}
