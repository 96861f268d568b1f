package dev.weft.dist;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** Writes a compressed tar; its files belong to root. */
final class TarWriter {
  private TarWriter() {}

  static Path write(List<PackagedFile> files, Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
        TarArchiveOutputStream tar =
            new TarArchiveOutputStream(new GzipCompressorOutputStream(out), StandardCharsets.UTF_8.name())) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (PackagedFile packed : files) {
        TarArchiveEntry entry = new TarArchiveEntry(packed.name());
        entry.setMode(packed.mode());
        entry.setModTime(Files.getLastModifiedTime(packed.path()));
        entry.setSize(packed.isFolder() ? 0 : Files.size(packed.path()));
        tar.putArchiveEntry(entry);
        if (!packed.isFolder()) {
          Files.copy(packed.path(), tar);
        }
        tar.closeArchiveEntry();
      }
    }
    return file;
  }
}
