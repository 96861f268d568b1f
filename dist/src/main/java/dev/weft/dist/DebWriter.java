package dev.weft.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Locale;

/**
 * Writes a package of Debian by {@code dpkg-deb}: the program in {@code /usr/lib/weft}, a link to it in {@code
 * /usr/bin}, manual pages and completion where the system looks for them.
 */
final class DebWriter {
  private static final Path DPKG = Path.of("/usr/bin/dpkg-deb");

  private DebWriter() {}

  static boolean isPossible() {
    return Files.isExecutable(DPKG);
  }

  static Path write(ProgramFolder program, Path tree, Path target, String version, Instant date)
      throws IOException, InterruptedException {
    for (PackagedFile file : program.files()) {
      String name = program.folder().relativize(file.path()).toString();
      Path to = tree.resolve(place(name));
      if (file.isFolder()) {
        Files.createDirectories(to);
      } else {
        Files.createDirectories(to.getParent());
        Files.copy(file.path(), to, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    Files.delete(tree.resolve("usr/lib/weft/bin/weft.cmd"));
    Files.createDirectories(tree.resolve("usr/bin"));
    Files.createSymbolicLink(tree.resolve("usr/bin/weft"), Path.of("../lib/weft/bin/weft"));
    String architecture = System.getProperty("os.arch").replace("aarch64", "arm64");
    Files.createDirectories(tree.resolve("DEBIAN"));
    Files.writeString(tree.resolve("DEBIAN/control"), control(version, architecture, size(tree)));
    settle(tree, date);
    Path file = target.resolve("weft_%s_%s.deb".formatted(version, architecture));
    // A higher level than 1 takes four times as long for a tenth less.
    ProcessBuilder dpkg =
        new ProcessBuilder(
            DPKG.toString(), "--root-owner-group", "-Zxz", "-z1", "--build", tree.toString(), file.toString());
    dpkg.environment().put("SOURCE_DATE_EPOCH", String.valueOf(date.getEpochSecond()));
    ProgramFolder.run(dpkg.redirectOutput(ProcessBuilder.Redirect.DISCARD));
    return file;
  }

  /** Where Debian has what lies elsewhere in the program's folder. */
  private static String place(String name) {
    if (name.equals("LICENSE")) {
      return "usr/share/doc/weft/copyright";
    }
    return name.startsWith("share")
        ? "usr/" + name.replace("zsh/site-functions", "zsh/vendor-completions")
        : "usr/lib/weft/" + name;
  }

  private static String control(String version, String architecture, long bytes) {
    return String.format(
        Locale.ROOT,
        """
        Package: weft
        Version: %s
        Architecture: %s
        Maintainer: The developers of Weft
        Section: science
        Priority: optional
        Depends: libc6, zlib1g
        Installed-Size: %d
        Description: trains, compares and explains image classifiers
         The command weft trains networks that classify images, with the names and
         defaults of Keras. A Java of its own comes with it.
        """,
        version,
        architecture,
        bytes / 1024);
  }

  private static long size(Path tree) throws IOException {
    long bytes = 0;
    for (PackagedFile file : PackagedFile.below(tree)) {
      bytes += file.isFolder() || Files.isSymbolicLink(file.path()) ? 0 : Files.size(file.path());
    }
    return bytes;
  }

  /** Gives all files the modes and the date that they have in other packages. */
  private static void settle(Path tree, Instant date) throws IOException {
    for (PackagedFile file : PackagedFile.below(tree)) {
      if (!Files.isSymbolicLink(file.path())) {
        boolean isProgram = file.mode() == 0755;
        Files.setPosixFilePermissions(
            file.path(), PosixFilePermissions.fromString(isProgram ? "rwxr-xr-x" : "rw-r--r--"));
        Files.setLastModifiedTime(file.path(), FileTime.from(date));
      }
    }
  }
}
