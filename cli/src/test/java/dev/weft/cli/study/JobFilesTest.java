package dev.weft.cli.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.cli.Said;
import dev.weft.experiment.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobFilesTest {
  private static final String SERVER = "jdbc:postgresql://db/weft?user=anna";

  @TempDir private Path folder;

  private String file;

  @BeforeEach
  void write() throws IOException {
    file = SmallStudy.file(folder);
  }

  private Path jobs() {
    return folder.resolve("jobs");
  }

  private Path out() {
    return folder.resolve("shared/sizes");
  }

  private Said export(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("study", file, "--export-jobs", jobs().toString(), "--out", out().toString(), "--user", "anna"));
    words.addAll(List.of(more));
    return Said.to(words.toArray(String[]::new));
  }

  private String text(String name) throws IOException {
    return Files.readString(jobs().resolve(name));
  }

  private static Map<?, ?> map(Object of, String... path) {
    Object found = of;
    for (String key : path) {
      found = ((Map<?, ?>) found).get(key);
    }
    return (Map<?, ?>) found;
  }

  private Map<?, ?> job() throws IOException {
    return map(Settings.parse("array.yaml", text("kubernetes/array.yaml").split("(?m)^---\n")[1]).root());
  }

  private static Map<?, ?> container(Map<?, ?> job) {
    return (Map<?, ?>) ((List<?>) map(job, "spec", "template", "spec").get("containers")).getFirst();
  }

  @Test
  void itSaysWhatToDoAndTrainsNothing() throws IOException {
    Said said = export("--store", SERVER);
    assertEquals(0, said.code(), said.err());
    assertEquals(
        """
        Written to %1$s: 8 trainings of sizes as jobs, numbered in trials.csv; nothing is trained yet
          Slurm: sbatch --dependency=afterany:$(sbatch --parsable %1$s/slurm/array.sbatch) %1$s/slurm/collect.sbatch
          Kubernetes: kubectl apply -f %1$s/kubernetes/array.yaml and, when it has ended, kubectl apply -f %1$s/kubernetes/collect.yaml
        """
            .formatted(jobs()),
        said.out());
    assertFalse(Files.exists(out()));
    List<String> trials = Files.readAllLines(jobs().resolve("trials.csv"));
    assertEquals("index,part,recipe,replica,epochs", trials.getFirst());
    assertEquals(8 + 1, trials.size());
    assertTrue(trials.get(1).startsWith("0,sizes,units=16 "), "the longest is first: " + trials.get(1));
  }

  @Test
  void theArrayHasAnIndexForEachTrainingAndTheThreadsThatWereAskedFor() throws IOException {
    export("--store", SERVER, "--threads", "4", "--workers", "3");
    String slurm = text("slurm/array.sbatch");
    assertTrue(slurm.contains("#SBATCH --array=0-7%3\n"), slurm);
    assertTrue(slurm.contains("#SBATCH --cpus-per-task=4\n"), slurm);
    assertTrue(slurm.contains(" --trial \"$SLURM_ARRAY_TASK_ID\" --threads \"${SLURM_CPUS_PER_TASK:-1}\"\n"), slurm);
    Map<?, ?> spec = map(job(), "spec");
    assertEquals("Indexed", spec.get("completionMode"));
    assertEquals(8, spec.get("completions"));
    assertEquals(3, spec.get("parallelism"));
    assertEquals(
        Map.of("cpu", "4", "memory", "4Gi"),
        container(job()).get("resources") instanceof Map<?, ?> both ? both.get("limits") : null);
    assertEquals(
        "exec weft study /etc/weft/sizes.yaml --out %s --store '%s' --user anna --trial \"$JOB_COMPLETION_INDEX\" --threads 4"
            .formatted(out(), SERVER),
        ((List<?>) container(job()).get("command")).getLast());
  }

  /** Kubernetes tries again what a machine did, three times, and never what a training did. */
  @Test
  void aTrainingsOwnFaultIsNotTriedAgain() throws IOException {
    export("--store", SERVER);
    Map<?, ?> spec = map(job(), "spec");
    assertEquals(3, spec.get("backoffLimitPerIndex"));
    assertEquals(
        List.of(
            Map.of("action", "Ignore", "onPodConditions", List.of(Map.of("type", "DisruptionTarget"))),
            Map.of(
                "action",
                "FailIndex",
                "onExitCodes",
                Map.of("containerName", "weft", "operator", "In", "values", List.of(3))),
            Map.of(
                "action",
                "FailJob",
                "onExitCodes",
                Map.of("containerName", "weft", "operator", "In", "values", List.of(2)))),
        map(spec, "podFailurePolicy").get("rules"));
    assertEquals("Never", map(spec, "template", "spec").get("restartPolicy"), "as such a policy needs it");
  }

  @Test
  void noFileHasThePassword() throws IOException {
    assertEquals(0, export("--store", "jdbc:postgresql://db/weft?user=anna&password=s3cret&ssl=true").code());
    try (Stream<Path> files = Files.walk(jobs())) {
      for (Path one : files.filter(Files::isRegularFile).toList()) {
        assertFalse(Files.readString(one).contains("s3cret"), one.toString());
      }
    }
    assertTrue(text("slurm/array.sbatch").contains(" --store 'jdbc:postgresql://db/weft?user=anna&ssl=true' "));
    String variables = String.valueOf(container(job()).get("env"));
    assertTrue(
        variables.contains("name=PGPASSWORD, valueFrom={secretKeyRef={name=weft-store, key=password"), variables);
  }

  @Test
  void theJobsNeedNoOtherFileOfTheStudy() throws IOException {
    Files.writeString(
        folder.resolve("base.yaml"),
        "data: { dataset: strokes }\n"
            + "model: [Flatten, { Dense: { units: 10, activation: softmax } }]\n"
            + "training: { optimizer: Adam, loss: sparse_categorical_crossentropy }\n");
    Files.writeString(Path.of(file), "base: base.yaml\ngrid: { training.epochs: [1, 2] }\n");
    assertEquals(0, export().code());
    assertFalse(text("sizes.yaml").contains("base: base.yaml"), text("sizes.yaml"));
    assertEquals(
        text("sizes.yaml"),
        map(Settings.parse("array.yaml", text("kubernetes/array.yaml").split("(?m)^---\n")[0]).root(), "data")
            .get("sizes.yaml"));
  }

  /** A volume is mounted where paths begin on this machine, so that they hold everywhere. */
  @Test
  void oneVolumeHoldsAllThatTheJobsReadAndWrite() throws IOException {
    Said said = export("--store", folder.resolve("runs/weft.db").toString());
    List<?> mounts = (List<?>) container(job()).get("volumeMounts");
    assertEquals(Map.of("name", "shared", "mountPath", folder.toString()), mounts.getLast());
    assertTrue(
        said.out().contains("is a file, which machines cannot write at once: collecting the results records"),
        said.out());
  }

  @Test
  void oddNamesStayNames() throws Exception {
    Path odd = folder.resolve("my 'jobs' $HOME \"%a\"");
    Said said = Said.to("study", file, "--export-jobs", odd.toString(), "--out", out() + " it's", "--user", "$(id)");
    assertEquals(0, said.code(), said.err());
    String script = Files.readString(odd.resolve("slurm/array.sbatch"));
    assertTrue(
        script.contains("#SBATCH --output=\"" + folder + "/my 'jobs' $HOME \\\"%%a\\\"/slurm/logs/%A-%a.txt\"\n"),
        script);
    assertEquals(
        List.of(
            "study",
            odd.resolve("sizes.yaml").toString(),
            "--out",
            out() + " it's",
            "--store",
            "?",
            "--user",
            "$(id)",
            "--trial",
            "5",
            "--threads",
            "2"),
        words(odd.resolve("slurm/array.sbatch"), "5").stream().map(word -> word.endsWith(".db") ? "?" : word).toList());
    Said wrong = Said.to("study", file, "--export-jobs", folder + "/two\nlines");
    assertEquals(1, wrong.code());
    assertEquals("weft: a job's folders must have names without control characters; choose others.\n", wrong.err());
  }

  /** What a script would run at an index, a word a line. */
  private List<String> words(Path script, String index) throws Exception {
    Path weft = Files.writeString(folder.resolve("weft"), "#!/bin/bash\nprintf '%s\\n' \"$@\"\n");
    assertTrue(weft.toFile().setExecutable(true));
    ProcessBuilder bash = new ProcessBuilder("bash", script.toString());
    bash.environment()
        .putAll(Map.of("WEFT", weft.toString(), "SLURM_ARRAY_TASK_ID", index, "SLURM_CPUS_PER_TASK", "2"));
    Process process = bash.start();
    List<String> words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    assertEquals(0, process.waitFor(), process.errorReader().readAllAsString());
    return words;
  }

  /** Slurm has indices to 1,000 unless its administrator says otherwise. */
  @Test
  void ofMoreTrainingsThanSlurmHasIndicesEachIndexTrainsSeveral() throws Exception {
    Files.writeString(Path.of(file), SmallStudy.YAML.replace("repeats: 2", "repeats: 600"));
    assertEquals(0, export().code());
    assertTrue(text("slurm/array.sbatch").contains("#SBATCH --array=0-999\n"));
    Path script = jobs().resolve("slurm/array.sbatch");
    assertEquals(List.of("399", "1399", "2399"), trials(words(script, "399")));
    assertEquals(List.of("400", "1400"), trials(words(script, "400")));
    assertEquals(2_400, map(job(), "spec").get("completions"));
  }

  private static List<String> trials(List<String> words) {
    return java.util.stream.IntStream.range(1, words.size())
        .filter(i -> words.get(i - 1).equals("--trial"))
        .mapToObj(words::get)
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          halving   | halving: { factor: 2 }
          bayesian  | bayesian: { trials: 4, 'training.batch_size': [4, 8, 16, 32] }
          hyperband | hyperband: { 'model.1.Dense.units': { Whole: { low: 1, high: 64 } } }
          """)
  void aStudyThatChoosesByEarlierResultsIsRefused(String way, String setting) throws IOException {
    String yaml = way.equals("halving") ? SmallStudy.YAML : SmallStudy.YAML.replaceAll("(?s)grid:.*repeats", "repeats");
    Files.writeString(Path.of(file), yaml + setting.replace("'", "") + "\n");
    Said said = export();
    assertEquals(2, said.code(), said.err());
    assertEquals(
        "weft: each job of an array trains a training that is known beforehand, and '%s' chooses by earlier results; use a 'grid' or 'random' without 'halving', or train the study by one process or with --on.\n"
            .formatted(way),
        said.err());
    assertFalse(Files.exists(jobs()));
  }

  @Test
  void winnersOfNestedCrossValidationAreTrainedAtTheEnd() throws IOException {
    Files.writeString(
        Path.of(file),
        SmallStudy.YAML
            .replace(", validation: { stratified: 0.2 }", "")
            .replace("repeats: 2", "cross_validation: { folds: 2 }\nnested: { folds: 3 }"));
    Said said = export();
    assertEquals(0, said.code(), said.err());
    assertTrue(
        said.out().contains("  3 more trainings, of winners, are trained when results are collected\n"), said.out());
  }

  @Test
  void changedJobsAreReplacedOnlyWhenAsked() throws IOException {
    export();
    Files.writeString(jobs().resolve("slurm/array.sbatch"), "mine");
    Said again = export();
    assertEquals(1, again.code());
    assertEquals(
        "weft: %s holds jobs already, which you may have changed; choose another folder, or replace them by --overwrite.\n"
            .formatted(jobs()),
        again.err());
    assertEquals("mine", text("slurm/array.sbatch"));
    assertEquals(0, export("--overwrite").code());
    assertTrue(text("slurm/array.sbatch").startsWith("#!/bin/bash\n"));
  }

  @Test
  void aFolderOfSomethingElseStaysAsItIs() throws IOException {
    Files.createDirectories(jobs());
    Files.writeString(jobs().resolve("letter.txt"), "dear");
    Said said = export("--overwrite");
    assertEquals(1, said.code());
    assertTrue(said.err().contains("'letter.txt'"), said.err());
    assertEquals(1, jobs().toFile().list().length);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --trial 8                   | --trial must be from 0 to 7; received 8.
          --trial -1                  | --trial must be from 0 to 7; received -1.
          --trial 0 --resume          | --trial goes on with its training by itself; leave out --resume and --overwrite.
          --trial 0 --export-jobs x   | --export-jobs writes jobs and --trial is one of them; choose one of both.
          --trial 0 --on local[2]     | --on has Spark train the study, and --trial is for jobs; choose one of both.
          --trial 0 --mlflow mlruns   | --trial has no other program follow; leave out --tensorboard and --mlflow, and see 'weft runs export'.
          """)
  void whatDoesNotGoTogetherIsOneSentence(String options, String sentence) {
    List<String> words = new ArrayList<>(List.of("study", file, "--out", out().toString()));
    words.addAll(List.of(options.split(" ")));
    Said said = Said.to(words.toArray(String[]::new));
    assertEquals(2, said.code());
    assertEquals("weft: " + sentence + "\n", said.err());
  }
}
