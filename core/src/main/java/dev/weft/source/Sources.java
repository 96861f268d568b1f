package dev.weft.source;

import dev.weft.Quoted;
import dev.weft.WeftException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds out what labelled images lie at a path. */
public final class Sources {
  /** Those that say most surely what they are come first. */
  private static final List<SourceFormat> FORMATS =
      List.of(
          new NumpyArrays(), //
          new ParquetFiles(), //
          new PixelTables(), //
          new FoldersAndArchives());

  private Sources() {}

  /**
   * The source at a path.
   *
   * @throws WeftException if nothing lies there, or nothing that is known, or if it is damaged
   */
  public static ImageSource open(Path path, SourceOptions options) {
    if (!Files.exists(path)) {
      throw new WeftException("there is nothing at %s; check the path.".formatted(Quoted.text(path.toString())));
    }
    boolean isFolder = Files.isDirectory(path);
    if (!isFolder && !Files.isRegularFile(path) || path.toFile().length() == 0 && !isFolder) {
      throw new WeftException(
          "images with labels lie in a folder or a file; %s is %s; name another."
              .formatted(Quoted.text(path.toString()), Files.isRegularFile(path) ? "empty" : "neither"));
    }
    for (SourceFormat format : FORMATS) {
      Optional<ImageSource> source = format.open(path, options);
      if (source.isPresent()) {
        return source.get();
      }
    }
    throw new WeftException(
        "images with labels are %s; received %s, which is none of them."
            .formatted(
                FORMATS.stream().map(SourceFormat::description).collect(Collectors.joining(", ")),
                Quoted.text(path.toString())));
  }
}
