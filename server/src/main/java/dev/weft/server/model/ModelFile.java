package dev.weft.server.model;

import java.nio.file.Path;

/**
 * A file that holds a network.
 *
 * @param name by which it is served
 * @param version of a folder of versions; {@link #SUCCESSIVE} where each reading of the file is a version of its own
 */
record ModelFile(String name, long version, Path path) {
  static final long SUCCESSIVE = 0;
}
