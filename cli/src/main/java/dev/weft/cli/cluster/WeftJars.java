package dev.weft.cli.cluster;

import dev.weft.Quoted;
import dev.weft.WeftException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The jars of Weft that a driver and executors have beside Spark's.
 *
 * @param module the one of module spark
 * @param libraries all others
 * @param versions what the module was built with
 */
record WeftJars(Path module, List<Path> libraries, SparkVersions versions) {
  /**
   * Those of the Weft that runs.
   *
   * @throws WeftException if it has not all of them
   */
  static WeftJars here() {
    try {
      Path jar = Path.of(WeftJars.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(jar)) {
        throw new WeftException("--on needs Weft's jars, and it runs from folders of classes; start it by ./weft.");
      }
      return in(jar.getParent());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Those of a package's folder {@code lib}.
   *
   * @throws WeftException if it has not all of them
   */
  static WeftJars in(Path lib) {
    Path module = lib.resolve("spark/weft-spark.jar");
    try (Stream<Path> files = Files.list(lib);
        JarFile jar = new JarFile(module.toFile())) {
      // Spark brings what its log goes to; a second of that kind would take its place.
      List<Path> libraries =
          files.filter(file -> file.toString().endsWith(".jar")).filter(file -> !isLogger(file)).sorted().toList();
      return new WeftJars(module, libraries, SparkVersions.of(jar.getManifest().getMainAttributes()));
    } catch (IOException e) {
      throw new WeftException(
          "%s is not to be read (%s); install Weft anew.".formatted(Quoted.text(module), WeftException.reason(e)), e);
    }
  }

  /** All of them, the module's first. */
  List<Path> all() {
    return Stream.concat(Stream.of(module), libraries.stream()).toList();
  }

  private static boolean isLogger(Path jar) {
    return jar.getFileName().toString().startsWith("slf4j-nop");
  }
}
