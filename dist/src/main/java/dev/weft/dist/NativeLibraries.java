package dev.weft.dist;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** SQLite's jar has a library for each system and processor; a package for one of them needs no other's. */
final class NativeLibraries {
  private static final String FOLDER = "org/sqlite/native/";

  private NativeLibraries() {}

  /** Takes those of other systems and processors than this JVM's out of a jar. */
  static void keepOwn(Path jar) throws IOException {
    Path smaller = jar.resolveSibling("smaller.tmp");
    try (ZipFile from = ZipFile.builder().setFile(jar.toFile()).get();
        ZipArchiveOutputStream to = new ZipArchiveOutputStream(smaller)) {
      for (ZipArchiveEntry entry : Collections.list(from.getEntries())) {
        if (!entry.getName().startsWith(FOLDER) || entry.isDirectory() || isOwn(entry.getName())) {
          try (InputStream content = from.getRawInputStream(entry)) {
            to.addRawArchiveEntry(entry, content);
          }
        }
      }
    }
    Files.move(smaller, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private static boolean isOwn(String name) {
    String system = System.getProperty("os.name").replaceFirst(" .*", ""); // Linux, Mac, Windows
    String processor = System.getProperty("os.arch").replace("amd64", "x86_64");
    return name.startsWith(FOLDER + system) && name.contains("/" + processor + "/");
  }
}
