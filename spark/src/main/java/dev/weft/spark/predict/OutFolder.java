package dev.weft.spark.predict;

import dev.weft.Quoted;
import dev.weft.WeftException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The folder of a table of Parquet files, in any file system that Hadoop reaches. */
final class OutFolder {
  /** Where Spark keeps what is not finished. */
  private static final String UNFINISHED = "_temporary";

  private final String name;
  private final Path path;
  private final FileSystem system;

  /**
   * @throws WeftException if it is no place that can be written
   */
  OutFolder(String name, Configuration configuration) {
    this.name = Quoted.text(name);
    try {
      path = new Path(name);
      system = path.getFileSystem(configuration);
    } catch (IOException | RuntimeException e) {
      throw new WeftException(
          "--out: %s is no folder that can be written: %s".formatted(this.name, SparkFailure.sentence(e)), e);
    }
  }

  Path path() {
    return path;
  }

  /**
   * Checks that a table can be written there.
   *
   * @throws WeftException if there is another table, or anything that is none
   */
  void requireFree(boolean overwrite) {
    try {
      if (!system.exists(path)) {
        return;
      }
      if (!system.getFileStatus(path).isDirectory()) {
        throw new WeftException("--out: %s is a file; name a folder.".formatted(name));
      }
      boolean isTable = false;
      for (FileStatus file : system.listStatus(path)) {
        String found = file.getPath().getName();
        boolean isOfTable = found.matches("part-.*\\.parquet|_SUCCESS|\\..*\\.crc");
        if (!isOfTable && !found.equals(UNFINISHED)) {
          throw new WeftException(
              "--out: %s holds '%s', which is no part of a table; name another folder."
                  .formatted(name, Quoted.text(found)));
        }
        isTable |= isOfTable;
      }
      if (isTable && !overwrite) {
        throw new WeftException("--out: %s is there already; say --overwrite, or name another folder.".formatted(name));
      }
    } catch (IOException e) {
      throw new WeftException("--out: %s cannot be read: %s.".formatted(name, WeftException.reason(e)), e);
    }
  }

  /** Removes what a stopped job left. */
  void deleteUnfinished() {
    try {
      system.delete(new Path(path, UNFINISHED), true);
      if (system.exists(path) && system.listStatus(path).length == 0) {
        system.delete(path, false);
      }
    } catch (IOException e) {
      // the next job passes over it
    }
  }
}
