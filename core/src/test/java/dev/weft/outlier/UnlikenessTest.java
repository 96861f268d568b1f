package dev.weft.outlier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.dataset.Datasets;
import dev.weft.dataset.ImageSet;
import dev.weft.engine.InnerValues;
import dev.weft.model.Activation;
import dev.weft.model.Adam;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.Loss;
import dev.weft.model.Sequential;
import dev.weft.train.Fit;
import dev.weft.train.Model;
import dev.weft.train.Predictor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class UnlikenessTest {
  private static final ImageSet STROKES = Datasets.load("strokes").train();
  private static final Graph ROW = Sequential.of(Input.of(5), Dense.of(3));

  private static JsonNode golden() {
    try (InputStream in = UnlikenessTest.class.getResourceAsStream("/outlier/outlier.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static float[][] table(JsonNode rows) {
    return IntStream.range(0, rows.size())
        .mapToObj(i -> {
          float[] row = new float[rows.get(i).size()];
          for (int j = 0; j < row.length; j++) {
            row[j] = (float) rows.get(i).get(j).asDouble();
          }
          return row;
        })
        .toArray(float[][]::new);
  }

  private static Optional<Unlikeness> fit(
      InnerValues values, float[][] learned, int[] labels, int classes, float[][] others) {
    return Unlikeness.fit(
        values,
        learned,
        labels,
        classes,
        others.length,
        use -> IntStream.range(0, others.length).forEach(i -> use.accept(others[i], i)),
        true);
  }

  /** Against NumPy and SciPy, by outlier.py. */
  @Test
  void scoresAreThoseOfTheWholeCovariance() {
    JsonNode golden = golden();
    int[] labels = IntStream.range(0, 80).map(i -> golden.get("labels").get(i).asInt()).toArray();
    InnerValues values = new InnerValues(ROW, 3, List.of("a", "b"), List.of(6, 4));
    Unlikeness unlikeness =
        fit(values, table(golden.get("learned")), labels, 3, table(golden.get("others"))).orElseThrow();
    float[][] asked = table(golden.get("asked"));
    for (int i = 0; i < asked.length; i++) {
      for (int distance = 0; distance < 4; distance++) {
        double expected = golden.get("distances").get(distance).get(i).asDouble();
        assertEquals(expected, distance(unlikeness, distance, asked[i], distance < 2 ? 6 : 12), 1e-3);
      }
      assertEquals(golden.get("scores").get(i).asDouble(), unlikeness.of(asked[i], 3), 1e-3);
    }
    assertEquals(golden.get("threshold").asDouble(), unlikeness.threshold(), 1e-3);
    assertEquals(120, unlikeness.images());
    assertEquals(0, unlikeness.alarms(), "of 121 places the threshold takes the 120th");
  }

  private static double distance(Unlikeness unlikeness, int layer, float[] row, int from) {
    return unlikeness.layers().get(layer).distance().of(row, from);
  }

  @Test
  void aSingleOutputHasTheScoresOfTwoClasses() {
    InnerValues values = new InnerValues(ROW, 1, List.of(), List.of());
    float[][] others = new float[200][];
    Arrays.setAll(others, i -> new float[] {0, (i % 2 == 0 ? 1 : -1) * (1 + i / 100f)});
    Unlikeness unlikeness = fit(values, others, new int[200], 2, others).orElseThrow();
    assertEquals(unlikeness.of(new float[] {0, 3}, 1), unlikeness.of(new float[] {0, -3}, 1));
    assertTrue(unlikeness.isUnlike(unlikeness.of(new float[] {0, 0}, 1)), "it speaks for neither class");
    assertFalse(unlikeness.isUnlike(unlikeness.of(new float[] {0, 3}, 1)));
  }

  @Test
  void numbersThatAreAlwaysTheSameDoNotCount() {
    InnerValues values = new InnerValues(ROW, 2, List.of("dead"), List.of(3));
    float[][] dead = new float[150][7];
    Unlikeness unlikeness = fit(values, dead, new int[150], 2, dead).orElseThrow();
    assertEquals(0, unlikeness.of(new float[] {1, 0, 5, 5, 1, 2, 3}, 2));
    assertEquals(0, unlikeness.threshold());
  }

  @Test
  void whatIsNotFiniteIsUnlikeAnything() {
    InnerValues values = new InnerValues(ROW, 2, List.of("layer"), List.of(2));
    SplittableRandom random = new SplittableRandom(1);
    float[][] rows = new float[150][6];
    for (float[] row : rows) {
      for (int i = 0; i < 6; i++) {
        row[i] = (float) random.nextDouble();
      }
    }
    Unlikeness unlikeness = fit(values, rows, new int[150], 2, rows).orElseThrow();
    for (float wrong : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.MAX_VALUE}) {
      double score = unlikeness.of(new float[] {1, 0, 1, 0, wrong, 1}, 2);
      assertTrue(Double.isFinite(score) && (unlikeness.isUnlike(score) || Float.isFinite(wrong)), wrong + ": " + score);
    }
    assertEquals(Optional.empty(), fit(values, rows, new int[150], 2, withoutAScore()).map(u -> 1));
  }

  private static float[][] withoutAScore() {
    float[][] rows = new float[150][6];
    rows[0][2] = Float.NaN;
    return rows;
  }

  private static Model model(ImageSet train) {
    Graph network =
        Sequential.of(
            Input.of(28, 28, 1),
            Flatten.of(),
            Dense.of(16).activation(Activation.RELU),
            Dense.of(10).activation(Activation.SOFTMAX));
    Model model = Model.compile(network, Adam.of(), Loss.SparseCategoricalCrossentropy.of(), 1);
    model.fit(train, Fit.epochs(2).batchSize(16));
    return model;
  }

  private static double share(Model model, Unlikeness unlikeness, float[] inputs) {
    InnerValues values = unlikeness.values(model.network());
    try (Predictor predictor = model.predictor(values, 2)) {
      float[] rows = predictor.predict(inputs);
      int unlike = 0;
      for (int from = 0; from < rows.length; from += values.width()) {
        float[] row = Arrays.copyOfRange(rows, from, from + values.width());
        unlike += unlikeness.isUnlike(unlikeness.of(row, 10)) ? 1 : 0;
      }
      return (double) unlike * values.width() / rows.length;
    }
  }

  /** Of 400 images the share of false alarms has a standard deviation of 0.005. */
  @Test
  void noiseIsUnlikeDigitsAndOtherDigitsAreNot() {
    Model model = model(STROKES.range(0, 800));
    Unlikeness unlikeness =
        Unlikeness.fit(model, STROKES.range(0, 800), Optional.of(STROKES.range(800, 1200)), 2).orElseThrow();
    assertTrue(unlikeness.validated());
    assertEquals(
        List.of(784, 784, 16, 16), unlikeness.layers().stream().map(layer -> layer.distance().size()).toList());
    float[] noise = new float[100 * 784];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) random.nextDouble();
    }
    assertEquals(1, share(model, unlikeness, noise));
    assertEquals(0.01, share(model, unlikeness, model.inputs(STROKES, 1200, 400)), 0.03);
  }

  @Test
  void withoutEnoughValidationImagesTrainingImagesGiveTheThreshold() {
    ImageSet train = STROKES.range(0, 300);
    Model model = model(train);
    Unlikeness unlikeness = Unlikeness.fit(model, train, Optional.of(STROKES.range(300, 398)), 1).orElseThrow();
    assertFalse(unlikeness.validated());
    assertEquals(150, unlikeness.images());
    assertEquals(Optional.empty(), Unlikeness.fit(model, STROKES.range(0, 190), Optional.empty(), 1).map(u -> 1));
  }

  @Test
  void threadsChangeNoBit() {
    ImageSet train = STROKES.range(0, 300);
    Model model = model(train);
    assertEquals(
        Unlikeness.fit(model, train, Optional.empty(), 1).orElseThrow().threshold(),
        Unlikeness.fit(model, train, Optional.empty(), 3).orElseThrow().threshold());
  }

  @Test
  void theDistancesOfALayerFollowEachOther() {
    Standard standard = new Standard(0, 1);
    ClassDistance two =
        new ClassDistance(new ClassDistance.Fit(false, 1, new float[1][2], new float[0][], new double[0], 1));
    ClassDistance three =
        new ClassDistance(new ClassDistance.Fit(false, 1, new float[1][3], new float[0][], new double[0], 1));
    Unlikeness.OfLayer a = new Unlikeness.OfLayer("a", two, standard);
    Unlikeness.OfLayer b = new Unlikeness.OfLayer("b", two, standard);
    Unlikeness.OfLayer longer = new Unlikeness.OfLayer("a", three, standard);
    new Unlikeness(standard, List.of(a, a, b), 0.01, 0, 1, 0, true);
    for (List<Unlikeness.OfLayer> wrong : List.of(List.of(a, b, a), List.of(a, longer))) {
      assertThrows(
          IllegalArgumentException.class, () -> new Unlikeness(standard, wrong, 0.01, 0, 1, 0, true), wrong.toString());
    }
  }

  @Test
  void aDistanceNeedsFiniteNumbersThatFitEachOther() {
    float[][] one = {{1, 0}};
    new ClassDistance(new ClassDistance.Fit(true, 1, one, one, new double[] {1}, 1));
    for (ClassDistance.Fit wrong :
        List.of(
            new ClassDistance.Fit(true, 0, one, one, new double[] {1}, 1),
            new ClassDistance.Fit(true, 1, one, one, new double[] {0}, 1),
            new ClassDistance.Fit(true, 1, one, one, new double[] {1}, Double.NaN),
            new ClassDistance.Fit(true, 1, one, one, new double[0], 1),
            new ClassDistance.Fit(true, 1, new float[][] {{1, Float.NaN}}, one, new double[] {1}, 1),
            new ClassDistance.Fit(true, 1, new float[][] {{1, 0, 0}}, one, new double[] {1}, 1))) {
      assertThrows(IllegalArgumentException.class, () -> new ClassDistance(wrong), wrong.toString());
    }
  }
}
