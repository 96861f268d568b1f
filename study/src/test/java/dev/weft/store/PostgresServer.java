package dev.weft.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL server of a test's own, in a temporary folder, from the programs that Debian installs. */
final class PostgresServer {
  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
  private static final int MOST_PORTS = 3;

  private final Path programs;
  private final Path folder;
  private int port;

  private PostgresServer(Path programs, Path folder) {
    this.programs = programs;
    this.folder = folder;
  }

  /** Starts one, or nothing where none is installed. */
  static Optional<PostgresServer> start() throws Exception {
    Optional<Path> programs = programs();
    if (programs.isEmpty()) {
      return Optional.empty();
    }
    Path folder = Files.createTempDirectory("weft-postgres");
    PostgresServer server = new PostgresServer(programs.get(), folder);
    if (isRoot()) {
      run(List.of("chown", "postgres", folder.toString()));
    }
    String data = folder.resolve("data").toString();
    server.runProgram("initdb", "-D", data, "-A", "trust", "-U", "weft", "--no-sync", "--encoding=UTF8", "--locale=C");
    for (int attempt = 1; !server.isListening(); attempt++) {
      server.listen(data, attempt);
    }
    return Optional.of(server);
  }

  private boolean isListening() {
    return port != 0;
  }

  /** Another process may take a port that was free. */
  private void listen(String data, int attempt) throws Exception {
    int free = freePort();
    String options = "-F -c listen_addresses=127.0.0.1 -p %d -k %s".formatted(free, folder);
    try {
      runProgram("pg_ctl", "-D", data, "-l", folder.resolve("log").toString(), "-w", "-o", options, "start");
      port = free;
    } catch (IOException e) {
      if (attempt == MOST_PORTS) {
        throw e;
      }
    }
  }

  String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s?user=weft".formatted(port, database);
  }

  void close() throws Exception {
    runProgram("pg_ctl", "-D", folder.resolve("data").toString(), "-m", "immediate", "stop");
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Optional<Path> programs() throws IOException {
    if (!Files.isDirectory(INSTALLED)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(INSTALLED)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.exists(bin.resolve("initdb")))
          .findAny();
    }
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  /** Runs a program of PostgreSQL's, which refuses to be root. */
  private void runProgram(String name, String... args) throws Exception {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"));
    }
    command.add(programs.resolve(name).toString());
    command.addAll(List.of(args));
    run(command);
  }

  private static void run(List<String> command) throws Exception {
    Path log = Files.createTempFile("weft-postgres", ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(String.join(" ", command) + ": " + Files.readString(log));
    }
    Files.delete(log);
  }
}
