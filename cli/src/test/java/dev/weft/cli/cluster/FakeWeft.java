package dev.weft.cli.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A package of Weft and a Spark whose files are empty but for what starts a driver, and programs of a test's own. */
final class FakeWeft {
  private FakeWeft() {}

  /** A package's folder {@code lib} with libraries of these names. */
  static Path lib(Path folder, String... libraries) throws IOException {
    Path lib = folder.resolve("lib");
    Files.createDirectories(lib.resolve("spark"));
    for (String name : libraries) {
      Files.createFile(lib.resolve(name));
    }
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    Map.of("Spark-Version", "4.2.0", "Scala-Version", "2.13.18", "Dependency-Plugin-Version", "3.11.0")
        .forEach(manifest.getMainAttributes()::putValue);
    try (OutputStream out = Files.newOutputStream(lib.resolve("spark/weft-spark.jar"))) {
      new JarOutputStream(out, manifest).close();
    }
    return lib;
  }

  /** A whole Spark whose {@code spark-submit} is a script. */
  static Path sparkHome(Path folder, String core, String script) throws IOException {
    Path home = folder.resolve("spark");
    Files.createDirectories(home.resolve("jars"));
    Files.createFile(home.resolve("jars").resolve(core));
    program(home.resolve("bin/spark-submit"), script);
    return home;
  }

  /** A script that a shell runs. */
  static Path program(Path file, String script) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + script);
    if (!file.toFile().setExecutable(true)) {
      throw new IOException(file + " cannot be made a program");
    }
    return file;
  }

  /** Of names in a folder, sorted. */
  static List<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
