package dev.weft.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What the file system says of a file or folder: as long as that stays the same, so does the content.
 *
 * @param modified nanoseconds since 1970
 * @param place a number of the place on the disk, which another file of the same name has not
 */
public record FileStamp(long size, long modified, int place) {
  /** Equal to that of no file. */
  public static final FileStamp UNSURE = new FileStamp(-1, -1, -1);

  /** Within this time, some file systems give two changes one time. */
  private static final long COARSEST_NANOS = 2_000_000_000;

  /** {@link #UNSURE} where nothing can be found out. */
  public static FileStamp of(Path file) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileStamp(
          found.isDirectory() ? 0 : found.size(),
          found.lastModifiedTime().to(TimeUnit.NANOSECONDS),
          Objects.hashCode(found.fileKey()));
    } catch (IOException e) {
      return UNSURE;
    }
  }

  /** This stamp, or {@link #UNSURE} if the content may still change without its changing. */
  FileStamp settled() {
    long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    return now - modified > COARSEST_NANOS ? this : UNSURE;
  }
}
