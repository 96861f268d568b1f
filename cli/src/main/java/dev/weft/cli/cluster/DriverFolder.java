package dev.weft.cli.cluster;

import dev.weft.Folders;
import dev.weft.WeftException;
import dev.weft.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A temporary folder for what a driver leaves: Spark's log, and the work of executors on this machine. */
final class DriverFolder implements AutoCloseable {
  private final Path folder;
  private boolean logStays;

  private DriverFolder(Path folder) {
    this.folder = folder;
  }

  static DriverFolder make() {
    try {
      return new DriverFolder(Files.createTempDirectory("weft-spark-"));
    } catch (IOException e) {
      throw WeftException.unwritable(Path.of(System.getProperty("java.io.tmpdir")), e);
    }
  }

  Path log() {
    return folder.resolve("spark.log");
  }

  /** A folder as Spark wants its home to be, with these jars. */
  Path home(Path jars) {
    Path home = folder.resolve("home");
    try {
      Files.createSymbolicLink(Files.createDirectories(home).resolve("jars"), jars.toAbsolutePath());
    } catch (IOException | UnsupportedOperationException e) {
      throw new WeftException("%s must be a folder that can hold links to others.".formatted(home), e);
    }
    return home;
  }

  /** Says where the log is, if there is one, and leaves it there. */
  void keepLog(Terminal terminal) {
    if (Files.exists(log())) {
      logStays = true;
      terminal.note("Spark's log of this is " + log());
    }
  }

  @Override
  public void close() {
    try {
      Folders.delete(logStays ? folder.resolve("home") : folder);
    } catch (IOException e) {
      // the system takes temporary files away
    }
  }
}
