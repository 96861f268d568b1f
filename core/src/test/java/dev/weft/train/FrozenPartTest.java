package dev.weft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.augment.RandomFlip;
import dev.weft.dataset.CacheFolder;
import dev.weft.dataset.ImageSet;
import dev.weft.dataset.Split;
import dev.weft.model.Activation;
import dev.weft.model.Adam;
import dev.weft.model.Add;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.Dropout;
import dev.weft.model.Flatten;
import dev.weft.model.GlobalAveragePooling2D;
import dev.weft.model.Graph;
import dev.weft.model.Padding;
import dev.weft.model.ReLU;
import dev.weft.model.Size;
import dev.weft.model.UpSampling2D;
import dev.weft.model.Value;
import dev.weft.train.History.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrozenPartTest {
  private static final ImageSet TRAIN = Small.images(38);
  private static final ImageSet VALIDATION = Small.images(100, 120);
  private static final Graph NETWORK = network();

  /** A residual block with batch normalization, then a head. */
  private static Graph network() {
    Value stem = Value.input(28, 28, 1).then("stem", Conv2D.of(4, 5).strides(3));
    Value branch =
        stem.then("a", Conv2D.of(4, 3).padding(Padding.SAME))
            .then("bn", BatchNormalization.of())
            .then("relu", ReLU.of());
    Value sum = branch.then("sum", Add.of(), stem).then("flat", Flatten.of()).then("drop", Dropout.of(0.3));
    return sum.then("hidden", Dense.of(8)).then("out", Dense.of(10).activation(Activation.SOFTMAX)).toGraph("frozen");
  }

  @TempDir Path folder;

  private static Optional<FrozenPart> part(Graph network) {
    return FrozenPart.of(network, Small.model(network, Adam.of()).variables());
  }

  private static String end(String... frozen) {
    return part(NETWORK.freeze(frozen)).map(FrozenPart::end).orElse("none");
  }

  @Test
  void endsBeforeWhatLearnsOrIsLeftToChance() {
    assertEquals("none", end());
    assertEquals("flat", end("stem", "a", "bn"));
    assertEquals("flat", end("stem", "a", "bn", "hidden")); // dropout stands before it
    assertEquals("stem", end("stem"));
    assertEquals("stem", end("stem", "a")); // the batch normalization measures, and two values leave the stem and a
    assertEquals("none", end("a", "bn"));
    assertEquals(Optional.of("drop"), FrozenPart.chance(NETWORK.freeze("stem", "a", "bn", "hidden")));
    assertEquals(Optional.empty(), FrozenPart.chance(NETWORK.freeze("stem", "a", "bn")));
  }

  private static Graph frozen() {
    return NETWORK.freeze("stem", "a", "bn");
  }

  private static Fit fit() {
    return Fit.epochs(3).batchSize(8).validation(VALIDATION).threads(2);
  }

  private static final class Notes implements Callback {
    private final List<String> sentences = new ArrayList<>();
    private int computed;

    @Override
    public void note(String sentence) {
      sentences.add(sentence.replaceAll("\\d+\\.\\d+ m?s", "T"));
    }

    @Override
    public void frozenOutputs(int images, int all) {
      computed++;
    }
  }

  private static List<Stage> stages(Fit fit) {
    return List.of(new Stage(frozen(), Adam.of(0.01), TRAIN, fit));
  }

  @Test
  void outputsThatAreComputedOnceGiveTheSameBits() {
    Model once = Small.model(frozen(), Adam.of(0.01));
    Notes notes = new Notes();
    History expected = once.fit(stages(fit()), Fit.epochs(3).threads(2).callback(notes));
    Model eachTime = Small.model(frozen(), Adam.of(0.01));
    Path noFolder = folder.resolve("file");
    try {
      Files.writeString(noFolder, "in the way");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    Notes others = new Notes();
    History history = eachTime.fit(stages(fit()), Fit.epochs(3).threads(1).features(noFolder).callback(others));
    assertEquals(Small.state(eachTime), Small.state(once));
    assertEquals(Small.timeless(history), Small.timeless(expected));
    assertTrue(
        others.sentences.getFirst().startsWith("the frozen layers up to 'flat' compute anew in each epoch, as there"),
        others.sentences.toString());
    assertEquals(
        List.of(
            "the outputs of the frozen layers up to 'flat' were computed once, in T; an epoch now takes T instead of"
                + " about T."),
        notes.sentences);
    Evaluation whole = once.evaluate(VALIDATION);
    assertEquals(expected.last().valLoss(), whole.loss());
  }

  @Test
  void laterTrainingsTakeTheOutputsFromTheirFile() throws IOException {
    Notes first = new Notes();
    Model one = Small.model(frozen(), Adam.of(0.01));
    one.fit(stages(fit()), Fit.epochs(3).features(folder).callback(first));
    assertTrue(first.computed > 0);
    Notes second = new Notes();
    Model two = Small.model(frozen(), Adam.of(0.01));
    two.fit(stages(fit()), Fit.epochs(3).features(folder).callback(second));
    assertEquals(0, second.computed);
    assertEquals(Small.state(one), Small.state(two));
    assertTrue(second.sentences.getFirst().contains("are kept from an earlier training"), second.sentences.toString());
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
      }
    }
    Notes damaged = new Notes();
    Model three = Small.model(frozen(), Adam.of(0.01));
    three.fit(stages(fit()), Fit.epochs(3).features(folder).callback(damaged));
    assertTrue(damaged.computed > 0);
    assertEquals(Small.state(one), Small.state(three));
  }

  private Notes fitted(Split fold, Model model, Path features) {
    Notes notes = new Notes();
    Fit fit = Fit.epochs(2).batchSize(8).validation(fold.first());
    Stage stage = new Stage(frozen(), Adam.of(0.01), fold.rest(), fit);
    model.fit(List.of(stage), Fit.epochs(2).features(features).callback(notes));
    return notes;
  }

  @Test
  void allFoldsOfACrossValidationShareTheOutputs() throws IOException {
    Path shared = folder.resolve("shared");
    for (int i = 0; i < 3; i++) {
      Split fold = TRAIN.fold(i, 3, true, 1);
      Model once = Small.model(frozen(), Adam.of(0.01));
      assertEquals(i == 0, fitted(fold, once, shared).computed > 0);
      Model alone = Small.model(frozen(), Adam.of(0.01));
      fitted(fold, alone, null);
      assertEquals(Small.state(alone), Small.state(once));
    }
    try (Stream<Path> files = Files.list(shared)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void whatTheDiskHasNoSpaceForIsRefused() {
    IOException e = assertThrows(IOException.class, () -> CacheFolder.requireSpace(folder, Long.MAX_VALUE));
    assertTrue(e.getMessage().matches("[0-9,]+ MB are free there, and they are 9,223,372,036,854 MB"), e.getMessage());
  }

  /** A training whose outputs are computed while those of another are. */
  private History beside(Model model, Runnable meanwhile) {
    Callback other =
        new Callback() {
          private boolean begun;

          @Override
          public void frozenOutputs(int images, int all) {
            if (!begun) {
              begun = true;
              meanwhile.run();
            }
          }
        };
    return model.fit(stages(fit()), Fit.epochs(3).features(folder).callback(other));
  }

  @Test
  void trainingsThatComputeInOneFolderLeaveEachOthersFiles() throws IOException {
    Model one = Small.model(frozen(), Adam.of(0.01));
    Model two = Small.model(frozen(), Adam.of(0.01));
    two.weights("stem", "bias")[0] = 1;
    Notes notes = new Notes();
    beside(one, () -> two.fit(stages(fit()), Fit.epochs(3).features(folder).callback(notes)));
    assertTrue(notes.computed > 0);
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(2, files.count());
    }
  }

  @Test
  void aTrainingThatWaitsForTheOutputsOfAnotherHearsTheRequestToStop() {
    Model one = Small.model(frozen(), Adam.of(0.01));
    Model two = Small.model(frozen(), Adam.of(0.01));
    List<Outcome> outcomes = new ArrayList<>();
    beside(
        one,
        () -> {
          Supplier<History> waiting = () -> two.fit(stages(fit()), Fit.epochs(3).features(folder).stop(() -> true));
          outcomes.add(CompletableFuture.supplyAsync(waiting).orTimeout(20, TimeUnit.SECONDS).join().outcome());
        });
    assertEquals(List.of(Outcome.INTERRUPTED), outcomes);
  }

  /** 7.84 MB an image. */
  @Test
  void aFileHoldsFourGigabytes() {
    Graph large =
        Value.input(28, 28, 1)
            .then("frozen", Conv2D.of(1, 1))
            .then(UpSampling2D.of(Size.of(50)))
            .then("learns", Conv2D.of(1, 1))
            .then(GlobalAveragePooling2D.of())
            .toGraph("large");
    FrozenPart part = part(large.freeze("frozen")).orElseThrow();
    assertTrue(Features.fit(part, 547));
    assertFalse(Features.fit(part, 548));
  }

  @Test
  void otherWeightsAreOtherOutputs() {
    Model one = Small.model(frozen(), Adam.of(0.01));
    one.fit(stages(fit()), Fit.epochs(3).features(folder));
    Notes notes = new Notes();
    Model two = Small.model(frozen(), Adam.of(0.01));
    two.weights("stem", "bias")[0] = 1;
    two.fit(stages(fit()), Fit.epochs(3).features(folder).callback(notes));
    assertTrue(notes.computed > 0);
  }

  @Test
  void withAugmentationEachEpochComputesThem() {
    Notes notes = new Notes();
    Model model = Small.model(frozen(), Adam.of(0.01));
    model.fit(stages(fit().augment(List.of(RandomFlip.of()))), Fit.epochs(3).callback(notes));
    assertEquals(
        List.of("the frozen layers up to 'flat' compute anew in each epoch, as augmentation changes every image."),
        notes.sentences);
  }

  @Test
  void chanceBeforeFrozenLayersIsNamed() {
    Notes notes = new Notes();
    Model model = Small.model(NETWORK.freeze("stem", "a", "bn", "hidden"), Adam.of(0.01));
    model.fit(List.of(new Stage(model.network(), Adam.of(0.01), TRAIN, fit())), Fit.epochs(3).callback(notes));
    assertEquals(
        "frozen layers behind 'drop' compute anew in each epoch, as it is at random.", notes.sentences.getFirst());
  }

  @Test
  void aTrainingThatIsStoppedMeanwhileGoesOn() {
    Path file = folder.resolve("checkpoint");
    Model model = Small.model(frozen(), Adam.of(0.01));
    History history = model.fit(stages(fit()), Fit.epochs(3).checkpoint(file).stop(() -> true));
    assertEquals(Outcome.INTERRUPTED, history.outcome());
    Model whole = Small.model(frozen(), Adam.of(0.01));
    whole.fit(stages(fit()), Fit.epochs(3));
    model.fit(stages(fit()), Fit.epochs(3).checkpoint(file));
    assertEquals(Small.state(whole), Small.state(model));
  }
}
