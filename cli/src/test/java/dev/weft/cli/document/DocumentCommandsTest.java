package dev.weft.cli.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.dataset.Datasets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Commands of documents are run as a reader types them, in order, each document's in a folder of its own. A block says
 * by a word whether it is run; CONTRIBUTING.md has the words.
 */
class DocumentCommandsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final int MOST_SECONDS = 240;

  /** What {@code reader.yaml} says, with which a document's comments train what it takes for granted. */
  private static final String EXPERIMENT =
      """
      data: { dataset: mnist, validation: { stratified: 0.2 } }
      model:
        - Conv2D: { filters: 4, kernel_size: 3, strides: 2, activation: relu }
        - Flatten
        - Dense: { units: 10, activation: softmax }
      training:
        optimizer: { RMSprop: { learning_rate: 0.001 } }
        loss: sparse_categorical_crossentropy
        epochs: 1
      """;

  @TempDir private static Path temporary;

  private static Path here;
  private static Path calls;
  private static StandIns standIns;
  private static Process host;

  static List<String> documents() throws IOException {
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      return Stream.concat(top, docs)
          .filter(file -> file.toString().endsWith(".md"))
          .map(file -> ROOT.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private static List<CodeBlock> blocks(String document) throws IOException {
    return CodeBlock.of(Files.readString(ROOT.resolve(document)));
  }

  @BeforeAll
  static void startHost() throws IOException {
    standIns = StandIns.drawn(Files.createDirectory(temporary.resolve("data")));
    calls = Files.createDirectory(temporary.resolve("calls"));
    here = Files.createDirectory(temporary.resolve("here"));
    Path client = Files.writeString(temporary.resolve("weft"), CommandHost.CLIENT);
    assertTrue(client.toFile().setExecutable(true));
    writeJar(temporary.resolve("weft.jar"));
    Path log = temporary.resolve("host.txt");
    host =
        process(
                java().toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:ActiveProcessorCount=1",
                "-Dweft.lanes=scalar",
                "-Djava.awt.headless=true",
                "-Dhttps.proxyHost=127.0.0.1",
                "-Dhttps.proxyPort=9",
                "-cp",
                System.getProperty("java.class.path"),
                CommandHost.class.getName(),
                calls.toString(),
                standIns.folder().toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
  }

  @AfterAll
  static void stopHost() {
    host.destroy();
  }

  private static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /** One in the document's folder, with nothing of the user's own. */
  private static ProcessBuilder process(String... command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(here.toFile());
    Map<String, String> environment = builder.environment();
    List.of("WEFT_DATA", "WEFT_STORE", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS").forEach(environment::remove);
    environment.put("HOME", temporary.resolve("home").toString());
    environment.put("XDG_CACHE_HOME", temporary.resolve("cache").toString());
    environment.put("WEFT_CALLS", calls.toString());
    environment.put("PATH", java().getParent() + ":" + temporary + ":" + environment.get("PATH"));
    return builder;
  }

  /** All that the tests run with, as the one jar of a build. */
  private static void writeJar(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    String classes =
        Stream.of(System.getProperty("java.class.path").split(":"))
            .map(each -> Path.of(each).toAbsolutePath().toUri().toString())
            .collect(Collectors.joining(" "));
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classes);
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
  }

  @Test
  void eachBlockOfCommandsSaysWhetherItIsRun() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (String document : documents()) {
      for (CodeBlock block : blocks(document)) {
        String place = document + ":" + block.line();
        boolean isMarked = CodeBlock.RUN.contains(block.mark()) || CodeBlock.NEEDS.contains(block.mark());
        if (block.hasCommands() && !isMarked) {
          wrong.add(place + ": a block of commands is marked by run, fails or what it needs; '" + block.mark() + "'");
        }
        if (block.language().isEmpty() && block.text().matches("(?s)(\\$ |(\\./)?weft [a-z]).*")) {
          wrong.add(place + ": commands stand in a block of sh or console");
        }
      }
      if (Files.readString(ROOT.resolve(document)).matches("(?s).*\\n\\n {4}\\S.*")) {
        wrong.add(document + ": code stands between lines of ```, where it can be marked");
      }
    }
    assertEquals(List.of(), wrong);
  }

  @ParameterizedTest(name = "{0}")
  @EnabledIfSystemProperty(named = "weft.thorough", matches = "true")
  @MethodSource("documents")
  void theCommandsOfADocumentWork(String document) throws Exception {
    List<CodeBlock> blocks = blocks(document);
    if (blocks.stream().noneMatch(block -> CodeBlock.RUN.contains(block.mark()))) {
      return;
    }
    prepare();
    for (CodeBlock block : blocks) {
      if (block.file().isPresent()) {
        Files.writeString(here.resolve(block.file().get()), standIns.file(block.text()));
      } else if (CodeBlock.RUN.contains(block.mark())) {
        run(document, block);
      }
    }
  }

  /** A folder as the checkout's, with images and experiments of a reader's own. */
  private static void prepare() throws IOException {
    try (Stream<Path> old = Files.walk(here)) {
      for (Path path : old.sorted(Comparator.reverseOrder()).filter(path -> !path.equals(here)).toList()) {
        Files.delete(path);
      }
    }
    Files.createSymbolicLink(here.resolve("weft"), temporary.resolve("weft"));
    Files.createSymbolicLink(here.resolve("examples"), ROOT.resolve("examples"));
    Files.createDirectories(here.resolve("cli/target/weft/lib"));
    Files.copy(temporary.resolve("weft.jar"), here.resolve("cli/target/weft/lib/weft.jar"));
    StandIns.draw(Datasets.load("strokes").train(), 40, here.resolve("photos"), List.of("cat", "dog"));
    StandIns.draw(Datasets.load("strokes").test(), 5, here.resolve("new-photos"), List.of("cat", "dog"));
    Files.copy(here.resolve("photos/dog/3.png"), here.resolve("photo.png"));
    Files.writeString(here.resolve("reader.yaml"), standIns.file(EXPERIMENT));
    Files.writeString(
        here.resolve("tiny.yaml"), "name: tiny\nbase: reader.yaml\ngrid: { training.batch_size: [16, 32] }\n");
  }

  private static void run(String document, CodeBlock block) throws Exception {
    assertTrue(host.isAlive(), () -> "the process that runs commands ended; its last words are in " + temporary);
    Path script =
        Files.writeString(
            temporary.resolve("script"),
            "set -e -o pipefail\ntrap 'echo \"this failed: $BASH_COMMAND\" >&2' ERR\n" + block.typed());
    Path output = temporary.resolve("output.txt");
    Process bash =
        process("bash", script.toString())
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(output.toFile())
            .start();
    boolean ended = bash.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
    bash.destroyForcibly();
    String printed = Files.readString(output, StandardCharsets.UTF_8);
    assertTrue(ended, () -> document + ":" + block.line() + " does not end:\n" + printed);
    assertEquals(
        block.mark().equals("run"), bash.exitValue() == 0, () -> document + ":" + block.line() + ":\n" + printed);
  }
}
