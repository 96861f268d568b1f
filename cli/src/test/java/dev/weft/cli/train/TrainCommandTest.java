package dev.weft.cli.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.cli.Said;
import dev.weft.cli.SmallRun;
import dev.weft.experiment.ExperimentFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TrainCommandTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path folder;

  private Path out(String name) {
    return folder.resolve(name);
  }

  private Said train(Path out, String... more) throws IOException {
    return Said.to(SmallRun.train(folder, out, more));
  }

  private static Set<String> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return new TreeSet<>(
          files.map(file -> file.getFileName().toString()).filter(name -> !name.equals(".lock")).toList());
    }
  }

  @Test
  void aFolderThatAPersonUsesIsRefused() throws IOException {
    Path mine = Files.createDirectories(out("mine"));
    Files.writeString(mine.resolve("model.keras"), "mine");
    Said said = train(mine);
    assertEquals(1, said.code());
    assertEquals(
        "weft: the folder %s must be empty; it holds 'model.keras'; choose another with --out, or say --overwrite to write beside it.\n"
            .formatted(mine),
        said.err());
    assertFalse(Files.exists(mine.resolve(".lock")), "nothing of ours is left where we may not be");
    Said meant = train(mine, "--overwrite");
    assertEquals(1, meant.code());
    assertTrue(meant.err().contains("model.keras is not known to be written by weft"), meant.err());
    assertEquals("mine", Files.readString(mine.resolve("model.keras")));
    Files.move(mine.resolve("model.keras"), mine.resolve("mine.keras"));
    assertEquals(0, train(mine, "--overwrite").code());
    assertEquals(0, train(mine, "--overwrite").code());
    assertEquals("mine", Files.readString(mine.resolve("mine.keras")));
  }

  @Test
  void ofALargeNetworkOneLineIsPrintedAndWithTestTimeAugmentationTheFiguresWithout() throws IOException {
    String relus = "ReLU, ".repeat(40);
    Path file = folder.resolve("large.yaml");
    Files.writeString(
        file,
        """
        data: { dataset: strokes, train_size: 40, validation: none }
        model: [Flatten, %s { Dense: { units: 10, activation: softmax } }]
        training: { optimizer: Adam, loss: sparse_categorical_crossentropy, epochs: 1, tta: { flip: horizontal } }
        """
            .formatted(relus));
    String out = Said.to("train", file.toString(), "--out", out("large").toString()).out();
    assertTrue(out.startsWith("Network: 42 layers, 7,850 parameters; to see them: weft model " + out("large")), out);
    assertTrue(out.contains("Without test-time augmentation, test images: accuracy 0."), out);
  }

  @Test
  void aRunLeavesEverythingInItsFolder() throws IOException {
    Said said = train(out("a"));
    assertEquals(0, said.code(), said.err());
    assertEquals(
        Set.of(
            "experiment.yaml",
            "history.csv",
            "metrics.json",
            "model.keras",
            "predictions.csv",
            "provenance.json",
            "report.html"),
        files(out("a")));
    assertEquals(
        ExperimentFile.read(SmallRun.file(folder), List.of()),
        ExperimentFile.read(out("a").resolve("experiment.yaml").toString(), List.of()));
    List<String> history = Files.readAllLines(out("a").resolve("history.csv"));
    assertEquals("epoch,learning_rate,loss,accuracy,val_loss,val_accuracy,seconds", history.getFirst());
    assertEquals(4, history.size());
    List<String> predictions = Files.readAllLines(out("a").resolve("predictions.csv"));
    assertEquals("index,label,predicted,0,1,2,3,4,5,6,7,8,9", predictions.getFirst());
    assertEquals(2_001, predictions.size());
    JsonNode provenance = JSON.readTree(out("a").resolve("provenance.json").toFile());
    assertEquals(64, provenance.at("/dataset/sha256").asString().length());
    assertEquals(1_080, provenance.at("/split/train_images").asInt());
    assertEquals(120, provenance.at("/split/validation_images").asInt());
    for (String name : List.of("weft", "java", "lane_bits", "threads", "seed", "started", "train_seconds")) {
      assertTrue(provenance.has(name), name);
    }
  }

  @Test
  void aFineTunedRunNeedsItsFileNoMore() throws IOException {
    assertEquals(0, train(out("base")).code());
    Path tuned =
        Files.writeString(
            folder.resolve("tuned.yaml"),
            """
            data: { dataset: strokes, train_size: 200, validation: { stratified: 0.2 } }
            model: { from: base, without_top: true, freeze: true, then: [{ Dense: { units: 10, activation: softmax } }] }
            training:
              optimizer: Adam
              loss: sparse_categorical_crossentropy
              stages: [{ epochs: 1 }, { epochs: 1, unfreeze: true }]
            """);
    String run = out("tuned").toString();
    Said said = Said.to("train", tuned.toString(), "--out", run);
    assertEquals(0, said.code(), said.err());
    assertTrue(said.err().contains("stage 2 of 2: 1 epoch,"), said.err());
    assertTrue(said.out().contains(" Trainable params: 2,338 "), said.out());
    assertEquals(0, train(out("base"), "--overwrite", "--seed", "9").code());
    assertEquals(0, Said.to("evaluate", run).code());
    for (String part : List.of("test", "validation")) {
      Said charts = Said.to("chart", run, "network", "numbers", "--part", part, "--out", out("charts").toString());
      assertEquals(0, charts.code(), charts.err());
    }
    Said page = Said.to("report", run);
    assertEquals(0, page.code(), page.err());
    Said again = Said.to("train", run + "/experiment.yaml", "--out", out("again").toString());
    assertEquals(1, again.code());
    assertTrue(again.err().contains("a training goes on only from the network that it began with"), again.err());
    Said model = Said.to("model", run + "/experiment.yaml");
    assertEquals(2, model.code());
    assertTrue(model.err().contains("a training goes on only from the network that it began with"), model.err());
  }

  @Test
  void whoeverChoosesRecipesLeavesTheTestImagesUnlookedAt() throws IOException {
    Said said = train(out("a"), "--no-test");
    assertEquals(0, said.code(), said.err());
    String title = "Held out, fold 1 of 10 of the training images of strokes (its test images were not looked at): ";
    assertTrue(said.out().contains(title + "1,000 images, "), said.out());
    String evaluated = Said.to("evaluate", out("a").toString()).out();
    assertTrue(evaluated.contains(title + "1,000 images, "), evaluated);
    assertEquals(1_001, Files.readAllLines(out("a").resolve("predictions.csv")).size());
    String page = Files.readString(out("a").resolve("report.html"));
    String note = "The test images here are fold 1 of 10 of the training images: those of strokes were not looked at.";
    assertTrue(page.contains(note), note);
  }

  @Test
  void aRunsNameIsTheNetworkToBeginWith() throws IOException {
    String store = folder.resolve("runs.db").toString();
    assertEquals(0, train(out("base"), "--epochs", "1", "--name", "my digits", "--store", store).code());
    String yaml =
        """
        data: { dataset: strokes, train_size: 100, validation: { first: 20 } }
        model: { from: %s, freeze: true, without_top: true, then: [{ Dense: { units: 10, activation: softmax } }] }
        training: { optimizer: Adam, loss: sparse_categorical_crossentropy, epochs: 1 }
        """;
    String tuned = Files.writeString(folder.resolve("tuned.yaml"), yaml.formatted("my digits")).toString();
    String study =
        Files.writeString(folder.resolve("s.yaml"), "base: tuned.yaml\ngrid: { model.from: [latest] }").toString();
    String model = out("base").resolve("model.keras").toString();
    Said said = Said.to("study", study, "--out", out("study").toString(), "--store", store);
    assertEquals(0, said.code(), said.err());
    assertTrue(Files.readString(out("study").resolve("study.yaml")).contains(model));
    said = Said.to("train", tuned, "--out", out("tuned").toString(), "--store", store);
    assertEquals(0, said.code(), said.err());
    assertTrue(Files.readString(out("tuned").resolve("experiment.yaml")).contains("from: " + model));
    Files.writeString(folder.resolve("tuned.yaml"), yaml.formatted("my diggits"));
    String err = Said.to("model", tuned, "--store", store).err();
    assertTrue(
        err.matches(
            "(?s)weft: .*tuned.yaml:2:16: there is no file .*; as a run: there is no run 'my diggits' in .*\\?\n"),
        err);
    Files.delete(Path.of(model));
    said = Said.to("report", out("study").toString(), "--store", store);
    assertEquals(0, said.code(), said.err());
  }

  @Test
  void theResultIsForPeopleAndTheProgressIsOnStandardError() throws IOException {
    Said said = train(out("a"));
    assertTrue(said.out().startsWith("Model: \"small\"\n"), said.out());
    assertTrue(said.out().contains("Test set of strokes: 2,000 images, "), said.out());
    assertTrue(said.out().contains("Confusion matrix"), said.out());
    assertTrue(said.out().contains("Most confused"), said.out());
    assertTrue(said.out().contains("Written to " + out("a")), said.out());
    List<String> lines = said.err().lines().toList();
    assertEquals(4, lines.size(), said.err());
    for (int epoch = 1; epoch <= 3; epoch++) {
      assertTrue(
          lines
              .get(epoch)
              .matches(
                  "epoch "
                      + epoch
                      + "/3  loss .*  accuracy .*  val_loss .*  val_accuracy [0-9.]+  .* images/s"
                      + (epoch < 3 ? "  .* left" : "")),
          said.err());
    }
  }

  @Test
  void aProfileHasALineForEachLayerWithTimesOfBothPassesAndTheOptimizer() throws IOException {
    Said said = train(out("a"), "--profile");
    assertEquals(0, said.code(), said.err());
    assertTrue(said.err().contains("where the time of "), said.err());
    assertTrue(said.err().lines().anyMatch(line -> line.matches("dense( +[0-9.]+){3} +[0-9.]+% +[0-9.]+")), said.err());
    assertTrue(said.err().contains("all together "), said.err());
  }

  @Test
  void aPersonSeesHowFarItIs() throws IOException {
    Said said = Said.to(true, SmallRun.train(folder, out("a"), "--epochs", "1"));
    assertTrue(said.err().contains("\repoch 1/1 "), said.err());
    assertTrue(
        said.err().lines().flatMap(line -> Stream.of(line.split("\r"))).allMatch(l -> l.length() < 90), said.err());
  }

  @Test
  void jsonIsOneObjectWithAllResults() throws IOException {
    Said said = train(out("a"), "--json", "--threads", "2");
    JsonNode json = JSON.readTree(said.out());
    assertEquals(
        Set.of(
            "run",
            "experiment",
            "dataset",
            "parameters",
            "threads",
            "epochs",
            "train_seconds",
            "evaluate_seconds",
            "epoch_seconds",
            "history",
            "validation",
            "test",
            "mistakes",
            "warnings",
            "files"),
        Set.copyOf(json.propertyNames()));
    assertEquals(out("a").toString(), json.get("run").asString());
    assertEquals("strokes", json.at("/dataset/name").asString());
    assertEquals(2, json.get("threads").asInt());
    assertEquals(3, json.get("epochs").asInt());
    assertEquals(3, json.get("epoch_seconds").size());
    assertEquals(3, json.at("/history/val_accuracy").size());
    for (String metric : List.of("accuracy", "loss", "log_loss", "f1_micro", "f1_macro", "roc_auc_ovo")) {
      assertTrue(json.get("test").has(metric), metric);
      assertTrue(json.get("validation").has(metric), metric);
    }
    assertEquals(1 - json.get("mistakes").asInt() / 2_000.0, json.at("/test/accuracy").asDouble(), 1e-12);
    assertEquals(json.at("/history/val_accuracy/2").asDouble(), json.at("/validation/accuracy").asDouble(), 1e-12);
    assertEquals(json, JSON.readTree(out("a").resolve("metrics.json").toFile()));
  }

  @Test
  void whatOneShouldKnowBeforeBelievingItIsSaidOnceAndWrittenDown() throws IOException {
    String slow = "training.optimizer={SGD: {learning_rate: 0.001}}";
    Said said = train(out("a"), "--epochs", "8", "--set", "data.validation=test", "--set", slow);
    List<String> lines = said.err().lines().toList();
    assertTrue(lines.getFirst().startsWith("weft: warning: the test set is also the validation set:"), said.err());
    assertTrue(lines.getLast().startsWith("weft: warning: undertrained: the last of 8 epochs is the best"), said.err());
    assertEquals(2, lines.stream().filter(line -> line.contains("warning")).count(), said.err());
    JsonNode warnings = JSON.readTree(out("a").resolve("metrics.json").toFile()).get("warnings");
    assertEquals(2, warnings.size());
    assertEquals("test_set_validates", warnings.at("/0/name").asString());
    assertEquals("undertrained", warnings.at("/1/name").asString());
    assertEquals("weft: warning: " + warnings.at("/1/sentence").asString(), lines.getLast());
    assertEquals(8, warnings.at("/1/evidence/epochs").asInt());
  }

  @Test
  void theSameSeedGivesTheSameWeightsWithAnyNumberOfThreads() throws IOException {
    train(out("one"), "--threads", "1");
    train(out("three"), "--threads", "3");
    train(out("other"), "--seed", "5");
    assertEquals(SmallRun.bits(out("one")), SmallRun.bits(out("three")));
    assertNotEquals(SmallRun.bits(out("one")), SmallRun.bits(out("other")));
  }

  @Test
  void aFolderThatHoldsARunIsNotOverwritten() throws IOException {
    train(out("a"), "--epochs", "1");
    Said said = train(out("a"), "--epochs", "1");
    assertEquals(1, said.code());
    assertTrue(said.err().startsWith("weft: " + out("a") + " holds a run already;"), said.err());
  }

  @Test
  void aFolderThatCannotBeWrittenIsAnErrorBeforeTraining() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Said said = train(file.resolve("run"));
    assertEquals(1, said.code());
    assertTrue(said.err().startsWith("weft: the folder " + file + "/run cannot be written"), said.err());
    assertFalse(said.err().contains("epoch"), said.err());
  }

  @Test
  void earlyStoppingRestoresTheBestWeightsAndSaysSo() throws IOException {
    Said said =
        train(
            out("a"),
            "--epochs",
            "30",
            "--set",
            "training.early_stopping={monitor: val_loss, patience: 1, min_delta: 0.2}");
    assertEquals(0, said.code());
    assertTrue(said.err().contains("weft: stopped early: val_loss has not improved for 1 epoch."), said.err());
    assertTrue(said.err().contains("weft: the weights are those of epoch"), said.err());
  }

  @Test
  void aLossThatIsNoNumberIsAnError() throws IOException {
    Said said =
        train(
            out("a"),
            "--set",
            "training.optimizer={SGD: {learning_rate: 1e30}}",
            "--set",
            "training.loss=mse",
            "--set",
            "model.6.Dense.activation=linear");
    assertEquals(1, said.code());
    assertTrue(said.err().lines().toList().getLast().startsWith("weft: the loss became"), said.err());
    assertEquals("", said.out());
  }

  @Test
  void classWeightsCountClassesDifferently() throws IOException {
    train(out("plain"), "--epochs", "1");
    train(out("weighted"), "--epochs", "1", "--set", "training.class_weight={3: 4}");
    assertNotEquals(SmallRun.bits(out("plain")), SmallRun.bits(out("weighted")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          train                          | weft: weft train needs an experiment's name or file
          train fashion-mpl              | weft: there is no experiment 'fashion-mpl'
          train d-1 --epochs 0           | weft: --epochs 0: 'epochs' must be at least 1; received 0.
          train d-1 --epochs many        | weft: --epochs many: 'epochs' must be a whole number; received 'many'.
          train d-1 --batch-size 1.5     | weft: --batch-size 1.5: 'batch_size' must be a whole number; received 1.5.
          train d-1 --seed x             | weft: --seed x: 'seed' must be a whole number; received 'x'.
          train d-1 --data mnits         | weft: --data mnits: 'mnits' is no data set;
          train d-1 --threads 0          | weft: --threads must be from 1 to 1024; received 0.
          train d-1 --threads two        | weft: invalid value for option '--threads'
          train d-1 --epoch 3            | weft: '--epoch' is not known here; see 'weft train --help'. Did you mean '--epochs'?
          train d-1 --data-dir /nowhere  | weft: --data-dir must be a folder; received /nowhere; check the path.
          train d-1 --resume /nowhere    | weft: /nowhere is no run to go on with
          train --resume /nowhere --out x | weft: --resume goes on in its own folder, /nowhere; leave out --out.
          """)
  void wrongUseIsOneSentenceAndExitCode2(String args, String start) {
    Said said = Said.to(args.split(" +"));
    assertEquals(2, said.code(), said.err());
    assertEquals("", said.out());
    String last = said.err().lines().toList().getLast();
    assertTrue(last.startsWith(start), said.err());
  }

  @Test
  void ofAFinishedRunNothingIsLeftToDo() throws IOException {
    train(out("a"), "--epochs", "1");
    Said said = Said.to("train", "--resume", out("a").toString());
    assertEquals(0, said.code());
    assertTrue(said.err().startsWith("weft: the run in " + out("a") + " is finished;"), said.err());
  }

  @Test
  void aRunIsResumedOnlyAsItBegan() throws IOException {
    train(out("a"));
    Files.delete(out("a").resolve("metrics.json"));
    Said said = Said.to("train", "--resume", out("a").toString(), "--epochs", "4");
    assertEquals(2, said.code());
    assertEquals(
        "weft: the run in "
            + out("a")
            + " goes on only as it began: training.epochs is 3 there and 4 here; leave that out.\n",
        said.err());
    Said other = Said.to("train", "d-1", "--resume", out("a").toString());
    assertEquals("weft: the run in " + out("a") + " is of the experiment small; leave out 'd-1'.\n", other.err());
    assertEquals(0, Said.to("train", "--resume", out("a").toString(), "--epochs", "3", "--threads", "1").code());
  }

  @Test
  void aSplitThatLeavesNothingIsAnError() throws IOException {
    Said said = train(out("a"), "--set", "data.validation={first: 1200}");
    assertEquals(1, said.code());
    assertTrue(said.err().startsWith("weft: small on strokes: a split leaves images both"), said.err());
    assertFalse(Files.exists(out("a")));
  }
}
