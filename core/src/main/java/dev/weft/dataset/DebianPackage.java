package dev.weft.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A package of Debian or one of its relatives. The system's package manager fetches it, and it is unpacked without
 * being installed, which needs no administrator.
 *
 * @param programs the folders in which programs are looked for
 */
record DebianPackage(String name, List<Path> programs) {
  private static final String TIMEOUT = "Acquire::http::Timeout=10";
  private static final int MINUTES = 10;

  /**
   * Fetches the package into a folder and unpacks it there; its files then lie below as they would below the root. A
   * system that does not know its packages (a fresh container, for one) is asked to learn of them in that folder.
   */
  void unpack(Path folder) throws IOException {
    String fetcher = program("apt-get").toString();
    String unpacker = program("dpkg-deb").toString();
    try {
      run(folder, fetcher, "-o", TIMEOUT, "download", name);
    } catch (IOException e) {
      Files.createDirectories(folder.resolve("lists/partial"));
      Files.createDirectories(folder.resolve("cache/archives/partial"));
      String lists = "Dir::State::lists=" + folder.resolve("lists");
      String cache = "Dir::Cache=" + folder.resolve("cache");
      run(folder, fetcher, "-o", TIMEOUT, "-o", lists, "-o", cache, "update");
      run(folder, fetcher, "-o", TIMEOUT, "-o", lists, "-o", cache, "download", name);
    }
    run(folder, unpacker, "-x", fetched(folder).toString(), folder.toString());
  }

  private Path program(String name) throws IOException {
    return programs.stream()
        .map(folder -> folder.resolve(name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IOException("this system has no " + name));
  }

  private Path fetched(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".deb"))
          .findFirst()
          .orElseThrow(() -> new IOException("apt-get left no package"));
    }
  }

  private static void run(Path folder, String... command) throws IOException {
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    try {
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        throw new IOException(String.format(Locale.ROOT, "it took longer than %d minutes", MINUTES));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("it was interrupted", e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw new IOException(errors(output, process.exitValue()));
    }
  }

  private static String errors(Path output, int status) throws IOException {
    List<String> errors = new ArrayList<>(Files.readAllLines(output));
    errors.removeIf(line -> !line.startsWith("E: ") && !line.toLowerCase(Locale.ROOT).contains("error"));
    return errors.isEmpty() ? "it ended with status " + status : String.join(" ", errors);
  }
}
