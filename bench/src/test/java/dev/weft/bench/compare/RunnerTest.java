package dev.weft.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.File;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunnerTest {
  @TempDir Path folder;

  private static Runner.Order order(String images) {
    Contestant torch = Contestant.PEERS.stream().filter(peer -> peer.key().equals("torch")).findFirst().orElseThrow();
    Contestant.Setting setting = new Contestant.Setting(1, "PASSIVE");
    List<String> words = List.of("workload=w1", "epochs=2", "images=" + images);
    return new Runner.Order(torch, setting, Workload.W1, words, "w1-32-round-1");
  }

  private String interpreter(String name, String script) throws Exception {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
    file.toFile().setExecutable(true);
    return file.toString();
  }

  @Test
  void whatWasMeasuredIsKeptForTheSameQuestionAlone() throws Exception {
    String seconds = "echo '{\"seconds\": 2.0}'; echo '{\"seconds\": 1.0}'";
    Runner runner =
        new Runner(folder, new Interpreters(interpreter("python", "[ \"$1\" = -c ] || { " + seconds + "; }")));
    assertNull(runner.kept(order("100")));
    Measurement measured = runner.measure(order("100"), 1);
    assertEquals(List.of(2.0, 1.0), measured.seconds());
    Runner resumed = new Runner(folder, new Interpreters("none"));
    assertEquals(measured, resumed.kept(order("100")));
    assertNull(resumed.kept(order("200")));
    Path written = FineTuning.folder(folder.resolve("bench/target/compare"), 20);
    Files.createDirectories(written.resolve("photos"));
    resumed.forget();
    assertNull(resumed.kept(order("100")));
    assertFalse(Files.exists(written));
  }

  @Test
  void aSideThatFailsSaysWhyAndIsTriedAgain() throws Exception {
    String failing = "[ \"$1\" = -c ] || { echo 'ValueError: no'; exit 1; }";
    Runner runner = new Runner(folder, new Interpreters(interpreter("python", failing)));
    assertEquals("ValueError: no", runner.measure(order("100"), 1).failure());
    assertNull(runner.kept(order("100")));
  }

  @Test
  void theFirstInterpreterThatHasALibraryIsTaken() throws Exception {
    String without = interpreter("without", "exit 1");
    String with = interpreter("with", "exit 0");
    Interpreters all = new Interpreters(String.join(File.pathSeparator, "nowhere", without, with));
    assertEquals(with, all.with(List.of("jax")));
    Interpreters none = new Interpreters(without);
    assertNull(none.with(List.of("keras", "tensorflow")));
    assertEquals(
        "absent: no interpreter of PEER_PYTHON (" + without + ") has keras and tensorflow",
        none.absent(List.of("keras", "tensorflow")));
  }

  @Test
  void aDifferenceIsThatOfTheScoresByTheirRange() {
    FloatBuffer ours = FloatBuffer.wrap(new float[] {0.1f, 0.9f});
    FloatBuffer theirs = FloatBuffer.wrap(new float[] {0.1f, 0.891f});
    assertEquals(-Math.log(0.99) / Math.log(9), Runner.difference(ours, theirs), 1e-6);
    assertEquals(0, Runner.difference(ours, ours));
    assertEquals(Double.POSITIVE_INFINITY, Runner.difference(ours, FloatBuffer.wrap(new float[1])));
    assertEquals(Double.POSITIVE_INFINITY, Runner.difference(ours, FloatBuffer.wrap(new float[] {0.1f, Float.NaN})));
  }
}
