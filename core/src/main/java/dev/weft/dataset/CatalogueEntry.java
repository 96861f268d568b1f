package dev.weft.dataset;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a named set before it is there.
 *
 * @param name what the user calls it
 * @param description one sentence
 * @param trainSize images to train on
 * @param testSize images to test on
 * @param classNames in the order of the labels
 * @param files training images, training labels, test images, test labels
 * @param mirrors folders on the web that hold the files, gzipped; none for a set that Weft makes itself
 * @param debianPackage the package of Debian and its relatives that holds the files
 */
public record CatalogueEntry(
    String name,
    String description,
    int trainSize,
    int testSize,
    int height,
    int width,
    int channels,
    List<String> classNames,
    List<DataFile> files,
    List<URI> mirrors,
    Optional<String> debianPackage) {

  /**
   * An IDX file of a set.
   *
   * @param name without {@code .gz}
   * @param sha256 of the uncompressed content, in hexadecimal digits
   */
  public record DataFile(String name, String sha256) {
    /** As mirrors and packages call it. */
    public String zippedName() {
      return name + ".gz";
    }
  }
}
