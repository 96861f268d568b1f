package dev.weft.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.model.Activation;
import dev.weft.model.Add;
import dev.weft.model.Concatenate;
import dev.weft.model.Conv2D;
import dev.weft.model.DepthwiseConv2D;
import dev.weft.model.Flatten;
import dev.weft.model.GlobalMaxPooling2D;
import dev.weft.model.Graph;
import dev.weft.model.Padding;
import dev.weft.model.ReLU;
import dev.weft.model.Sides;
import dev.weft.model.Size;
import dev.weft.model.Value;
import dev.weft.model.ZeroPadding2D;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DepthwiseRowsTest {
  private static final int SAMPLES = 3;
  private static final Conv2D BEFORE = Conv2D.of(60, 1).activation(Activation.SILU);
  private static final Conv2D BEHIND = Conv2D.of(4, 1);
  private static final DepthwiseConv2D SAME = DepthwiseConv2D.of(3).padding(Padding.SAME);

  /**
   * A network of one such fusion.
   *
   * @param before null for none
   * @param zeros null for none
   * @param behind null for none
   * @param apart whether other layers take the values between, too, so that nothing is fused
   */
  private static Graph network(
      Conv2D before, Sides zeros, DepthwiseConv2D depthwise, Conv2D behind, boolean adds, boolean apart) {
    Value in = Value.input(70, 64, before == null ? 60 : 4);
    Value first = before == null ? in : in.then(before).then(new ReLU(6, 0, 0));
    Value second = (zeros == null ? first : first.then(ZeroPadding2D.of(zeros))).then(depthwise).then(ReLU.of());
    Value third = behind == null ? second : second.then(behind);
    Value out = (adds ? third.then(Add.of(), in) : third).then(Flatten.of());
    return (apart
            ? out.then(Concatenate.of(), first.then(GlobalMaxPooling2D.of()), second.then(GlobalMaxPooling2D.of()))
            : out)
        .toGraph("graph");
  }

  private static float[] outputs(Graph network, int samples, int threads) {
    List<Variable> variables = Variable.of(network, 1);
    SplittableRandom random = new SplittableRandom(1);
    try (WorkerPool workers = new WorkerPool(threads)) {
      Program program = Program.frozen(network, variables, SAMPLES, workers);
      for (int i = 0; i < SAMPLES * program.inputFeatures(); i++) {
        program.input()[i] = (float) random.nextDouble(-1, 1);
      }
      program.forward(samples);
      return Arrays.copyOf(program.output(), samples * program.outputFeatures());
    }
  }

  private static void changeNoBit(
      Conv2D before, Sides zeros, DepthwiseConv2D depthwise, Conv2D behind, boolean adds, int ops) {
    Graph rows = network(before, zeros, depthwise, behind, adds, false);
    Graph apart = network(before, zeros, depthwise, behind, adds, true);
    Plan plan = Plan.ofInference(rows, Variable.of(rows, 1), 1);
    assertEquals(ops, plan.lines().stream().filter(line -> line.algorithm().startsWith("by rows: ")).count());
    float[] all = outputs(apart, SAMPLES, 2);
    int features = rows.output().elements();
    for (int samples = 1; samples <= SAMPLES; samples++) {
      float[] some = outputs(rows, samples, samples == 1 ? 3 : 2); // bands of an image: 3, then 1, then 2
      for (int i = 0; i < samples; i++) {
        int from = i * apart.output().elements();
        assertArrayEquals(
            Arrays.copyOfRange(all, from, from + features),
            Arrays.copyOfRange(some, i * features, (i + 1) * features),
            depthwise + " of sample " + i);
      }
    }
  }

  @Test
  void rowsOfLayersInTurnChangeNoBit() {
    changeNoBit(BEFORE, null, SAME, BEHIND, false, 1);
    changeNoBit(BEFORE, null, SAME, BEHIND, true, 1);
    changeNoBit(BEFORE, null, SAME.strides(2), BEHIND, false, 1);
    changeNoBit(BEFORE, null, DepthwiseConv2D.of(5).dilationRate(Size.of(3)), BEHIND, false, 1);
    changeNoBit(BEFORE, null, DepthwiseConv2D.of(1).strides(3), BEHIND, false, 1);
    changeNoBit(Conv2D.of(61, 3).strides(2).padding(Padding.SAME), null, SAME, BEHIND, false, 0);
    changeNoBit(Conv2D.of(61, 5).padding(Padding.SAME), null, SAME, BEHIND, false, 1);
  }

  @Test
  void oneProductOrZerosMayBeMissing() {
    changeNoBit(null, null, SAME, BEHIND, false, 1);
    changeNoBit(BEFORE, null, SAME, null, false, 1);
    changeNoBit(BEFORE, new Sides(0, 1, 0, 1), DepthwiseConv2D.of(3).strides(2), BEHIND, false, 1);
    changeNoBit(BEFORE, Sides.of(2), DepthwiseConv2D.of(Size.of(3, 5)), null, false, 1);
  }

  @Test
  void whatAddsBetweenTheLayersIsNotFused() {
    changeNoBit(null, null, SAME, null, true, 0);
  }
}
