package dev.weft.dist;

import dev.weft.Folders;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;

/**
 * Makes the packages of Weft: a tar with a Java of its own, a zip without one, and a package of Debian. Names, modes
 * and dates in them are the same in every build.
 */
final class Packages {
  private Packages() {}

  /** Takes the version, the date of all files, the checkout and the folder for the packages. */
  public static void main(String[] args) throws IOException, InterruptedException {
    String version = args[0];
    Instant date = Instant.parse(args[1]);
    Path checkout = Path.of(args[2]);
    Path target = Path.of(args[3]);
    Path work = target.resolve("packages");
    Folders.delete(work);
    String name = "weft-" + version;

    ProgramFolder plain = ProgramFolder.make(checkout, work.resolve("plain").resolve(name));
    plain.addShare();
    plain.date(date);
    made(ZipWriter.write(plain.files(), target.resolve(name + ".zip")));

    ProgramFolder whole = plain.copy(work.resolve("whole").resolve(name));
    whole.addRuntime();
    whole.date(date);
    whole.addClassArchive();
    whole.date(date);
    made(TarWriter.write(whole.files(), target.resolve(name + "-" + platform() + ".tar.gz")));
    if (DebWriter.isPossible()) {
      made(DebWriter.write(whole, work.resolve("deb"), target, version, date));
    } else {
      print("no package of Debian is made, as there is no dpkg-deb here.");
    }
  }

  private static void made(Path file) {
    print(String.format(Locale.ROOT, "%s, %.1f MB", file.getFileName(), file.toFile().length() / 1e6));
  }

  private static void print(String line) {
    System.out.println("weft: " + line);
  }

  /** The system and the processor that this JVM runs on, such as linux-x64. */
  static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String name = system.startsWith("mac") ? "macos" : system.startsWith("windows") ? "windows" : system;
    return name + "-" + System.getProperty("os.arch").replace("amd64", "x64").replace("x86_64", "x64");
  }
}
