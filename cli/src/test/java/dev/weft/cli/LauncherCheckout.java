package dev.weft.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The launcher {@code ./weft} in a checkout of its own, on a machine whose programs a test chooses. */
final class LauncherCheckout {
  /** What a plain system has, and the launcher uses. */
  private static final List<String> TOOLS =
      List.of(
          "sh awk cat chmod cp date df dirname find grep gzip head kill locale ls mkdir mv readlink rm sed sha256sum sha512sum sleep stty tail tar tr uname wc"
              .split(" "));

  private final Path root;
  private final Path programs;
  private boolean isFresh;

  /** What the launcher answered. */
  record Answer(int code, String text) {
    boolean has(String part) {
      return text.contains(part);
    }
  }

  LauncherCheckout(Path folder) throws IOException {
    root = Files.createDirectories(folder.resolve("checkout")).toRealPath();
    programs = Files.createDirectory(folder.resolve("programs"));
    Files.createFile(root.resolve("pom.xml"));
    Files.createDirectories(root.resolve("etc/launcher"));
    for (String file : List.of("weft", "etc/launcher/start.sh", "etc/launcher/fetch.sh")) {
      Files.copy(Path.of("..", file), root.resolve(file));
    }
  }

  Path root() {
    return root;
  }

  /** A program of this machine, in the place of any other of its name. */
  LauncherCheckout program(String name, String script) throws IOException {
    Path program = programs.resolve(name);
    Files.deleteIfExists(program);
    Files.writeString(program, "#!/bin/sh\n" + script);
    if (!program.toFile().setExecutable(true)) {
      throw new IOException(program + " cannot be made a program");
    }
    return this;
  }

  /** From now on the launcher finds no JDK of the real machine, and only the programs of a plain system and these. */
  LauncherCheckout fresh(String... more) throws IOException {
    Path start = root.resolve("etc/launcher/start.sh");
    Files.writeString(start, Files.readString(start).replaceAll(" (/usr/|/opt/|/Library/)", " /nowhere/"));
    for (String name : more) {
      if (Files.isExecutable(Path.of("/usr/bin", name))) {
        program(name, "exec /usr/bin/" + name + " \"$@\"\n");
      }
    }
    isFresh = true;
    return this;
  }

  LauncherCheckout without(String program) throws IOException {
    Files.deleteIfExists(programs.resolve(program));
    return this;
  }

  /** A folder with nothing but links to what a plain system has. */
  private static synchronized Path tools() throws IOException {
    Path tools = Files.createDirectories(Path.of("target/launcher-tools").toAbsolutePath());
    for (String name : TOOLS) {
      for (String folder : List.of("/bin", "/usr/bin")) {
        Path link = tools.resolve(name);
        if (Files.isExecutable(Path.of(folder, name)) && !Files.exists(link)) {
          Files.deleteIfExists(link);
          Files.createSymbolicLink(link, Path.of(folder, name));
        }
      }
    }
    return tools;
  }

  /** The command in a process, with the test's JDK unless this is a fresh machine. */
  ProcessBuilder command(Map<String, String> environment, String... args) throws IOException {
    List<String> command = new ArrayList<>(List.of("/bin/sh", root.resolve("weft").toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> all = builder.environment();
    if (isFresh) {
      all.clear();
      all.put("PATH", programs + ":" + tools());
    } else {
      all.put("JAVA_HOME", System.getProperty("java.home"));
      all.put("PATH", programs + ":" + System.getenv("PATH"));
    }
    all.putAll(environment);
    return builder;
  }

  Answer start(Map<String, String> environment, String... args) throws IOException, InterruptedException {
    return ended(command(environment, args).start());
  }

  static Answer ended(Process process) throws IOException, InterruptedException {
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Answer(process.waitFor(), text);
  }
}
