package dev.weft.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.dataset.ImageSet;
import dev.weft.dataset.Scaling;
import dev.weft.model.Activation;
import dev.weft.model.Adam;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.Loss;
import dev.weft.model.Optimizer;
import dev.weft.model.SGD;
import dev.weft.model.Sequential;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModelTest {
  private static Model trained() {
    Model model = Small.model(Small.MIXED, Adam.of(0.01));
    model.fit(Small.images(200), Fit.epochs(2));
    return model;
  }

  @Test
  void evaluatesToTheSameBitsWithAnyBatchSizeAndThreads() {
    Model model = trained();
    ImageSet set = Small.images(200, 345);
    Evaluation expected = model.evaluate(set);
    for (int batch : new int[] {1, 2, 7, 16, 31, 64, 145, 1000}) {
      for (int threads : new int[] {1, 3}) {
        Evaluation evaluation = model.evaluate(set, batch, threads);
        assertArrayEquals(expected.outputs(), evaluation.outputs(), "batches of " + batch);
        assertEquals(expected.loss(), evaluation.loss(), 1e-12);
        assertEquals(expected.accuracy(), evaluation.accuracy());
      }
    }
  }

  @Test
  void evaluationAndPredictionAgree() {
    Model model = trained();
    ImageSet set = Small.images(200, 345);
    Evaluation evaluation = model.evaluate(set);
    assertArrayEquals(model.predict(Small.inputs(set)), evaluation.outputs());
    assertArrayEquals(set.labels(), evaluation.labels());
    assertEquals(10, evaluation.classes());
    assertEquals(Small.accuracy(model, set), evaluation.accuracy());
    double loss = Arrays.stream(Small.losses(model, set)).average().orElseThrow();
    assertEquals(loss, evaluation.loss(), 1e-6 * loss);
    for (int i = 0; i < set.size(); i++) {
      double sum = IntStream.range(10 * i, 10 * i + 10).mapToDouble(j -> evaluation.outputs()[j]).sum();
      assertEquals(1, sum, 1e-6);
    }
  }

  @Test
  void oneImageIsPredictedAsAmongMany() {
    Model model = trained();
    float[] inputs = Small.inputs(Small.images(20));
    float[] outputs = model.predict(inputs);
    for (int i = 0; i < 20; i++) {
      float[] alone = model.predict(Arrays.copyOfRange(inputs, 784 * i, 784 * (i + 1)));
      assertArrayEquals(Arrays.copyOfRange(outputs, 10 * i, 10 * (i + 1)), alone);
    }
  }

  @Test
  void weightsAreKnownByLayerAndName() {
    Graph network = Sequential.of(Input.of(28, 28), Flatten.of(), Dense.of(3), Dense.of(2));
    Model model = Model.compile(network, Adam.of(), Loss.SparseCategoricalCrossentropy.of(), 1);
    assertSame(model.variables().get(2).values(), model.weights("dense_1", "kernel"));
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> model.weights("dense_2", "kernel"));
    assertEquals(
        "the network must have the weight kernel of the layer dense_2;"
            + " it has [dense/kernel, dense/bias, dense_1/kernel, dense_1/bias].",
        e.getMessage());
  }

  @Test
  void evaluationChangesNothing() {
    Model model = trained();
    List<String> before = Small.state(model);
    model.evaluate(Small.images(50));
    model.predict(Small.inputs(Small.images(3)));
    assertEquals(before, Small.state(model));
  }

  @Test
  void scalesImagesAsTold() {
    ImageSet set = Small.images(30);
    Model model = Small.model(0.1).scaling(Scaling.minMax(set));
    float[] scale = model.scaling().scale();
    float[] offset = model.scaling().offset();
    float[] inputs = new float[30 * 784];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (set.image(i / 784)[i % 784] & 0xff) * scale[i % 784] + offset[i % 784];
    }
    assertArrayEquals(model.predict(inputs), model.evaluate(set).outputs(), 1e-6f);
  }

  /** The ones among zeros and ones. */
  private static ImageSet zerosAndOnes(int from, int to) {
    ImageSet all = Small.images(from, to);
    int[] chosen = IntStream.range(0, all.size()).filter(i -> all.label(i) < 2).toArray();
    byte[] pixels = new byte[chosen.length * 784];
    int[] labels = new int[chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      System.arraycopy(all.image(chosen[i]), 0, pixels, 784 * i, 784);
      labels[i] = all.label(chosen[i]);
    }
    return ImageSet.of(pixels, labels, 28, 28, 1, List.of("0", "1"));
  }

  @Test
  void twoClassesCanShareOneOutput() {
    Graph network = Sequential.of(Input.of(28, 28, 1), Flatten.of(), Dense.of(1).activation(Activation.SIGMOID));
    Model model = Model.compile(network, Adam.of(0.01), Loss.BINARY_CROSSENTROPY, 1);
    model.fit(zerosAndOnes(0, 1_000), Fit.epochs(5));
    ImageSet test = zerosAndOnes(5_000, 6_000);
    Evaluation evaluation = model.evaluate(test);
    assertEquals(1, evaluation.classes());
    assertEquals(test.size(), evaluation.outputs().length);
    assertTrue(evaluation.accuracy() > 0.95, "accuracy " + evaluation.accuracy());
    double loss = 0;
    int right = 0;
    for (int i = 0; i < test.size(); i++) {
      double p = evaluation.outputs()[i];
      loss -= Math.log(test.label(i) == 1 ? p : 1 - p) / test.size();
      right += (p > 0.5 ? 1 : 0) == test.label(i) ? 1 : 0;
    }
    assertEquals(loss, evaluation.loss(), 1e-5 * loss);
    assertEquals((double) right / test.size(), evaluation.accuracy());
  }

  @Test
  void refusesImagesThatDoNotFitTheNetwork() {
    Model model = Small.model(0.1);
    ImageSet small = ImageSet.of(new byte[8], new int[2], 2, 2, 1, Small.images(1).classNames());
    String shape = "the network takes inputs of shape (28, 28, 1); received images of shape (2, 2, 1).";
    refused(shape, () -> model.evaluate(small));
    refused(shape, () -> model.fit(small, Small.fit(1, 1)));
    refused(shape, () -> model.fit(Small.images(2), Small.fit(1, 1).validation(small)));
    ImageSet wide = ImageSet.of(new byte[784], new int[1], 14, 56, 1, Small.images(1).classNames());
    refused(
        "the network takes inputs of shape (28, 28, 1); received images of shape (14, 56, 1).",
        () -> model.evaluate(wide));
    String none = "there must be at least one image; received none.";
    refused(none, () -> model.evaluate(Small.images(0)));
    refused(none, () -> model.fit(Small.images(0), Small.fit(1, 1)));
  }

  @Test
  void takesImagesWithoutTheirChannelOrAsOneRow() {
    ImageSet set = Small.images(20);
    Optimizer optimizer = SGD.of(0.1);
    Dense dense = Dense.of(10).activation(Activation.SOFTMAX);
    Model whole = Small.model(Sequential.of(Input.of(28, 28, 1), Flatten.of(), dense), optimizer);
    Model grey = Small.model(Sequential.of(Input.of(28, 28), Flatten.of(), dense), optimizer);
    Model row = Small.model(Sequential.of(Input.of(784), dense), optimizer);
    float[] outputs = whole.evaluate(set).outputs();
    System.arraycopy(whole.variables().get(0).values(), 0, grey.variables().get(0).values(), 0, 7840);
    System.arraycopy(whole.variables().get(0).values(), 0, row.variables().get(0).values(), 0, 7840);
    assertArrayEquals(outputs, grey.evaluate(set).outputs());
    assertArrayEquals(outputs, row.evaluate(set).outputs());
  }

  @Test
  void refusesOutputsThatDoNotFitTheClasses() {
    Graph nine = Sequential.of(Input.of(28, 28, 1), Flatten.of(), Dense.of(9).activation(Activation.SOFTMAX));
    refused(
        "the network must have one output per class, 10; received a network with outputs of shape (9,); "
            + "change the units of its last layer.",
        () -> Small.model(nine, SGD.of()).evaluate(Small.images(2)));
    Graph one = Sequential.of(Input.of(28, 28, 1), Flatten.of(), Dense.of(1).activation(Activation.SIGMOID));
    refused(
        "a single output for two classes needs a loss that takes one, such as binary_crossentropy; received"
            + " SparseCategoricalCrossentropy; change the loss or have two outputs.",
        () -> Small.model(one, SGD.of()).fit(zerosAndOnes(0, 50), Small.fit(1, 1)));
  }

  @Test
  void refusesWhatCannotBeInputs() {
    Model model = Small.model(0.1);
    refused(
        "inputs must be one or more samples of 784 numbers each; received 0 numbers.",
        () -> model.predict(new float[0]));
    refused(
        "inputs must be one or more samples of 784 numbers each; received 785 numbers.",
        () -> model.predict(new float[785]));
    refused("'batch_size' must be at least 1; received 0.", () -> model.evaluate(Small.images(2), 0, 1));
    refused(
        "a scaling has as many numbers as the network's input, 784; received 4.",
        () -> model.scaling(Scaling.rescale(4)));
  }

  private static void refused(String sentence, Runnable use) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, use::run).getMessage());
  }
}
