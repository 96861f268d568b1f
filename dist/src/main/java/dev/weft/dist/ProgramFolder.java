package dev.weft.dist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The folder that a package unpacks: {@code bin} with the launchers, {@code lib} with the jars, {@code share} with
 * manual pages and completion, and, where it has a Java of its own, {@code runtime} and the class archive.
 */
record ProgramFolder(Path folder) {
  /** What Weft, its libraries and Spark's use of the JDK, as {@code jdeps} and trials found it. */
  private static final String MODULES =
      "java.base,java.desktop,java.management,java.naming,java.net.http,java.security.jgss,java.sql,"
          + "jdk.httpserver,jdk.incubator.vector,jdk.management,jdk.security.auth,jdk.unsupported,jdk.zipfs";

  /** The JDK that builds. */
  private static final Path JAVA = Path.of(System.getProperty("java.home"));

  private static final Map<String, String> COMPLETION =
      Map.of(
          "bash", "share/bash-completion/completions/weft",
          "zsh", "share/zsh/site-functions/_weft",
          "fish", "share/fish/vendor_completions.d/weft.fish");

  /** Copies the launchers and the jars that the checkout has built. */
  static ProgramFolder make(Path checkout, Path folder) throws IOException {
    ProgramFolder made = new ProgramFolder(folder);
    Path launcher = checkout.resolve("etc/launcher");
    made.copy(launcher.resolve("weft"), "bin/weft");
    made.copy(launcher.resolve("weft.cmd"), "bin/weft.cmd");
    made.copy(launcher.resolve("start.sh"), "lib/start.sh");
    made.copy(launcher.resolve("fetch.sh"), "lib/fetch.sh");
    made.copy(checkout.resolve("LICENSE"), "LICENSE");
    try (Stream<Path> jars = Files.list(checkout.resolve("cli/target/weft/lib"))) {
      for (Path jar : jars.toList()) {
        made.copy(jar, "lib/" + jar.getFileName());
      }
    }
    made.copy(checkout.resolve("spark/target/weft/lib/spark/weft-spark.jar"), "lib/spark/weft-spark.jar");
    return made;
  }

  /** The same in another place, with the same dates. */
  ProgramFolder copy(Path other) throws IOException {
    for (PackagedFile file : files()) {
      Path to = other.resolve(folder.relativize(file.path()));
      if (file.isFolder()) {
        Files.createDirectories(to);
      } else {
        Files.copy(file.path(), to, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return new ProgramFolder(other);
  }

  private void copy(Path file, String name) throws IOException {
    Path copy = folder.resolve(name);
    Files.createDirectories(copy.getParent());
    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
  }

  List<PackagedFile> files() throws IOException {
    return PackagedFile.below(folder);
  }

  /** Gives all files one date; the JVM wants those of jars to be as they were when the class archive was made. */
  void date(Instant date) throws IOException {
    for (PackagedFile file : files()) {
      Files.setLastModifiedTime(file.path(), FileTime.from(date));
    }
  }

  /** Adds manual pages and completion, which Weft itself writes. */
  void addShare() throws IOException, InterruptedException {
    for (Map.Entry<String, String> shell : COMPLETION.entrySet()) {
      Path file = folder.resolve(shell.getValue());
      Files.createDirectories(file.getParent());
      run(new ProcessBuilder(java(JAVA, "completion", shell.getKey())).redirectOutput(file.toFile()));
    }
    String pages = folder.resolve("share/man/man1").toString();
    run(new ProcessBuilder(java(JAVA, "manual", pages)).redirectOutput(ProcessBuilder.Redirect.DISCARD));
  }

  /** Adds a Java with the modules that Weft needs, for the platform that this JVM runs on; nothing is for another. */
  void addRuntime() throws IOException, InterruptedException {
    List<String> jlink = new ArrayList<>();
    jlink.add(JAVA.resolve("bin").resolve("jlink").toString());
    jlink.addAll(List.of("--add-modules=" + MODULES, "--output=" + runtime(), "--generate-cds-archive"));
    jlink.addAll(List.of("--strip-java-debug-attributes", "--no-header-files", "--no-man-pages"));
    run(new ProcessBuilder(jlink).redirectOutput(ProcessBuilder.Redirect.DISCARD));
    // Only a heap of more than 32 GB would use it; such a machine starts without.
    Files.deleteIfExists(runtime().resolve("lib/server/classes_nocoops.jsa"));
    try (Stream<Path> jars = Files.list(folder.resolve("lib"))) {
      for (Path jar : jars.filter(file -> file.getFileName().toString().startsWith("sqlite-jdbc")).toList()) {
        NativeLibraries.keepOwn(jar);
      }
    }
  }

  private Path runtime() {
    return folder.resolve("runtime");
  }

  /** Adds an archive of the classes that most commands load, for the runtime's Java. */
  void addClassArchive() throws IOException, InterruptedException {
    Path first = folder.resolveSibling("first-use");
    List<String> command = new ArrayList<>(java(runtime(), "--first-use", first.toString()));
    command.add(1, "-XX:ArchiveClassesAtExit=" + folder.resolve("weft.jsa"));
    run(new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD));
  }

  /** As the launcher starts it. */
  private List<String> java(Path home, String... args) {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin").resolve("java").toString());
    command.addAll(List.of("-Xlog:disable", "-XX:-PrintWarnings", "-XX:+UseSerialGC", "-Xmn64m"));
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(List.of("-jar", folder.resolve("lib/weft.jar").toString()));
    command.addAll(List.of(args));
    return command;
  }

  /**
   * Runs a program to its end.
   *
   * @throws IOException if it fails; what it wrote to standard error is in the message
   */
  static void run(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.start();
    String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", builder.command()) + " failed: " + errors);
    }
  }
}
