package dev.weft.explain.robustness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.dataset.ImageSet;
import dev.weft.dataset.Progress;
import dev.weft.dataset.Scaling;
import dev.weft.keras.KerasFile;
import dev.weft.run.FurtherMetrics;
import dev.weft.train.Model;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRobustnessTest {
  private static final Path KERAS = Path.of("../interop/src/test/resources/dev/weft/keras");
  private static final List<String> DIGITS = IntStream.range(0, 10).mapToObj(String::valueOf).toList();

  private static final int[] LABELS = {7, 2, 1, 0, 4, 1, 4, 9, 5, 9, 0, 6, 9, 0, 1, 5, 9, 7, 3, 4};

  private static final RobustnessPlan PLAN =
      RobustnessPlan.of(1)
          .corruptions(List.of(Corruption.SHOT_NOISE, Corruption.FOG))
          .curves(false)
          .radii(List.of(0.02, 0.1, 0.3))
          .steps(6)
          .attacked(15);

  @TempDir private Path folder;

  /** The first 20 test images of MNIST. */
  private static ImageSet digits() throws IOException {
    try (InputStream images = new GZIPInputStream(Files.newInputStream(KERAS.resolve("mnist-20-idx3-ubyte.gz")))) {
      images.skipNBytes(16);
      return ImageSet.of(images.readNBytes(20 * 784), LABELS, 28, 28, 1, DIGITS);
    }
  }

  private static Model model() {
    return KerasFile.read(KERAS.resolve("b-cnn.keras")).model();
  }

  private static Robustness begun(ImageSet set) {
    return new Robustness(PLAN, "model", "data", set.size(), 1, List.of());
  }

  private static Robustness measured(Model model, ImageSet set, int threads) {
    try (RobustnessMeter meter = new RobustnessMeter(model, set, threads, Progress.NONE, () -> false)) {
      return meter.measure(begun(set), PLAN, _ -> {});
    }
  }

  private static List<String> answers(Robustness robustness) {
    return robustness.measured().stream().map(Object::toString).toList();
  }

  @Test
  void threadsAndOtherImagesChangeNoBit() throws IOException {
    ImageSet set = digits();
    Robustness one = measured(model(), set, 1);
    assertEquals(answers(one), answers(measured(model(), set, 3)));
    Robustness last = measured(model(), set.range(13, 20), 1);
    for (Measured part : last.measured()) {
      if (!part.condition().isAttack()) {
        BitSet whole = one.of(part.condition()).orElseThrow().right();
        assertEquals(whole.get(13, 20), part.right(), part.condition().toString());
      }
    }
  }

  @Test
  void anAttackByManyStepsIsNeverWeakerThanByOneAndStrongerAtLargerRadii() throws IOException {
    Robustness robustness = measured(model(), digits(), 2);
    assertEquals(1, robustness.clean().accuracy(), 0.1);
    for (int i = 0; i < 3; i++) {
      BitSet slow = (BitSet) robustness.pgd().get(i).right().clone();
      slow.andNot(robustness.fgsm().get(i).right());
      assertTrue(slow.isEmpty(), "what one step breaks, many do");
      assertEquals(15, robustness.pgd().get(i).images());
    }
    assertTrue(robustness.pgd().getLast().accuracy() <= robustness.pgd().getFirst().accuracy());
    assertEquals(0, robustness.pgd().getLast().accuracy(), 0.21);
  }

  /** The same network that takes other numbers: its first layer makes them what they were. */
  @Test
  void radiiAreOfPixelsWhateverTheScalingIs() throws IOException {
    ImageSet set = digits();
    Model plain = model();
    Robustness expected = measured(plain, set, 1);
    Model negative = model().scaling(Scaling.uniform("negative", 784, -1f / 255, 0));
    float[] kernel = negative.variables().getFirst().values();
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = -kernel[i];
    }
    assertEquals(answers(expected), answers(measured(negative, set, 1)));
  }

  @Test
  void whatWasStoppedGoesOnAndTheFileHoldsIt() throws IOException {
    ImageSet set = digits();
    AtomicInteger asked = new AtomicInteger();
    Robustness stopped;
    List<Robustness> kept = new ArrayList<>();
    try (RobustnessMeter meter =
        new RobustnessMeter(model(), set, 1, Progress.NONE, () -> asked.incrementAndGet() > 8)) {
      stopped = meter.measure(begun(set), PLAN, kept::add);
    }
    assertEquals(8, stopped.measured().size());
    assertEquals(8, kept.size());
    RobustnessFile.write(folder, stopped);
    Robustness read = RobustnessFile.read(folder).orElseThrow();
    assertEquals(answers(stopped), answers(read));
    Robustness whole;
    try (RobustnessMeter meter = new RobustnessMeter(model(), set, 1, Progress.NONE, () -> false)) {
      whole = meter.measure(read, PLAN, _ -> {});
    }
    assertTrue(whole.isFinished());
    assertEquals(answers(measured(model(), set, 1)), answers(whole));
    RobustnessFile.write(folder, whole);
    assertEquals(whole.plan(), RobustnessFile.read(folder).orElseThrow().plan());
  }

  @Test
  void anotherPlanKeepsWhatBothMeasureAlike() throws IOException {
    Robustness known = measured(model(), digits(), 1);
    RobustnessPlan more = PLAN.corruptions(List.of(Corruption.JPEG)).radii(List.of());
    assertEquals(List.of(Corruption.SHOT_NOISE, Corruption.FOG, Corruption.JPEG), PLAN.with(more).corruptions());
    assertEquals(5, known.under(PLAN.with(more)).missing().size(), "jpeg alone");
    assertEquals(6, known.under(PLAN.with(PLAN.steps(7))).missing().size(), "the attacks alone");
    assertEquals(0, known.under(PLAN.seed(2)).measured().size());
  }

  @Test
  void aFileOfAnotherIsRefused() throws IOException {
    Path file = folder.resolve(FurtherMetrics.ROBUSTNESS);
    for (String text : List.of("[]", "{\"version\": 1}", "{\"version\": 1, \"plan\": 3, \"images\": \"x\"}", "{")) {
      Files.writeString(file, text);
      WeftException refused = assertThrows(WeftException.class, () -> RobustnessFile.read(folder));
      assertTrue(refused.getMessage().contains("robustness.json must be what weft wrote"), refused.getMessage());
    }
    Files.writeString(file, "{\"version\": 0}");
    assertTrue(RobustnessFile.read(folder).isEmpty(), "an older Weft's");
  }

  @Test
  void aPlanRefusesWhatItCannotMeasure() {
    assertThrows(WeftException.class, () -> PLAN.radii(List.of(0.0)));
    assertThrows(WeftException.class, () -> PLAN.radii(List.of(1.5)));
    assertThrows(WeftException.class, () -> PLAN.radii(List.of(0.1, 0.1)));
    assertThrows(WeftException.class, () -> PLAN.steps(0));
    assertThrows(WeftException.class, () -> PLAN.corruptions(List.of(Corruption.FOG, Corruption.FOG)));
  }
}
