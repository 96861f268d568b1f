package dev.weft.source;

import dev.weft.WeftException;
import java.util.Optional;

/** One way in which labelled images are kept in the files of a folder or an archive. */
interface TreeFormat {
  /**
   * The source in these files, which it closes with itself; empty if they are of another format.
   *
   * @throws WeftException if they are of this format but damaged
   */
  Optional<ImageSource> open(FileTree tree, SourceOptions options);
}
