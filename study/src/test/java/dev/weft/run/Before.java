package dev.weft.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Runs and a store of an older Weft: {@code before.md} beside them says how they were made. */
public final class Before {
  private Before() {}

  /** Puts {@code finished}, {@code unfinished}, {@code unrecorded} and {@code weft.db} into a folder. */
  public static Path unpack(Path folder) throws IOException {
    try (InputStream in = Before.class.getResourceAsStream("before.zip");
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = folder.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          Files.copy(zip, file);
        }
      }
    }
    return folder;
  }
}
