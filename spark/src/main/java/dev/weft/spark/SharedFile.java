package dev.weft.spark;

import java.io.Serializable;
import java.nio.file.Path;
import org.apache.spark.SparkFiles;

/**
 * A file that each executor gets once.
 *
 * @param name among the files of the application
 * @param sha256 of its content, in hexadecimal digits
 */
record SharedFile(String name, String sha256) implements Serializable {
  /** Where it is on this executor. */
  Path path() {
    return Path.of(SparkFiles.get(name));
  }
}
