package dev.weft.experiment;

import dev.weft.WeftException;
import dev.weft.interop.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * What a run's figures were measured on: its {@code provenance.json}, which {@link Run} writes.
 *
 * @param all of it
 */
public record ProvenanceFile(Map<String, Object> all) {
  static final String NAME = "provenance.json";

  private static final Set<String> OF_WEFT = Set.of("weft", "lane_bits", "split");

  /**
   * Reads that of a run's folder.
   *
   * @throws WeftException if it cannot be read, or is not JSON
   */
  public static ProvenanceFile read(Path folder) {
    Path file = folder.resolve(NAME);
    try {
      return new ProvenanceFile(Json.read(Files.readAllBytes(file), file.toString()));
    } catch (IOException e) {
      throw WeftException.unreadable(file, e);
    }
  }

  /** Whether a folder has one that Weft wrote; a file of this name may be anybody's. */
  static boolean isIn(Path folder) {
    try {
      return Files.isRegularFile(folder.resolve(NAME)) && read(folder).all.keySet().containsAll(OF_WEFT);
    } catch (WeftException e) {
      return false;
    }
  }

  /** What stands at a path, such as {@code dataset, sha256}; null if nothing does. */
  public Object at(String... path) {
    Object value = all;
    for (String name : path) {
      value = value instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return value;
  }

  /** The same as a text; empty if nothing stands there. */
  public String text(String... path) {
    Object value = at(path);
    return value == null ? "" : String.valueOf(value);
  }
}
