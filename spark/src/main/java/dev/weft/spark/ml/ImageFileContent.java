package dev.weft.spark.ml;

import dev.weft.WeftException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.util.functional.FutureIO;

/** The bytes of a file in any file system that Hadoop reaches. */
final class ImageFileContent {
  /** More than an image of 300 million pixels has as a file. */
  private static final long MOST_BYTES = 1 << 30;

  private static final String WHOLE_FILE = Options.OpenFileOptions.FS_OPTION_OPENFILE_READ_POLICY_WHOLE_FILE;

  private ImageFileContent() {}

  /**
   * Reads it.
   *
   * @throws WeftException if it cannot be read, or is far too large
   */
  static byte[] read(String name, Configuration files) {
    try {
      Path path = new Path(name);
      FileSystem system = system(path, files);
      FileStatus status = system.getFileStatus(path);
      if (status.isDirectory()) {
        throw new WeftException("it must be a file; it is a folder.");
      }
      if (status.getLen() > MOST_BYTES) {
        throw new WeftException(
            String.format(
                Locale.ROOT, "an image's file may have at most %,d bytes; it has %,d.", MOST_BYTES, status.getLen()));
      }
      try (FSDataInputStream in = opened(system, status)) {
        byte[] content = new byte[(int) status.getLen()];
        in.readFully(0, content);
        return content;
      }
    } catch (IllegalArgumentException e) {
      throw new WeftException("it is no path or URI of a file; check its characters.", e);
    } catch (IOException e) {
      throw new WeftException("it cannot be read: " + reason(e) + ".", e);
    }
  }

  /** Of a local disk without Hadoop's own checksums beside its files, for which it looks at each file four times. */
  private static FileSystem system(Path path, Configuration files) throws IOException {
    FileSystem system = path.getFileSystem(files);
    return system instanceof LocalFileSystem local ? local.getRawFileSystem() : system;
  }

  /** So that an object store is not asked for the status again. */
  private static FSDataInputStream opened(FileSystem system, FileStatus status) throws IOException {
    return FutureIO.awaitFuture(
        system
            .openFile(status.getPath())
            .withFileStatus(status)
            .opt(Options.OpenFileOptions.FS_OPTION_OPENFILE_READ_POLICY, WHOLE_FILE)
            .build());
  }

  private static String reason(IOException e) {
    return switch (e) {
      case FileNotFoundException missing -> "there is no such file, or this machine may not read it";
      case AccessDeniedException denied -> "permission denied";
      case AccessControlException denied -> "permission denied";
      default -> withCause(firstLine(WeftException.reason(e)), e);
    };
  }

  /** What S3 answered is behind a sentence that names the file alone; most others quote their cause. */
  private static String withCause(String sentence, IOException e) {
    Throwable root = e.getCause();
    while (root != null && root.getCause() != null) {
      root = root.getCause();
    }
    String cause = root == null || root.getMessage() == null ? "" : firstLine(root.getMessage());
    return sentence.contains(cause) ? sentence : sentence + ": " + cause;
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("no reason is known").replaceFirst("[.]$", "");
  }
}
