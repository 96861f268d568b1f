package dev.weft.dataset;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A named set of images, to train on and to test on.
 *
 * @param name as {@link Datasets#load} knows it
 * @param sha256 the SHA-256 of the uncompressed content of each of its files, in hexadecimal digits, by the file's name
 * @param origin where it was found, in words for the user
 */
public record ImageDataset(String name, ImageSet train, ImageSet test, Map<String, String> sha256, String origin) {
  public ImageDataset {
    sha256 = Collections.unmodifiableMap(new TreeMap<>(sha256));
  }

  /**
   * One SHA-256 for the whole set: that of the lines {@code "<sha256> <file>\n"}, sorted by file, as {@code sha256sum}
   * prints them.
   */
  public String checksum() {
    return Sha256.of(
        sha256.entrySet().stream().map(e -> e.getValue() + "  " + e.getKey() + "\n").collect(Collectors.joining()));
  }
}
