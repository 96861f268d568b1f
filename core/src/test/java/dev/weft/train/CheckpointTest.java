package dev.weft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.augment.RandomFlip;
import dev.weft.dataset.ImageSet;
import dev.weft.dataset.Scaling;
import dev.weft.model.Adadelta;
import dev.weft.model.Adagrad;
import dev.weft.model.Adam;
import dev.weft.model.AdamW;
import dev.weft.model.Adamax;
import dev.weft.model.Clipping;
import dev.weft.model.Ftrl;
import dev.weft.model.Graph;
import dev.weft.model.Lion;
import dev.weft.model.Loss;
import dev.weft.model.Nadam;
import dev.weft.model.OneCycle;
import dev.weft.model.Optimizer;
import dev.weft.model.RMSprop;
import dev.weft.model.SGD;
import dev.weft.model.Schedule;
import dev.weft.model.Shape;
import dev.weft.model.StepCount;
import dev.weft.train.History.Outcome;
import dev.weft.zoo.Family;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
  private static final int EPOCHS = 3;
  private static final int STEPS = 5; // of an epoch; the last batch is short
  private static final ImageSet TRAIN = Small.images(38);
  private static final ImageSet VALIDATION = Small.images(100, 120);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("checkpoint");
  }

  static List<Optimizer> optimizers() {
    return List.of(
        SGD.of(0.05),
        SGD.of(0.02).momentum(0.9),
        SGD.of(0.02).momentum(0.9).nesterov(true).weightDecay(0.01),
        SGD.of().learningRate(Schedule.CosineDecay.of(0.1, 12).warmup(0.2, 4)),
        Adam.of(0.01),
        Adam.of(0.01).clipping(Clipping.byGlobalNorm(0.1)),
        AdamW.of(0.01),
        Nadam.of(0.01),
        RMSprop.of(0.003),
        RMSprop.of(0.003).momentum(0.9).centered(true),
        Adadelta.of(0.5),
        Adagrad.of(0.05),
        Adamax.of(0.01).useEma(true).emaMomentum(0.9).emaOverwriteFrequency(3),
        AdamW.of(0.01).amsgrad(true).useEma(true).gradientAccumulationSteps(2).clipping(Clipping.byNorm(0.1)),
        AdamW.of(0.01).useEma(true).emaWarmup(true).weightDecay(0.1).excludeFromWeightDecay("bias"),
        SGD.of().momentum(0.9).learningRate(OneCycle.of(0.1)),
        SGD.of(0.05)
            .clipping(Clipping.byGlobalNorm(1).scheduled(Schedule.CosineDecay.of(1, StepCount.REST).alpha(0.01))),
        SGD.of(0.05).momentum(0.9).gradientAccumulationSteps(2).clipping(Clipping.adaptive(0.01)),
        Lion.of(0.001),
        Ftrl.of(0.05));
  }

  /** A training in a process of its own: a fresh model and fresh callbacks, that know only the checkpoint. */
  private final class Process {
    final Model model;
    final EarlyStopping stopping = new EarlyStopping(Monitor.VAL_LOSS, 2);
    final ModelCheckpoint saving = new ModelCheckpoint(Monitor.VAL_ACCURACY, (trained, result) -> {});
    History history;

    Process(Optimizer optimizer) {
      this(Small.MIXED, optimizer);
    }

    Process(Graph network, Optimizer optimizer) {
      model = Small.model(network, optimizer);
    }

    /** Trains until {@code steps} more steps are done. */
    Process train(long steps, int threads, Kill kill, Path checkpoint, Duration every) {
      long[] last = {Long.MAX_VALUE};
      Callback limit =
          new Callback() {
            @Override
            public double learningRate(int epoch, long step, double scheduled) {
              last[0] = Math.min(last[0], step + steps);
              return scheduled;
            }
          };
      Fit fit =
          Fit.epochs(EPOCHS)
              .batchSize(8)
              .threads(threads)
              .validation(VALIDATION)
              .checkpoint(checkpoint, every)
              .stop(() -> model.optimizerState().iterations() >= last[0])
              .callback(stopping)
              .callback(saving)
              .callback(limit)
              .callback(kill);
      history = model.fit(TRAIN, fit);
      return this;
    }

    Process train(long steps, int threads) {
      return train(steps, threads, Kill.NEVER, file, Duration.ofDays(1));
    }

    Process alone() {
      return train(Integer.MAX_VALUE, 1, Kill.NEVER, null, Duration.ofDays(1));
    }

    Process killed(Kill kill, int threads) {
      assertThrows(
          Kill.Killed.class, () -> train(Integer.MAX_VALUE, threads, kill, file, Duration.ZERO), kill.toString());
      return this;
    }

    /** All that it leaves behind, seconds left out. */
    List<Object> trace() {
      return List.of(
          Small.state(model),
          Small.timeless(history),
          history.outcome(),
          history.reason(),
          history.notes(),
          saved(stopping),
          saved(saving));
    }

    private String saved(Callback callback) {
      try {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        callback.save(new DataOutputStream(bytes));
        return HexFormat.of().formatHex(bytes.toByteArray());
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void anInterruptedTrainingEndsAsIfLeftAlone(Optimizer optimizer) {
    List<Object> expected = new Process(optimizer).alone().trace();
    Random random = new Random(optimizer.hashCode());
    for (int round = 0; round < 2; round++) {
      Process process = new Process(optimizer).train(1 + random.nextInt(STEPS), 1);
      for (int threads = 2; process.history.outcome() == Outcome.INTERRUPTED; threads = threads % 4 + 1) {
        process = new Process(optimizer).train(1 + random.nextInt(STEPS + 1), threads);
      }
      assertEquals(expected, process.trace());
      file = folder.resolve("again");
    }
  }

  @Test
  void aTrainingWhoseRateFollowsItsLengthCannotBeMadeLonger() {
    Model model = Small.model(Small.DENSE, SGD.of().learningRate(OneCycle.of(0.1)));
    model.fit(TRAIN, Small.fit(2, 10).checkpoint(file));
    String message =
        assertThrows(WeftException.class, () -> model.fit(TRAIN, Small.fit(3, 10).checkpoint(file))).getMessage();
    assertTrue(message.contains("with other values of epochs, which the learning rate follows"), message);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, STEPS - 1, STEPS, STEPS + 1, 2 * STEPS, 3 * STEPS - 1})
  void aTrainingCanBeStoppedAtEveryKindOfStep(int steps) {
    Process first = new Process(Nadam.of(0.01)).train(steps, 2);
    assertEquals(Outcome.INTERRUPTED, first.history.outcome());
    assertEquals(steps / STEPS, first.history.epochs().size());
    assertEquals(new Process(Nadam.of(0.01)).alone().trace(), new Process(Nadam.of(0.01)).train(99, 4).trace());
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, 1", "0, 4", "0, -1", "1, 0", "1, 3", "2, 4", "2, -1"})
  void aKilledTrainingEndsAsIfLeftAlone(int epoch, int step) {
    new Process(Adam.of(0.01)).killed(new Kill(epoch, step), 2);
    assertEquals(new Process(Adam.of(0.01)).alone().trace(), new Process(Adam.of(0.01)).train(99, 1).trace());
  }

  @Test
  void aResNet20ThatIsKilledWithinAnEpochEndsAsIfLeftAlone() {
    Graph network = Family.RESNET20.network(Shape.of(28, 28, 1), 10);
    Optimizer optimizer = SGD.of(0.02).momentum(0.9);
    new Process(network, optimizer).killed(new Kill(0, 2), 2);
    assertEquals(new Process(network, optimizer).alone().trace(), new Process(network, optimizer).train(99, 1).trace());
  }

  @ParameterizedTest
  @CsvSource({"0, 2", "1, -1"})
  void aKilledTrainingOfANetworkWithBranchesEndsAsIfLeftAlone(int epoch, int step) {
    new Process(Small.RESIDUAL, Adam.of(0.01)).killed(new Kill(epoch, step), 2);
    assertEquals(
        new Process(Small.RESIDUAL, Adam.of(0.01)).alone().trace(),
        new Process(Small.RESIDUAL, Adam.of(0.01)).train(99, 1).trace());
  }

  @Test
  void aTrainingCanBeKilledAgainAndAgain() {
    for (Kill kill : List.of(new Kill(0, 2), new Kill(0, 4), new Kill(0, -1), new Kill(1, 1), new Kill(2, -1))) {
      new Process(Nadam.of(0.01)).killed(kill, 2);
    }
    assertEquals(new Process(Nadam.of(0.01)).alone().trace(), new Process(Nadam.of(0.01)).train(99, 1).trace());
  }

  @Test
  void betweenCheckpointsOnlyStepsSinceTheLastAreDoneAgain() {
    Fit fit = Small.fit(2, 10).checkpoint(file, Duration.ZERO);
    assertThrows(
        Kill.Killed.class, () -> Small.model(0.1).fit(TRAIN, fit.callback(new Kill(1, 2)).callback(new Told())));
    Told told = new Told();
    Small.model(0.1).fit(TRAIN, fit.callback(Kill.NEVER).callback(told));
    assertEquals(List.of("1:2", "1:3"), told.steps);
    Told nothing = new Told();
    Small.model(0.1).fit(TRAIN, fit.callback(Kill.NEVER).callback(nothing));
    assertEquals(List.of(), nothing.steps);
  }

  private static final class Told implements Callback {
    final List<String> steps = new ArrayList<>();

    @Override
    public Verdict batchEnd(int epoch, int step, int steps, double loss, double accuracy) {
      this.steps.add(epoch + ":" + step);
      return Verdict.CONTINUE;
    }
  }

  @Test
  void aTrainingThatEndedEarlyStaysEnded() {
    Fit fit = Small.fit(9, 10).checkpoint(file);
    History first = Small.model(1e30).fit(TRAIN, fit);
    Model model = Small.model(1e30);
    History second = model.fit(TRAIN, fit);
    assertEquals(Outcome.DIVERGED, second.outcome());
    assertEquals(first.reason(), second.reason());
    assertEquals(first.epochs(), second.epochs());
  }

  @Test
  void aTrainingThatIsDoneCanGoOnForMoreEpochs() {
    Model whole = Small.model(Small.MIXED, Adam.of());
    History history = whole.fit(TRAIN, Small.fit(5, 8).validation(VALIDATION));
    Small.model(Small.MIXED, Adam.of()).fit(TRAIN, Small.fit(2, 8).validation(VALIDATION).checkpoint(file));
    Model more = Small.model(Small.MIXED, Adam.of());
    History extended = more.fit(TRAIN, Small.fit(5, 8).validation(VALIDATION).checkpoint(file));
    assertEquals(Small.timeless(history), Small.timeless(extended));
    assertEquals(Small.state(whole), Small.state(more));
    refused(
        more,
        Small.fit(3, 8).validation(VALIDATION),
        "a training cannot be shortened; 3 epochs are asked for, and the checkpoint " + file + " has 5 already");
  }

  @Test
  void refusesWhatIsNoCheckpoint() throws IOException {
    Small.model(0.1).fit(TRAIN, Small.fit(1, 8).checkpoint(file));
    byte[] good = Files.readAllBytes(file);
    damaged(new byte[0], "it is no checkpoint of Weft");
    damaged("epoch,loss,accuracy,1,2,3,4".getBytes(StandardCharsets.UTF_8), "it is no checkpoint of Weft");
    damaged(new byte[4096], "it is no checkpoint of Weft");
    for (int length : new int[] {4, 23, 24, 100, good.length / 2, good.length - 1}) {
      damaged(Arrays.copyOf(good, length), "");
    }
    damaged(Arrays.copyOf(good, good.length + 1), "its checksum is wrong");
    Random random = new Random(1);
    for (int i = 0; i < 20; i++) {
      byte[] flipped = good.clone();
      flipped[8 + random.nextInt(good.length - 8)] ^= (byte) (1 << random.nextInt(8));
      damaged(flipped, "its checksum is wrong");
    }
    byte[] other = good.clone();
    other[7] = 99;
    damaged(other, "its version is 99, this Weft reads ");
    Files.delete(file);
    Files.createDirectory(file);
    refused(Small.model(0.1), Small.fit(1, 8), "a checkpoint must be whole; " + file + " cannot be used: ");
  }

  /** Whoever wrote a wrong number may have written the right checksum of it. */
  @Test
  void whatHasTheRightChecksumIsReadOrRefusedInOneSentence() throws IOException {
    Fit fit = Small.fit(2, 8).validation(VALIDATION).checkpoint(file);
    Small.model(Small.MIXED, Adam.of()).fit(TRAIN, fit.callback(new EarlyStopping(Monitor.VAL_LOSS, 2)));
    byte[] good = Files.readAllBytes(file);
    int[] numbers = {Integer.MAX_VALUE, Integer.MIN_VALUE, -1, 0, 1, 1 << 20};
    Random random = new Random(2);
    int refused = 0;
    for (int i = 0; i < 400; i++) {
      ByteBuffer mutant = ByteBuffer.wrap(good.clone());
      int early = random.nextInt(8 + random.nextInt(good.length - 24));
      mutant.putInt(Math.max(8, early), numbers[random.nextInt(numbers.length)]);
      CRC32 checksum = new CRC32();
      checksum.update(mutant.array(), 0, good.length - 8);
      mutant.putLong(good.length - 8, checksum.getValue());
      Files.write(file, mutant.array());
      try {
        Small.model(Small.MIXED, Adam.of()).fit(TRAIN, fit.callback(new EarlyStopping(Monitor.VAL_LOSS, 2)));
      } catch (WeftException e) {
        refused++;
      }
    }
    assertTrue(refused > 40, refused + " were refused");
  }

  private void damaged(byte[] content, String why) throws IOException {
    Files.write(file, content);
    refused(Small.model(0.1), Small.fit(1, 8), "a checkpoint must be whole; " + file + " cannot be used: " + why);
  }

  /** The sentence begins so, and the model is as it was. */
  private void refused(Model model, Fit fit, String start) {
    refused(model, TRAIN, fit, start);
  }

  private void refused(Model model, ImageSet train, Fit fit, String start) {
    List<String> before = Small.state(model);
    WeftException refused = assertThrows(WeftException.class, () -> model.fit(train, fit.checkpoint(file)), start);
    assertTrue(refused.getMessage().startsWith(start), refused.getMessage());
    assertEquals(before, Small.state(model));
  }

  @Test
  void aCallbackThatCannotReadItsStateIsAnErrorBeforeAnythingChanges() {
    Small.model(0.1).fit(TRAIN, Small.fit(1, 8).callback(new Greedy(1, 1)).checkpoint(file));
    refused(Small.model(0.1), Small.fit(1, 8).callback(new Greedy(1, 2)), "a checkpoint must be whole; " + file);
    Greedy last = new Greedy(1, 1);
    Small.model(0.1).fit(TRAIN, Small.fit(1, 8).callback(last).checkpoint(file));
    assertEquals(1, last.read);
  }

  private static final class Greedy implements Callback {
    final int writes;
    final int reads;
    int read;

    Greedy(int writes, int reads) {
      this.writes = writes;
      this.reads = reads;
    }

    @Override
    public void save(DataOutput out) throws IOException {
      for (int i = 0; i < writes; i++) {
        out.writeInt(i);
      }
    }

    @Override
    public void restore(DataInput in) throws IOException {
      for (; read < reads; read++) {
        in.readInt();
      }
    }
  }

  @Test
  void mustBeWritableFromTheStart() {
    file = folder.resolve("missing").resolve("checkpoint");
    refused(Small.model(0.1), Small.fit(1, 8), file + " cannot be written: there is no such file or folder; ");
  }

  @Test
  void leavesNothingBesideIt() throws IOException {
    Small.model(0.1).fit(TRAIN, Small.fit(1, 8).checkpoint(file));
    try (var files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void belongsToOneTraining() {
    Fit fit = Small.fit(2, 8).validation(VALIDATION);
    Small.model(0.1).fit(TRAIN, fit.checkpoint(file));
    Loss hinge = Loss.CATEGORICAL_HINGE;
    another("network", Small.model(Small.MIXED, SGD.of(0.1)), TRAIN, fit);
    another("optimizer", Small.model(0.2), TRAIN, fit);
    another("loss", Model.compile(Small.DENSE, SGD.of(0.1), hinge, 7), TRAIN, fit);
    another("seed", Model.compile(Small.DENSE, SGD.of(0.1), Small.model(0.1).loss(), 8), TRAIN, fit);
    another("scaling", Small.model(0.1).scaling(Scaling.minMax(TRAIN)), TRAIN, fit);
    another("images", Small.model(0.1), Small.images(37), fit);
    another("images", Small.model(0.1), Small.images(1, 39), fit);
    another("class_weight or sample_weight", Small.model(0.1), TRAIN, fit.classWeight(Map.of(1, 2.0)));
    float[] weights = new float[38];
    another("class_weight or sample_weight", Small.model(0.1), TRAIN, fit.sampleWeight(weights));
    another("batch_size", Small.model(0.1), TRAIN, fit.batchSize(9));
    another("shuffle", Small.model(0.1), TRAIN, fit.shuffle(true));
    another("validation", Small.model(0.1), TRAIN, fit.validation(null));
    another("validation", Small.model(0.1), TRAIN, fit.validation(Small.images(200, 220)));
    another("callbacks", Small.model(0.1), TRAIN, fit.callback(Kill.NEVER));
    another("augment", Small.model(0.1), TRAIN, fit.augment(List.of(RandomFlip.of())));
    another("batch_size, shuffle", Small.model(0.1), TRAIN, fit.batchSize(9).shuffle(true));
    Small.model(0.1).fit(TRAIN, fit.threads(3).checkpoint(file));
  }

  @Test
  void anAugmentationBelongsToIt() {
    Fit plain = Small.fit(2, 8);
    Small.model(0.1).fit(TRAIN, plain.augment(List.of(RandomFlip.of())).checkpoint(file));
    another("augment", Small.model(0.1), TRAIN, plain);
  }

  private void another(String what, Model model, ImageSet train, Fit fit) {
    refused(
        model,
        train,
        fit,
        "a training goes on only with what it began with; the checkpoint "
            + file
            + " is of a training with other values of "
            + what
            + "; ");
  }

  @Test
  void weightsAreTakenForWhatTheyAre() {
    Fit byClass = Small.fit(2, 8).classWeight(Map.of(3, 0.5, 5, 2.0));
    float[] each = new float[TRAIN.size()];
    Arrays.fill(each, 1);
    for (int i = 0; i < each.length; i++) {
      each[i] = TRAIN.label(i) == 3 ? 0.5f : TRAIN.label(i) == 5 ? 2 : 1;
    }
    History first = Small.model(0.1).fit(TRAIN, byClass.checkpoint(file));
    assertEquals(first, Small.model(0.1).fit(TRAIN, Small.fit(2, 8).sampleWeight(each).checkpoint(file)));
  }

  @Test
  void aScheduleOfTheUsersOwnIsTakenOnTrust() {
    Fit fit = Small.fit(1, 8).checkpoint(file);
    Optimizer first = SGD.of().learningRate(Schedule.of((epoch, step) -> 0.1));
    Optimizer second = SGD.of().learningRate(Schedule.of((epoch, step) -> 0.1)); // as in another process
    History history = Small.model(Small.DENSE, first).fit(TRAIN, fit);
    assertEquals(history, Small.model(Small.DENSE, second).fit(TRAIN, fit));
  }

  /** Seconds, which no other test compares, must not be lost by a kill in the middle of an epoch. */
  @Test
  void remembersTheSecondsOfAnEpoch() {
    Callback slow =
        new Callback() {
          @Override
          public Verdict batchEnd(int epoch, int step, int steps, double loss, double accuracy) {
            LockSupport.parkNanos(step == 0 ? 50_000_000 : 0);
            return Verdict.CONTINUE;
          }
        };
    Fit fit = Small.fit(1, 8).callback(slow).checkpoint(file, Duration.ZERO);
    assertThrows(Kill.Killed.class, () -> Small.model(0.1).fit(TRAIN, fit.callback(new Kill(0, 2))));
    History history = Small.model(0.1).fit(TRAIN, fit.callback(Kill.NEVER));
    assertTrue(history.last().seconds() >= 0.05, history.toString());
  }
}
