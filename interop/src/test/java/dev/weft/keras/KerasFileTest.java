package dev.weft.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.calibration.Confidence;
import dev.weft.calibration.ConformalSets;
import dev.weft.calibration.SelectiveThreshold;
import dev.weft.calibration.Temperature;
import dev.weft.calibration.VectorScaling;
import dev.weft.config.Config;
import dev.weft.dataset.Datasets;
import dev.weft.dataset.ImageSet;
import dev.weft.dataset.Scaling;
import dev.weft.engine.InnerValues;
import dev.weft.engine.OptimizerState;
import dev.weft.image.Digits;
import dev.weft.image.Ground;
import dev.weft.image.Intake;
import dev.weft.image.Preparation;
import dev.weft.image.Resampling;
import dev.weft.image.Resize;
import dev.weft.model.Adadelta;
import dev.weft.model.Adagrad;
import dev.weft.model.Adam;
import dev.weft.model.AdamW;
import dev.weft.model.Adamax;
import dev.weft.model.Clipping;
import dev.weft.model.CosineDecayRestarts;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.Ftrl;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.Lion;
import dev.weft.model.Loss;
import dev.weft.model.Nadam;
import dev.weft.model.OneCycle;
import dev.weft.model.Optimizer;
import dev.weft.model.RMSprop;
import dev.weft.model.SGD;
import dev.weft.model.Schedule;
import dev.weft.model.Sequential;
import dev.weft.model.Shape;
import dev.weft.model.StepCount;
import dev.weft.outlier.Unlikeness;
import dev.weft.train.Model;
import dev.weft.train.Predictor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KerasFileTest {
  @TempDir Path folder;

  private KerasModel throughAFile(KerasModel model) {
    Path file = folder.resolve("model.keras");
    KerasFile.write(file, model);
    return KerasFile.read(file);
  }

  private Model throughAFile(Model model) {
    return throughAFile(new KerasModel(model, Metadata.unknown(model.network().output().last()))).model();
  }

  // ---- files of Keras

  static List<Golden> golden() {
    return Golden.all();
  }

  @ParameterizedTest
  @MethodSource("golden")
  void aFileOfKerasPredictsWhatKerasPredicts(Golden golden) throws IOException {
    KerasModel read = KerasFile.read(golden.in(folder));
    assertArrayEquals(golden.predictions(), golden.predict(read.model()), 2e-6f);
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "WEFT_GOLDEN", matches = ".+", disabledReason = "c-fc.keras is there")
  void aLargerFileOfKerasPredictsWhatKerasPredicts() throws IOException {
    KerasModel read = KerasFile.read(Golden.C_FC.in(folder));
    assertArrayEquals(Golden.C_FC.predictions(), Golden.C_FC.predict(read.model()), 2e-6f);
  }

  @ParameterizedTest
  @MethodSource("golden")
  void aFileOfKerasBringsOptimizerLossAndState(Golden golden) throws IOException {
    KerasModel read = KerasFile.read(golden.in(folder));
    assertEquals(Adam.of(0.001f), read.model().optimizer());
    assertEquals(Loss.SPARSE_CATEGORICAL_CROSSENTROPY, read.model().loss());
    assertEquals(100, read.model().optimizerState().iterations());
  }

  @ParameterizedTest
  @MethodSource("golden")
  void aFileOfKerasWrittenAgainIsTheSameModel(Golden golden) throws IOException {
    KerasModel first = KerasFile.read(golden.in(folder));
    assertSame(first.model(), throughAFile(first).model());
  }

  @Test
  void aFileOfKerasHasClassesByNumberAndBytesDividedBy255() throws IOException {
    KerasModel read = KerasFile.read(Golden.B_CNN.in(folder));
    assertEquals(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"), read.metadata().classNames());
    assertEquals("", read.metadata().dataset());
    assertEquals("rescale", read.model().scaling().name());
  }

  // ---- round trips

  static Stream<Optimizer> optimizers() {
    return Stream.of(
        SGD.of(),
        SGD.of(0.3).momentum(0.9).nesterov(true).clipping(Clipping.byGlobalNorm(2)),
        Adam.of().beta1(0.8).beta2(0.95).weightDecay(1e-4).clipping(Clipping.byNorm(1)),
        AdamW.of(),
        AdamW.of().weightDecay(0),
        Nadam.of(),
        RMSprop.of(),
        RMSprop.of().momentum(0.5).centered(true).clipping(Clipping.byValue(0.5)),
        Adadelta.of().rho(0.8),
        Adagrad.of().initialAccumulatorValue(0.5),
        Adamax.of().epsilon(1e-4).emaMomentum(0.5),
        Lion.of().beta1(0.8).gradientAccumulationSteps(4),
        Ftrl.of().l1RegularizationStrength(0.1).learningRatePower(-0.6).lossScaleFactor(8),
        Adam.of().amsgrad(true).useEma(true).emaOverwriteFrequency(10).gradientAccumulationSteps(2),
        AdamW.of().amsgrad(true),
        Adam.of().learningRate(Schedule.CosineDecay.of(0.1, 1000).warmup(0.5, 10)),
        SGD.of().learningRate(CosineDecayRestarts.of(0.1, 100).tMul(1.5).mMul(0.9).alpha(0.01)),
        Adam.of().learningRate(Schedule.PolynomialDecay.of(0.1, 100).endLearningRate(0.01).power(0.5).cycle(true)),
        SGD.of().learningRate(Schedule.InverseTimeDecay.of(0.1, 10, 0.5).staircase(true)),
        Nadam.of().learningRate(Schedule.ExponentialDecay.of(0.1, 12.5, 0.9)),
        SGD.of().momentum(0.9).learningRate(OneCycle.of(0.1).totalSteps(StepCount.epochs(5))),
        SGD.of().learningRate(Schedule.CosineDecay.of(0, StepCount.REST).warmup(0.1, StepCount.percent(5))),
        AdamW.of().useEma(true).emaWarmup(true).excludeFromWeightDecay("bias", "gamma"),
        Adam.of().learningRates(Map.of("dense*", 0.5)),
        SGD.of().clipping(Clipping.byNorm(1).scheduled(Schedule.ExponentialDecay.of(1, 10, 0.5))),
        AdamW.of().clipping(Clipping.adaptive(0.02)),
        SGD.of().learningRate(new Schedule.PiecewiseConstantDecay(List.of(10.0, 20.0), List.of(0.3, 0.2, 0.1))),
        Adam.of().learningRate(Schedule.EpochExponentialDecay.of(5e-4, 0.1).from(10).until(20)),
        RMSprop.of().learningRate(new Schedule.EpochPiecewiseConstant(List.of(5.0), List.of(0.1, 0.01))));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void everyBitOfWeightsAndOptimizerStateComesBack(Optimizer optimizer) {
    Model model = Models.noisy(Models.small(), optimizer, Loss.MEAN_SQUARED_ERROR);
    assertSame(model, throughAFile(model));
  }

  @Test
  void everyLayerComesBack() {
    Model model = Models.noisy(Models.layers().named("all"), Adam.of(), Loss.CATEGORICAL_CROSSENTROPY);
    assertSame(model, throughAFile(model));
  }

  static Stream<Loss> losses() {
    return Stream.of(
        Loss.SPARSE_CATEGORICAL_CROSSENTROPY,
        new Loss.SparseCategoricalCrossentropy(true),
        new Loss.CategoricalCrossentropy(true, 0.125),
        new Loss.BinaryCrossentropy(false, 0.25),
        Loss.MEAN_SQUARED_ERROR,
        Loss.MEAN_ABSOLUTE_ERROR,
        Loss.POISSON,
        Loss.KL_DIVERGENCE,
        Loss.CATEGORICAL_HINGE,
        Loss.CategoricalFocalCrossentropy.of(),
        new Loss.CategoricalFocalCrossentropy(List.of(0.5, 0.25, 0.125), 1.5, true, 0.1),
        new Loss.BinaryFocalCrossentropy(true, 0.75, 3, true, 0.1),
        new Loss.CategoricalGeneralizedCrossEntropy(0.25),
        new Loss.Huber(0.5),
        new Loss.LogCosh(),
        new Loss.Hinge(),
        new Loss.SquaredHinge(),
        new Loss.CosineSimilarity(),
        new Loss.MeanAbsolutePercentageError(),
        new Loss.MeanSquaredLogarithmicError());
  }

  @ParameterizedTest
  @MethodSource("losses")
  void everyLossComesBack(Loss loss) {
    assertEquals(loss, throughAFile(Models.noisy(Models.small(), SGD.of(), loss)).loss());
  }

  /** Keras has no smoothing of sparse labels; the same formula is that of one-hot labels. */
  @Test
  void smoothedSparseLabelsAreWrittenAsOneHotOnes() {
    Loss smoothed = new Loss.SparseCategoricalCrossentropy(true, 0.1);
    assertEquals(
        new Loss.CategoricalCrossentropy(true, 0.1),
        throughAFile(Models.noisy(Models.small(), SGD.of(), smoothed)).loss());
  }

  @Test
  void aLearningRateThatIsAFunctionBecomesItsFirstRate() {
    Optimizer custom = SGD.of().learningRate(Schedule.of((epoch, step) -> 0.25 / (1 + step)));
    Model read = throughAFile(Models.noisy(Models.small(), custom, Loss.POISSON));
    assertEquals(SGD.of(0.25), read.optimizer());
  }

  @Test
  void aModelThatWasNeverCompiledHasNoOptimizerStateToRead() throws IOException {
    Map<String, byte[]> entries = HostileFilesTest.entries(Golden.BATCHNORM.bytes());
    Map<String, Object> config = Json.read(entries.get("config.json"), "config.json");
    config.put("compile_config", null);
    entries.put("config.json", Json.write(config));
    Path file = Files.write(folder.resolve("model.keras"), HostileFilesTest.zip(entries));
    Model read = KerasFile.read(file).model();
    assertEquals(RMSprop.of(), read.optimizer());
    assertEquals(0, read.optimizerState().iterations());
    assertArrayEquals(Golden.BATCHNORM.predictions(), Golden.BATCHNORM.predict(read), 2e-6f);
  }

  @Test
  void metadataComeBack() {
    Model model = Models.noisy(Models.small(), SGD.of(), Loss.POISSON);
    Map<String, Object> provenance = new LinkedHashMap<>();
    provenance.put("sha256", List.of("ab", "cd"));
    provenance.put("threads", 4);
    provenance.put("split", null);
    provenance.put("seconds", 0.1);
    Intake intake = new Intake(new Preparation(32, 24, 3, Resize.CROP, Resampling.AREA, Ground.BLACK), Digits.LEARNED);
    Metadata metadata =
        new Metadata(
            List.of("naïve", "b", "c"),
            "strokes",
            Optional.of(intake),
            OptionalDouble.of(0.625),
            Optional.of(confidence()),
            Optional.empty(),
            provenance);
    assertEquals(metadata, throughAFile(new KerasModel(model, metadata)).metadata());
  }

  @Test
  void unlikenessComesBackToTheBit() {
    Graph network = Sequential.of(Input.of(28, 28, 1), Flatten.of(), Dense.of(4), Dense.of(10));
    Model model = Model.compile(network, SGD.of(), Loss.CATEGORICAL_CROSSENTROPY, 7);
    ImageSet images = Datasets.load("strokes").train().range(0, 250);
    Unlikeness unlikeness = Unlikeness.fit(model, images, Optional.empty(), 1).orElseThrow();
    Metadata metadata =
        new Metadata(
            images.classNames(),
            "strokes",
            Optional.empty(),
            OptionalDouble.empty(),
            Optional.empty(),
            Optional.of(unlikeness),
            Map.of());
    Unlikeness read = throughAFile(new KerasModel(model, metadata)).metadata().unlikeness().orElseThrow();
    assertEquals(unlikeness.threshold(), read.threshold());
    assertEquals(unlikeness.energy(), read.energy());
    assertEquals(125, read.images());
    InnerValues values = read.values(network);
    float[] rows;
    try (Predictor predictor = model.predictor(values, 1)) {
      rows = predictor.predict(model.inputs(images, 0, 5));
    }
    for (int i = 0; i < 5; i++) {
      float[] row = Arrays.copyOfRange(rows, i * values.width(), (i + 1) * values.width());
      assertEquals(unlikeness.of(row, 10), read.of(row, 10));
    }
  }

  private static Confidence confidence() {
    List<Double> thirds = List.of(1 / 3.0, 0.1 + 0.2, Double.POSITIVE_INFINITY);
    return new Confidence(
        1000,
        new Temperature(1.1 + 0.2),
        Optional.of(new VectorScaling(List.of(1.0, 1e-17, -2.5), List.of(0.0, 0.1 + 0.2, 3e17))),
        List.of(
            new ConformalSets(ConformalSets.Method.LAC, 0.99, List.of(0.7)),
            new ConformalSets(ConformalSets.Method.RAPS, 0.9, thirds)),
        List.of(new SelectiveThreshold(0.995, 0.1 + 0.7)),
        OptionalDouble.of(1 / 7.0));
  }

  @Test
  void whatAFileCannotHoldIsToldBeforeATraining() {
    Graph large = Sequential.of(Input.of(784), Dense.of(300_000), Dense.of(10));
    KerasFile.requireFits(large, SGD.of());
    assertEquals(
        "a model file holds at most 2 GB; this network's 238,500,010 parameters and the state of Adam take 2.9 GB; use"
            + " fewer units or filters, or an optimizer that keeps less.",
        assertThrows(WeftException.class, () -> KerasFile.requireFits(large, Adam.of())).getMessage());
  }

  @Test
  void aScalingOfTwoNumbersComesBackToTheBit() {
    Model model = Models.noisy(Models.small(), Adam.of(), Loss.MEAN_SQUARED_ERROR);
    int features = model.network().input().elements();
    for (Scaling scaling :
        List.of(
            Scaling.none(features), Scaling.minusOneToOne(features), Scaling.standardize(features, 0.1307, 0.3081))) {
      Scaling read = throughAFile(model.scaling(scaling)).scaling();
      assertEquals(scaling.name(), read.name());
      assertArrayEquals(scaling.scale(), read.scale());
      assertArrayEquals(scaling.offset(), read.offset());
    }
  }

  @Test
  void everyBitOfTheScalingComesBack() {
    float[] scale = new float[16];
    float[] offset = new float[16];
    Arrays.fill(scale, 1 / 7f);
    Arrays.fill(offset, -1 / 3f);
    Model model = Models.noisy(Models.small(), SGD.of(), Loss.POISSON);
    Scaling read = throughAFile(model.scaling(Scaling.of("min_max", scale, offset))).scaling();
    assertEquals("min_max", read.name());
    assertArrayEquals(scale, read.scale());
    assertArrayEquals(offset, read.offset());
  }

  @Test
  void eachOutputNeedsAName() {
    Model model = Models.noisy(Models.small(), SGD.of(), Loss.POISSON);
    assertThrows(IllegalArgumentException.class, () -> new KerasModel(model, Metadata.unknown(2)));
  }

  @Test
  void aModelOfManyLayersComesBack() {
    Graph network = Sequential.of(Shape.of(2), Collections.nCopies(200, Dense.of(2)));
    Model model = Models.noisy(network, RMSprop.of().momentum(0.5).centered(true), Loss.POISSON);
    assertSame(model, throughAFile(model));
  }

  // ---- writing

  @Test
  void writingLeavesNothingButTheFile() throws IOException {
    throughAFile(Models.noisy(Models.small(), SGD.of(), Loss.POISSON));
    throughAFile(Models.noisy(Models.small(), Adam.of(), Loss.POISSON));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(folder.resolve("model.keras")), files.toList());
    }
  }

  @Test
  void aFolderThatIsNotThereIsAnError() {
    Path file = folder.resolve("nowhere").resolve("model.keras");
    Model model = Models.noisy(Models.small(), SGD.of(), Loss.POISSON);
    KerasModel written = new KerasModel(model, Metadata.unknown(3));
    WeftException e = assertThrows(WeftException.class, () -> KerasFile.write(file, written));
    assertTrue(e.getMessage().startsWith(file + " cannot be written: "), e.getMessage());
  }

  private static void assertSame(Model expected, Model actual) {
    assertEquals(expected.network(), actual.network());
    assertEquals(expected.optimizer(), actual.optimizer());
    assertEquals(Config.write(expected.optimizer()), Config.write(actual.optimizer()));
    assertEquals(expected.loss(), actual.loss());
    assertEquals(expected.seed(), actual.seed());
    for (int i = 0; i < expected.variables().size(); i++) {
      String path = expected.variables().get(i).path();
      assertArrayEquals(expected.variables().get(i).values(), actual.variables().get(i).values(), path);
    }
    assertEquals(expected.optimizerState().iterations(), actual.optimizerState().iterations());
    List<OptimizerState.Slot> slots = expected.optimizerState().slots();
    assertEquals(slots.size(), actual.optimizerState().slots().size());
    for (int i = 0; i < slots.size(); i++) {
      float[] values = actual.optimizerState().slots().get(i).values();
      assertArrayEquals(slots.get(i).values(), values, slots.get(i).variable().path() + " " + slots.get(i).name());
    }
  }
}
