package dev.weft.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each package, unpacked in an empty folder, trains on the built-in images. */
class PackagesTest {
  private static final Path TARGET = Path.of("target");
  private static final String NAME = "weft-" + System.getProperty("weft.version");
  private static final Instant DATE = Instant.parse(System.getProperty("weft.timestamp"));

  @TempDir private Path folder;

  private static Path tar() {
    return TARGET.resolve(NAME + "-" + Packages.platform() + ".tar.gz");
  }

  private static Path zip() {
    return TARGET.resolve(NAME + ".zip");
  }

  private static Path deb() throws IOException {
    try (Stream<Path> files = Files.list(TARGET)) {
      List<Path> debs = files.filter(file -> file.toString().endsWith(".deb")).toList();
      assumeTrue(!debs.isEmpty(), "no package of Debian is made where there is no dpkg-deb");
      return debs.getFirst();
    }
  }

  /** What a program wrote, both streams. */
  private String run(Map<String, String> environment, List<String> command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    builder.environment().put("HOME", folder.toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), command + ": " + text);
    return text;
  }

  private void assertTrains(Path weft, Map<String, String> environment) throws Exception {
    List<String> command = new ArrayList<>(List.of(weft.toString(), "train", "b-cnn", "--data", "strokes"));
    command.addAll(List.of("--epochs", "1", "--set", "data.train_size=1000", "--out", "runs/first"));
    String text = run(environment, command);
    assertTrue(text.contains("Test set of strokes: "), text);
    assertTrue(Files.exists(folder.resolve("runs/first/report.html")), text);
    assertTrue(run(environment, List.of(weft.toString(), "--version")).startsWith("weft " + NAME.substring(5) + " on"));
    String pages = weft.getParent().resolveSibling("share/man/man1").toString();
    assertTrue(weft.toString().contains("usr/bin") || Files.exists(Path.of(pages, "weft-train.1")), pages);
  }

  @Test
  void theTarTrainsWithItsOwnJava() throws Exception {
    run(Map.of(), List.of("tar", "-xzf", tar().toAbsolutePath().toString()));
    Path weft = folder.resolve(NAME + "/bin/weft");
    assertTrains(weft, Map.of("JAVA_HOME", "/nowhere"));
    assertUsesItsClassArchive(weft);
  }

  /** Also where it was unpacked in another place than it was made. */
  private void assertUsesItsClassArchive(Path weft) throws Exception {
    Path log = folder.resolve("classes.log");
    run(Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + log), List.of(weft.toString(), "data", "list"));
    assertTrue(Files.readString(log).contains("dev.weft.cli.Weft source: shared objects file (top)"));
  }

  @Test
  void theZipTrainsWithAJdkOfTheMachine() throws Exception {
    try (ZipFile zip = ZipFile.builder().setFile(zip().toFile()).get()) {
      for (ZipArchiveEntry entry : java.util.Collections.list(zip.getEntries())) {
        Path file = folder.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.copy(zip.getInputStream(entry), file);
          assertTrue(file.toFile().setExecutable((entry.getUnixMode() & 0100) != 0));
        }
      }
    }
    assertTrue(Files.exists(folder.resolve(NAME + "/bin/weft.cmd")));
    assertTrains(folder.resolve(NAME + "/bin/weft"), Map.of("JAVA_HOME", System.getProperty("java.home")));
  }

  @Test
  void theDebPutsWeftOnThePath() throws Exception {
    run(Map.of(), List.of("dpkg-deb", "-x", deb().toAbsolutePath().toString(), "."));
    assertTrains(folder.resolve("usr/bin/weft"), Map.of("JAVA_HOME", "/nowhere"));
    assertUsesItsClassArchive(folder.resolve("usr/bin/weft"));
    for (String file :
        List.of(
            "man/man1/weft.1",
            "bash-completion/completions/weft",
            "zsh/vendor-completions/_weft",
            "fish/vendor_completions.d/weft.fish",
            "doc/weft/copyright")) {
      assertTrue(Files.size(folder.resolve("usr/share").resolve(file)) > 0, file);
    }
    assertEquals(
        "weft", run(Map.of(), List.of("dpkg-deb", "-f", deb().toAbsolutePath().toString(), "Package")).strip());
  }

  @Test
  void thePackagesAreSmall() throws IOException {
    assertSmaller(tar(), 90);
    assertSmaller(zip(), 35);
    assertSmaller(deb(), 70);
  }

  private static void assertSmaller(Path file, int megabytes) throws IOException {
    assertTrue(Files.size(file) < megabytes * 1_000_000L, file + " has " + Files.size(file) + " bytes");
  }

  /** In whatever order the folders of a machine list them, whoever builds, whatever the time. */
  @Test
  void namesDatesAndModesAreTheSameInEveryBuild() throws Exception {
    List<String> names = new ArrayList<>();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(tar()));
        TarArchiveInputStream tar = new TarArchiveInputStream(new GzipCompressorInputStream(in))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        names.add(entry.getName());
        assertEquals(DATE, entry.getLastModifiedTime().toInstant(), entry.getName());
        assertUsual(entry.getName(), entry.getMode() & 0777, entry.isDirectory());
        assertEquals(0, entry.getLongUserId() + entry.getLongGroupId());
      }
    }
    assertEquals(names.stream().sorted().toList(), names);
    try (ZipFile zip = ZipFile.builder().setFile(zip().toFile()).get()) {
      Map<String, Integer> modes = new TreeMap<>();
      for (ZipArchiveEntry entry : java.util.Collections.list(zip.getEntries())) {
        modes.put(entry.getName(), entry.getUnixMode() & 0777);
        assertEquals(LocalDateTime.ofInstant(DATE, ZoneOffset.UTC), entry.getTimeLocal(), entry.getName());
        assertUsual(entry.getName(), entry.getUnixMode() & 0777, entry.isDirectory());
      }
      assertEquals(0755, modes.get(NAME + "/bin/weft"));
      assertEquals(0644, modes.get(NAME + "/lib/weft.jar"));
      assertEquals(0644, modes.get(NAME + "/lib/spark/weft-spark.jar"));
    }
  }

  private static void assertUsual(String name, int mode, boolean isFolder) {
    assertTrue(mode == 0755 || !isFolder && mode == 0644, name + " has the mode " + Integer.toOctalString(mode));
  }
}
