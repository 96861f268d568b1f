package dev.weft.cli.cluster;

import dev.weft.Folders;
import dev.weft.WeftException;
import dev.weft.cli.terminal.Terminal;
import dev.weft.study.Interrupt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Spark's libraries in the user's cache, where Maven brings them on first use. They are all there or not at all.
 *
 * @param cache Weft's folder in the user's cache
 * @param environment in which Maven runs
 */
record SparkFetch(SparkVersions versions, Path cache, Map<String, String> environment, Terminal terminal) {
  static final String SIZE = "about 320 MB";
  private static final long LEAST_FREE = 350_000_000;

  /**
   * Weft's folder in the user's cache, by the XDG Base Directory Specification.
   *
   * @param account the home of the user's account, where {@code HOME} names no other
   */
  static Path cache(Map<String, String> environment, Path account) {
    Path home = absolute(environment, "HOME").orElse(account);
    return absolute(environment, "XDG_CACHE_HOME").orElse(home.resolve(".cache")).resolve("weft");
  }

  private static Optional<Path> absolute(Map<String, String> environment, String variable) {
    return Optional.ofNullable(environment.get(variable)).map(Path::of).filter(Path::isAbsolute);
  }

  /**
   * The folder with the jars, which are fetched if they are not there; empty if the user interrupted that.
   *
   * @throws WeftException if they cannot be fetched
   */
  Optional<Path> jars() {
    Path jars = folder().resolve("jars");
    return Files.isDirectory(jars) || fetch(jars) ? Optional.of(jars) : Optional.empty();
  }

  private Path folder() {
    return cache.resolve("spark").resolve(versions.spark());
  }

  private boolean fetch(Path jars) {
    SparkMaven maven = SparkMaven.find(cache, environment);
    Path unfinished = folder().resolve(".unfinished-" + ProcessHandle.current().pid());
    try (Interrupt interrupt = new Interrupt(maven::stop)) {
      try {
        deleteLeftovers();
        Files.createDirectories(unfinished);
        if (Files.getFileStore(unfinished).getUsableSpace() < LEAST_FREE) {
          throw full();
        }
        terminal.note(
            "fetching the libraries of Spark %s with Maven, %s, this once, into %s ..."
                .formatted(versions.spark(), SIZE, folder()));
        maven.copy(versions, unfinished, terminal);
        if (!interrupt.getAsBoolean()) {
          move(unfinished.resolve("jars"), jars);
          return true;
        }
      } catch (IOException e) {
        throw SparkMaven.saysFull(String.valueOf(e.getMessage())) ? full() : WeftException.unwritable(folder(), e);
      } catch (WeftException e) {
        if (!interrupt.getAsBoolean()) {
          throw e;
        }
      } finally {
        delete(unfinished);
      }
      terminal.note("interrupted; nothing of the fetching is kept in %s.".formatted(folder()));
      return false;
    }
  }

  private WeftException full() {
    return new WeftException(
        "Spark's libraries need %s in %s, and its disk is full; free some, or set XDG_CACHE_HOME to a folder on another."
            .formatted(SIZE.replace("about ", ""), folder()));
  }

  /** Another start may have been faster. */
  private static void move(Path made, Path jars) throws IOException {
    try {
      Files.move(made, jars);
    } catch (IOException e) {
      if (!Files.isDirectory(jars)) {
        throw e;
      }
    }
  }

  /** Of starts that were killed. */
  private void deleteLeftovers() throws IOException {
    if (!Files.isDirectory(folder())) {
      return;
    }
    try (Stream<Path> files = Files.list(folder())) {
      files.filter(SparkFetch::isLeft).forEach(SparkFetch::delete);
    }
  }

  private static boolean isLeft(Path file) {
    String name = file.getFileName().toString();
    return name.matches("\\.unfinished-\\d{1,18}")
        && ProcessHandle.of(Long.parseLong(name.substring(name.indexOf('-') + 1))).isEmpty();
  }

  private static void delete(Path folder) {
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      // a later start takes it away
    }
  }
}
