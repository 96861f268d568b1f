package dev.weft.cli.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.cli.Said;
import dev.weft.cli.SmallRun;
import dev.weft.mlflow.FakeMlflow;
import dev.weft.tensorboard.EventFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class TrackingOptionsTest {
  @TempDir private Path folder;

  private Said weft(String... args) {
    String[] stored =
        Stream.concat(Stream.of(args), Stream.of("--store", folder.resolve("weft.db").toString()))
            .toArray(String[]::new);
    return Said.to(stored);
  }

  private Said train(String name, String... more) throws IOException {
    return weft(SmallRun.train(folder, folder.resolve(name), more));
  }

  private static List<String> losses(FakeMlflow.Run run) {
    return run.metrics.stream()
        .filter(metric -> metric.startsWith("loss "))
        .map(metric -> metric.split(" ")[1])
        .toList();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void aTrainingIsInBothWithItsEpochsAndFilesAndAnExportAddsNothing() throws IOException {
    String boards = folder.resolve("boards").toString();
    try (FakeMlflow server = new FakeMlflow()) {
      Said said = train("small", "--tensorboard", boards, "--mlflow", server.uri());
      assertEquals(0, said.code(), said.err());
      FakeMlflow.Run run = server.runs.values().iterator().next();
      assertEquals(List.of("0", "1", "2"), losses(run));
      assertEquals(List.of("RUNNING", "FINISHED"), run.states);
      assertEquals("20", run.parameters.get("training.batch_size"));
      assertTrue(run.metrics.stream().anyMatch(metric -> metric.startsWith("test.accuracy 2 ")));
      List<String> files =
          server.files.keySet().stream().map(path -> path.replaceFirst(".*/artifacts/", "")).sorted().toList();
      assertEquals(
          List.of(
              "charts/confusion_matrix.png",
              "charts/curves.png",
              "charts/worst_mistakes.png",
              "experiment.yaml",
              "history.csv",
              "metrics.json",
              "model.keras",
              "predictions.csv",
              "provenance.json",
              "report.html"),
          files);
      Path train = folder.resolve("boards/small/train");
      String name = files(train).getFirst().toString();
      String owner = name.substring(name.length() - 8);
      assertEquals(OptionalLong.of(2), EventFile.lastStep(train, owner, "epoch_learning_rate"));
      assertEquals(
          OptionalLong.of(2), EventFile.lastStep(folder.resolve("boards/small/test"), owner, "worst_mistakes"));

      List<Path> events = files(folder.resolve("boards"));
      assertEquals(0, weft("runs", "export", "tensorboard", boards).code());
      assertEquals(0, weft("runs", "export", "mlflow", server.uri()).code());
      assertEquals(events, files(folder.resolve("boards")));
      assertEquals(1, server.runs.size());
      assertEquals(List.of("0", "1", "2"), losses(run));
    }
  }

  @Test
  void aServerThatFailsIsAWarningOnceAndAnExportAddsWhatIsMissing() throws IOException {
    try (FakeMlflow server = new FakeMlflow()) {
      server.failing = 503;
      Said said = train("small", "--mlflow", server.uri());
      assertEquals(0, said.code(), said.err());
      assertEquals(
          List.of(
              "weft: warning: MLflow (%s) does not get all of the run: %s refuses (status 503): the disk is full. The"
                      .formatted(server.uri(), server.uri())
                  + " training goes on; what is missing is added by: weft runs export mlflow "
                  + server.uri()),
          said.err().lines().filter(line -> line.contains("MLflow")).toList());
      server.failing = 0;
      assertEquals(
          "weft: 1 run is in MLflow (" + server.uri() + ")\n", weft("runs", "export", "mlflow", server.uri()).err());
      assertEquals(List.of("0", "1", "2"), losses(server.runs.get("run0")));
    }
  }

  @Command
  private static final class Tracked {
    @Mixin private TrackingOptions trackers;
  }

  @Test
  void aPasswordIsNotInTheHintThatGoesOn() {
    Tracked tracked = new Tracked();
    new CommandLine(tracked).parseArgs("--mlflow", "http://anna:secret@host:5000", "--tensorboard", "boards");
    assertEquals(" --tensorboard boards --mlflow http://host:5000", tracked.trackers.again());
  }

  @Test
  void theRunsOfAStudyAreBelowIt() throws IOException {
    Path file = folder.resolve("rates.yaml");
    String yaml =
        """
        name: rates
        base:
        %sgrid:
          training.optimizer.Adam.learning_rate: [0.001, 0.01]
        """;
    Files.writeString(file, yaml.formatted(Files.readString(Path.of(SmallRun.file(folder))).indent(2)));
    try (FakeMlflow server = new FakeMlflow()) {
      Said said =
          weft(
              "study",
              file.toString(),
              "--out",
              folder.resolve("rates").toString(),
              "--mlflow",
              server.uri(),
              "--tensorboard",
              folder.resolve("boards").toString());
      assertEquals(0, said.code(), said.err());
      assertEquals(3, server.runs.size());
      assertEquals("rates", server.runs.get("run0").tags.get("weft.study"));
      assertEquals(List.of("RUNNING", "FINISHED"), server.runs.get("run0").states);
      assertEquals("run0", server.runs.get("run1").tags.get("mlflow.parentRunId"));
      assertEquals("run0", server.runs.get("run2").tags.get("mlflow.parentRunId"));
      assertEquals(
          OptionalLong.of(0), EventFile.lastStep(folder.resolve("boards/rates"), "study", "_hparams_/experiment"));
    }
  }
}
