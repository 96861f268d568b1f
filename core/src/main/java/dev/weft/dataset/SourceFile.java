package dev.weft.dataset;

import java.nio.file.Path;

/**
 * A file that a source is made of.
 *
 * @param name below the source
 * @param sha256 of its content
 * @param stamp when that was taken
 */
record SourceFile(String name, Path path, String sha256, FileStamp stamp) {
  /** The same for a later time; a stamp that may not show a change is none. */
  SourceFile settled() {
    return new SourceFile(name, path, sha256, stamp.settled());
  }
}
