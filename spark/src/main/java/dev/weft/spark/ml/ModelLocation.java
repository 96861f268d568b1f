package dev.weft.spark.ml;

import dev.weft.WeftException;
import dev.weft.keras.KerasFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.SparkSession;

/** Where a model's file is: a path on this machine, or a URI that Hadoop reaches. */
final class ModelLocation {
  private ModelLocation() {}

  /**
   * Reads the file, or that of a run's folder.
   *
   * @throws WeftException if there is none
   */
  static ModelContent read(String location) {
    return location.matches("[A-Za-z][A-Za-z0-9+.-]+:/.*") ? ofUri(location) : ofPath(Path.of(location));
  }

  private static ModelContent ofPath(Path path) {
    Path file = Files.isDirectory(path) ? path.resolve(KerasFile.OF_RUN) : path;
    if (!file.equals(path) && !Files.exists(file)) {
      throw missing(path.toString());
    }
    try {
      return new ModelContent(path.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw WeftException.unreadable(file, e);
    }
  }

  private static ModelContent ofUri(String uri) {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(uri);
    try {
      FileSystem system = path.getFileSystem(SparkSession.active().sparkContext().hadoopConfiguration());
      boolean isFolder = system.getFileStatus(path).isDirectory();
      org.apache.hadoop.fs.Path file = isFolder ? new org.apache.hadoop.fs.Path(path, KerasFile.OF_RUN) : path;
      if (isFolder && !system.exists(file)) {
        throw missing(uri);
      }
      try (FSDataInputStream in = system.open(file)) {
        return new ModelContent(uri, in.readAllBytes());
      }
    } catch (IOException e) {
      throw new WeftException("the model %s cannot be read: %s.".formatted(uri, WeftException.reason(e)), e);
    }
  }

  private static WeftException missing(String folder) {
    return new WeftException(
        "%s must be a model file or the folder of a run; there is no %s in it.".formatted(folder, KerasFile.OF_RUN));
  }
}
