package dev.weft.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Writes a zip that keeps which files are programs. */
final class ZipWriter {
  private static final int REGULAR = 0100000;
  private static final int FOLDER = 0040000;

  private ZipWriter() {}

  static Path write(List<PackagedFile> files, Path file) throws IOException {
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file)) {
      for (PackagedFile packed : files) {
        ZipArchiveEntry entry = new ZipArchiveEntry(packed.name());
        entry.setUnixMode((packed.isFolder() ? FOLDER : REGULAR) | packed.mode());
        // A zip has no time zone: without this, its bytes would depend on the one of the machine.
        entry.setTimeLocal(
            LocalDateTime.ofInstant(Files.getLastModifiedTime(packed.path()).toInstant(), ZoneOffset.UTC));
        zip.putArchiveEntry(entry);
        if (!packed.isFolder()) {
          Files.copy(packed.path(), zip);
        }
        zip.closeArchiveEntry();
      }
    }
    return file;
  }
}
