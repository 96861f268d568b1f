package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.weft.store.RunRecord;
import dev.weft.store.RunState;
import dev.weft.store.RunStore;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The command in a process of its own, as only such a process can be interrupted and killed. */
@Execution(ExecutionMode.CONCURRENT)
public class ProcessTest {
  private static final boolean THOROUGH = Boolean.getBoolean("weft.thorough");

  /** So many that nobody is too late to interrupt it. */
  private static final String EPOCHS = "40";

  @TempDir private static Path folder;

  /** The bits of a training that was left alone. */
  private static List<List<Integer>> undisturbed;

  @BeforeAll
  static void train() throws IOException {
    Said said = Said.to(SmallRun.train(folder, folder.resolve("undisturbed"), "--epochs", EPOCHS));
    assertEquals(0, said.code(), said.err());
    undisturbed = SmallRun.bits(folder.resolve("undisturbed"));
  }

  /**
   * A command that lives for a few seconds: most of its time would go into compiling, which scalar code needs least of.
   * Its bits are those of any other.
   */
  public static ProcessBuilder weft(List<String> java, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dweft.lanes=scalar"));
    command.addAll(java);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.weft.cli.Weft"));
    command.addAll(List.of(args));
    return new ProcessBuilder(command);
  }

  private static String store() {
    return folder.resolve("weft.db").toString();
  }

  private static RunRecord recorded(Path out) {
    try (RunStore store = RunStore.open(store())) {
      return store.get(store.find(out.toString()));
    }
  }

  private static boolean isRecorded(Path out) {
    try (RunStore store = RunStore.open(store())) {
      return store.inFolder(out).isPresent();
    }
  }

  /**
   * Starts a training and waits until it is past its second epoch, so that a checkpoint of its first is there, and
   * until the store, which is written beside it, has it.
   */
  private static Process begin(Path out, Path err, int threads) throws Exception {
    String[] args =
        SmallRun.train(folder, out, "--epochs", EPOCHS, "--threads", String.valueOf(threads), "--store", store());
    Process process = weft(List.of(), args).redirectError(err.toFile()).start();
    Path history = out.resolve("history.csv");
    while (process.isAlive() && (!Files.exists(history) || Files.readAllLines(history).size() < 3)) {
      Thread.sleep(5);
    }
    while (process.isAlive() && !isRecorded(out)) {
      Thread.sleep(50); // each look opens the store
    }
    return process;
  }

  static IntStream threads() {
    return THOROUGH ? IntStream.of(1, 4) : IntStream.of(2);
  }

  @ParameterizedTest(name = "{0} threads")
  @MethodSource("threads")
  void aKilledTrainingGoesOnAsIfNothingHadHappened(int threads) throws Exception {
    Path out = folder.resolve("killed-" + threads);
    Process process = begin(out, folder.resolve("killed-%s.txt".formatted(threads)), threads);
    process.destroyForcibly().waitFor();
    assertFalse(Files.exists(out.resolve("metrics.json")), "it was killed too late");
    RunRecord killed = recorded(out);
    assertEquals(RunState.KILLED, killed.state());
    assertEquals("its process " + process.pid() + " is gone without a word.", killed.reason());
    Path provenance = out.resolve("provenance.json");
    String longAgo = "\"started\" : \"2026-01-02T03:04:05Z\"";
    Files.writeString(provenance, Files.readString(provenance).replaceFirst("\"started\" : \"[^\"]*\"", longAgo));
    Said said = Said.to("train", "--resume", out.toString(), "--threads", String.valueOf(threads), "--store", store());
    assertEquals(0, said.code(), said.err());
    assertEquals(killed.id(), recorded(out).id());
    assertEquals(RunState.FINISHED, recorded(out).state());
    assertEquals(Integer.parseInt(EPOCHS), recorded(out).epochs());
    assertTrue(Files.readString(provenance).contains(longAgo), "it says when it began first");
    assertFalse(said.err().contains("epoch  1/"), said.err());
    assertEquals(undisturbed, SmallRun.bits(out));
    assertEquals(1 + Integer.parseInt(EPOCHS), Files.readAllLines(out.resolve("history.csv")).size());
  }

  /** Files in the order in which they come to be there. */
  static Stream<String> files() {
    return THOROUGH
        ? Stream.of(
            "provenance.json",
            "experiment.yaml",
            "checkpoint",
            ".model.keras.h5.tmp",
            "predictions.csv",
            "metrics.json")
        : Stream.of("provenance.json", "checkpoint", ".model.keras.h5.tmp", "metrics.json");
  }

  /** At whatever moment a training is killed, what is said next ends with one finished run in folder and store. */
  @ParameterizedTest(name = "when {0} is there")
  @MethodSource("files")
  void aTrainingKilledAtAnyMomentEndsAsOneFinishedRun(String when) throws Exception {
    Path out = folder.resolve("at-" + when);
    String store = folder.resolve("at-" + when + ".db").toString();
    String[] train = SmallRun.train(folder, out, "--epochs", "2", "--store", store);
    Process process = weft(List.of(), train).redirectErrorStream(true).redirectOutput(Redirect.DISCARD).start();
    while (process.isAlive() && !Files.exists(out.resolve(when))) {
      LockSupport.parkNanos(100_000); // the shortest moment is longer; the process needs the cores
    }
    process.destroyForcibly().waitFor();
    boolean resumes = Files.exists(out.resolve("experiment.yaml"));
    Said said = resumes ? Said.to("train", "--resume", out.toString(), "--store", store) : Said.to(train);
    assertEquals(0, said.code(), said.err());
    assertEquals("state\nfinished\n", Said.to("runs", "--columns", "state", "--store", store).out());
    assertFalse(Files.exists(out.resolve(".model.keras.h5.tmp")));
    assertTrue(Files.exists(out.resolve("model.keras")));
    assertEquals(0, Said.to("runs", "remove", "latest", "--yes", "--store", store).code());
    assertFalse(Files.exists(out));
  }

  @Test
  void controlCStopsAfterTheStepAndSaysHowToGoOn() throws Exception {
    Path out = folder.resolve("interrupted");
    Path err = folder.resolve("interrupted.txt");
    Process process = begin(out, err, 2);
    assumeFalse(ignoresInterrupts(process), "this machine runs tests with SIGINT ignored");
    new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
    assertTrue(process.waitFor(20, TimeUnit.SECONDS));
    assertEquals(130, process.exitValue());
    String last = Files.readAllLines(err).getLast();
    assertEquals(
        "weft: interrupted; go on with: weft train --resume %s --store %s --threads 2".formatted(out, store()), last);
    assertEquals(RunState.KILLED, recorded(out).state());
    assertEquals("it was stopped; it can go on.", recorded(out).reason());
    Said resumed = Said.to("train", "--resume", out.toString(), "--store", store());
    assertEquals(0, resumed.code(), resumed.err());
    assertTrue(resumed.err().contains(", going on in " + out), resumed.err());
    assertEquals(undisturbed, SmallRun.bits(out));
    assertFalse(Files.exists(out.resolve("checkpoint")));
  }

  /** Whoever starts a program in the background may have it ignore SIGINT, its children too. */
  private static boolean ignoresInterrupts(Process process) throws IOException {
    Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
    if (!Files.exists(status)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(status)) {
      String mask = lines.filter(line -> line.startsWith("SigIgn:")).findFirst().orElse("SigIgn:0");
      return (Long.parseUnsignedLong(mask.substring(7).strip(), 16) & 2) != 0;
    }
  }

  @Test
  void withoutFashionMnistTheFirstCommandUsesTheBuiltInImages() throws Exception {
    assumeFalse(Files.exists(Path.of("/usr/share/datasets/fashion-mnist")), "this machine has Fashion-MNIST");
    String[] args = {"train", "fashion-mlp", "--epochs", "1", "--set", "data.train_size=200", "--json", "--out"};
    Path err = folder.resolve("offline.txt");
    Path out = folder.resolve("offline");
    Process process = offline(err, Stream.concat(Stream.of(args), Stream.of(out.toString())).toArray(String[]::new));
    String json = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), Files.readString(err));
    assertTrue(json.contains("\"strokes\""), json);
    assertTrue(Files.readString(err).contains("using the built-in data set strokes instead of fashion-mnist"));
    Process named = offline(err, "train", "fashion-mlp", "--data", "fashion-mnist");
    assertEquals(1, named.waitFor());
    assertTrue(Files.readString(err).contains("fashion-mnist is nowhere to be had"), Files.readString(err));
  }

  /** In an environment in which no data set can be found or fetched. */
  private static Process offline(Path err, String... args) throws IOException {
    ProcessBuilder builder =
        weft(List.of("-Dhttps.proxyHost=127.0.0.1", "-Dhttps.proxyPort=9", "-Duser.home=" + folder), args)
            .directory(folder.toFile())
            .redirectError(err.toFile());
    builder.environment().remove("WEFT_DATA");
    builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    builder.environment().put("PATH", "");
    return builder.start();
  }
}
