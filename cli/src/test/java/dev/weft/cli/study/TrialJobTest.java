package dev.weft.cli.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.cli.ProcessTest;
import dev.weft.cli.Said;
import dev.weft.run.FolderLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TrialJobTest {
  private static final int TRIALS = 8;
  private static final int AT_ONCE = 3;

  @TempDir private Path folder;

  private String file;

  @BeforeEach
  void write() throws IOException {
    file = SmallStudy.file(folder);
  }

  private Path out(String name) {
    return folder.resolve(name);
  }

  private String store() {
    return folder.resolve("weft.db").toString();
  }

  private Said trial(int index) {
    return Said.to(
        "study", file, "--out", out("shared").toString(), "--store", store(), "--trial", String.valueOf(index));
  }

  /** The very scripts of a Slurm array, run as a cluster does: several at once, some killed and run again. */
  @Test
  void anArrayEndsWithTheTableOfOneProcessWhateverIsKilled() throws Exception {
    assertEquals(0, Said.to("study", file, "--out", out("alone").toString(), "--store", store()).code());
    Said exported =
        Said.to(
            "study",
            file,
            "--export-jobs",
            out("jobs").toString(),
            "--out",
            out("shared").toString(),
            "--store",
            store());
    assertEquals(0, exported.code(), exported.err());
    int killed = 0;
    for (int from = 0; from < TRIALS; from += AT_ONCE) {
      List<Process> together = new ArrayList<>();
      for (int index = from; index < Math.min(TRIALS, from + AT_ONCE); index++) {
        together.add(start(index));
      }
      killed += kill(together.getFirst()) ? 1 : 0;
      for (int i = 0; i < together.size(); i++) {
        Process process = together.get(i);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        if (process.exitValue() != 0) {
          assertEquals(0, start(from + i).waitFor(), log(from + i));
        }
      }
    }
    assertTrue(killed > 0, "none was killed in time");
    assertFalse(Files.exists(out("shared").resolve("results.csv")), "no job writes the results of all");
    Process collect = script("collect.sbatch", "collect", Map.of());
    assertEquals(0, collect.waitFor(), Files.readString(out("collect.txt")));
    String lines = Files.readString(out("collect.txt"));
    assertEquals(TRIALS, lines.split("\\(before\\)\n", -1).length - 1, "it trains nothing: " + lines);
    assertEquals(SmallStudy.results(out("alone")), SmallStudy.results(out("shared")));
    assertEquals(folders("alone"), folders("shared"));
    JsonNode runs =
        new JsonMapper()
            .readTree(
                Said.to("runs", "--json", "--limit", "0", "--filter", "state=finished", "--store", store()).out());
    assertEquals(2 * TRIALS, runs.get("total").asInt(), "those of the study alone, and those of the array");
  }

  private List<String> folders(String study) throws IOException {
    try (var files = Files.list(out(study))) {
      return files.filter(Files::isDirectory).map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private Process start(int index) throws IOException {
    return script("array.sbatch", String.valueOf(index), Map.of("SLURM_ARRAY_TASK_ID", String.valueOf(index)));
  }

  private String log(int index) throws IOException {
    return Files.readString(out(index + ".txt"));
  }

  /** Runs a script as Slurm does, but with the classes that are tested for a program. */
  private Process script(String name, String log, Map<String, String> variables) throws IOException {
    Path weft = folder.resolve("weft");
    if (!Files.exists(weft)) {
      List<String> words = ProcessTest.weft(List.of()).command();
      String quoted = words.stream().map(word -> "'" + word + "' ").reduce("", String::concat);
      Files.writeString(weft, "#!/bin/bash\nexec " + quoted + "\"$@\"\n");
      assertTrue(weft.toFile().setExecutable(true));
    }
    ProcessBuilder bash = new ProcessBuilder("bash", out("jobs").resolve("slurm").resolve(name).toString());
    bash.environment().put("WEFT", weft.toString());
    bash.environment().putAll(variables);
    return bash.redirectErrorStream(true).redirectOutput(out(log + ".txt").toFile()).start();
  }

  /** Kills a job as soon as a training of the study has a checkpoint and is not finished; whether that was in time. */
  private boolean kill(Process process) throws Exception {
    while (process.isAlive() && !hasUnfinishedWithCheckpoint()) {
      Thread.sleep(5);
    }
    boolean inTime = process.isAlive();
    process.destroyForcibly().waitFor();
    return inTime;
  }

  private boolean hasUnfinishedWithCheckpoint() throws IOException {
    if (!Files.isDirectory(out("shared"))) {
      return false;
    }
    try (var runs = Files.list(out("shared"))) {
      return runs.anyMatch(run -> Files.exists(run.resolve("checkpoint")));
    }
  }

  @Test
  void aFinishedTrainingIsNotTrainedAgain() throws IOException {
    Said first = trial(3);
    assertEquals(0, first.code(), first.err());
    assertTrue(first.err().contains("sizes: training 3 (0 to 7), units="), first.err());
    assertTrue(
        first.out().matches("(?s)units=\\d+ batch_size=\\d \\(repeat \\d\\)  test 0\\.\\d{4}  .* in .*"), first.out());
    assertEquals(first.out(), trial(3).out(), "with the seconds of then");
    assertEquals(
        "", Said.to("runs", "--store", store()).out(), "a file is for one machine; collecting records the runs");
  }

  /** 3 is not 1: Kubernetes does not try such a training again. */
  @Test
  void aTrainingThatFailsByItselfHasAnExitCodeOfItsOwn() throws IOException {
    Files.writeString(
        Path.of(file), SmallStudy.YAML.replace("optimizer: Adam", "optimizer: { SGD: { learning_rate: 1e30 } }"));
    Said said = trial(0);
    assertEquals(3, said.code(), said.err());
    assertTrue(said.out().contains("  diverged: "), said.out());
    Said collected = Said.to("study", file, "--out", out("shared").toString(), "--store", store(), "--resume");
    assertEquals(1, collected.code());
    assertTrue(collected.err().contains("  diverged: "), collected.err());
  }

  @Test
  void whatIsTheMachinesFaultMayBeTriedAgain() throws IOException {
    Files.writeString(Path.of(file), SmallStudy.YAML.replace("dataset: strokes", "dataset: mnist"));
    Said said =
        Said.to("study", file, "--out", out("shared").toString(), "--data-dir", folder.toString(), "--trial", "0");
    assertEquals(1, said.code(), said.err());
  }

  @Test
  void aStudyThatAnotherProcessHoldsIsLeftAlone() {
    try (FolderLock whole = FolderLock.hold(out("shared"))) {
      Said said = trial(0);
      assertEquals(1, said.code());
      assertEquals(
          "weft: another weft is at work in %s; wait for it, or choose another folder with --out."
              .formatted(out("shared")),
          said.err().lines().toList().getLast());
    }
  }

  @Test
  void aStudyThatGrewGoesOnInTheFoldersThatItHas() throws IOException {
    Files.writeString(Path.of(file), SmallStudy.YAML.replace("[4, 16]", "[16]"));
    assertEquals(0, Said.to("study", file, "--out", out("shared").toString(), "--store", store()).code());
    List<String> before = folders("shared");
    Files.writeString(Path.of(file), SmallStudy.YAML);
    for (int index = 0; index < TRIALS; index++) {
      assertEquals(0, trial(index).code());
    }
    assertTrue(folders("shared").containsAll(before));
    assertEquals(TRIALS, folders("shared").size());
  }
}
