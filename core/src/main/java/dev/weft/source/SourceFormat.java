package dev.weft.source;

import dev.weft.WeftException;
import java.nio.file.Path;
import java.util.Optional;

/** One way in which labelled images are kept. A path is recognized by looking at it, never by its name alone. */
interface SourceFormat {
  /** What may lie at a path, as a message lists it: {@code a folder with a folder per class}. */
  String description();

  /**
   * The source at a path; empty if what lies there is of another format.
   *
   * @throws WeftException if it is of this format but damaged, or holds no labelled image
   */
  Optional<ImageSource> open(Path path, SourceOptions options);
}
