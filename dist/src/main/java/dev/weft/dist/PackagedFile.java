package dev.weft.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file, a folder or a link as a package has it.
 *
 * @param name with slashes, as seen from where the package is unpacked; a folder's ends with one
 * @param mode 0755 for folders and programs, else 0644
 */
record PackagedFile(String name, Path path, int mode) {
  /** A folder with all below it, sorted by name. */
  static List<PackagedFile> below(Path folder) throws IOException {
    Path start = folder.getParent();
    List<PackagedFile> files = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted().toList()) {
        boolean isFolder = Files.isDirectory(path);
        String name = start.relativize(path).toString().replace('\\', '/') + (isFolder ? "/" : "");
        files.add(new PackagedFile(name, path, isFolder || Files.isExecutable(path) ? 0755 : 0644));
      }
    }
    return files;
  }

  boolean isFolder() {
    return name.endsWith("/");
  }
}
