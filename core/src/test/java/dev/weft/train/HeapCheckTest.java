package dev.weft.train;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.augment.Augmentation;
import dev.weft.augment.RandomFlip;
import dev.weft.model.Activation;
import dev.weft.model.Adam;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.GlobalAveragePooling2D;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.Loss;
import dev.weft.model.SGD;
import dev.weft.model.Sequential;
import dev.weft.model.Size;
import dev.weft.model.UpSampling2D;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeapCheckTest {
  private static final long MEGABYTE = 1 << 20;

  /** Each image becomes a gigabyte, three times. */
  private static Model huge() {
    return Model.compile(
        Sequential.of(
            Input.of(4, 4, 1),
            UpSampling2D.of(Size.of(256)),
            Dense.of(256),
            Dense.of(256),
            Dense.of(256),
            GlobalAveragePooling2D.of(),
            Dense.of(2)),
        SGD.of(),
        Loss.SPARSE_CATEGORICAL_CROSSENTROPY,
        1);
  }

  @Test
  void whatIsNeededIsCountedWithoutTakingIt() {
    assertTrue(HeapCheck.of(huge(), 1, 0).needed() > 5_000 * MEGABYTE);
  }

  /** A batch has no more images than there are, neither of a step nor of a validation. */
  @Test
  void imagesThatAreNotThereNeedNoMemory() {
    long alone = HeapCheck.of(huge(), 1, 0).needed();
    long validated = HeapCheck.of(huge(), 1, 1).needed();
    assertTrue(validated > alone && validated < 2 * alone, alone + " and " + validated);
    assertEquals(HeapCheck.of(small(), 1, 128).needed(), HeapCheck.of(small(), 1, 10_000).needed());
    assertDoesNotThrow(() -> small().requireMemory(1 << 20, 1, 1, 0));
  }

  /** The optimizer's slot variables, until they are there; the check does not make them. */
  @Test
  void slotVariablesCountUntilTheyAreMade() {
    Model model =
        Model.compile(Sequential.of(Input.of(7), Dense.of(2)), Adam.of(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, 1);
    long before = HeapCheck.of(model, 1, 0).needed();
    assertFalse(model.optimizerState().isMade());
    long slots = model.optimizerState().slots().stream().mapToLong(slot -> 4L * slot.values().length).sum();
    assertEquals(4 * 2 * 16, slots);
    assertEquals(before - slots, HeapCheck.of(model, 1, 0).needed());
  }

  /** The first layer is frozen and has many weights, which the programs of all threads share. */
  private static HeapCheck tuned(int batch, int threads, Augmentation... augment) {
    Graph network =
        Sequential.of(Input.of(28, 28, 1), Flatten.of(), Dense.of(300), Dense.of(10).activation(Activation.SOFTMAX));
    Model model = Small.model(network.freeze("dense"), SGD.of());
    Fit fit = Fit.epochs(1).batchSize(batch).augment(List.of(augment));
    return HeapCheck.of(model, new Stage(model.network(), SGD.of(), Small.images(600), fit), threads);
  }

  @Test
  void frozenLayersNeedABatchOnlyWhereImagesChange() {
    long ofBatch = 4L * 600 * 784;
    assertTrue(tuned(600, 1).needed() < ofBatch);
    assertTrue(tuned(600, 1, RandomFlip.of()).needed() > ofBatch);
    long ofWeights = 4L * 784 * 300;
    assertTrue(tuned(1, 1).needed() > ofWeights);
    assertTrue(tuned(1, 16).needed() > tuned(1, 1).needed());
    assertTrue(tuned(1, 16).needed() < 2 * ofWeights);
  }

  /** Arrays as long as the weights: 16 of a dense layer, 4 of gamma and beta, 4 moving statistics. */
  @Test
  void whatCallbacksKeepCounts() {
    Model model =
        Model.compile(
            Sequential.of(Input.of(7), Dense.of(2), BatchNormalization.of()), SGD.of(), Loss.MEAN_SQUARED_ERROR, 1);
    assertEquals(4 * 4, new SwapEMAWeights(true).bytes(model));
    assertEquals(
        4 * (16 + 4 + 4), new StochasticWeightAveraging(StochasticWeightAveraging.Settings.of(0.5)).bytes(model));
    assertEquals(4 * (16 + 4 + 4), new EarlyStopping(Monitor.LOSS, 3).bytes(model));
    assertThrows(WeftException.class, () -> model.requireMemory(1, 1, 0, 1L << 50));
  }

  /** Whose gradient, packed, is several times as long as its output. */
  @Test
  void aLayerThatWorksOnTooManyNumbersIsRefusedInOneSentence() {
    Model wide =
        Model.compile(
            Sequential.of(Input.of(1024, 1024, 1), Dense.of(1), GlobalAveragePooling2D.of(), Dense.of(2)),
            SGD.of(),
            Loss.SPARSE_CATEGORICAL_CROSSENTROPY,
            1);
    WeftException refused = assertThrows(WeftException.class, () -> HeapCheck.of(wide, 2_000, 0));
    assertEquals(
        "a layer may work on at most 2^31 - 1 numbers of a batch; received batches of 2000 samples for dense; use a"
            + " smaller batch_size.",
        refused.getMessage());
  }

  private static Model small() {
    return Model.compile(
        Sequential.of(Input.of(40), Dense.of(2_000), Dense.of(2)), SGD.of(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, 1);
  }

  @Test
  void aTrainingThatDoesNotFitSaysWhatItNeedsAndWhatThereIs() {
    WeftException refused =
        assertThrows(WeftException.class, () -> new HeapCheck(64, 3_500 * MEGABYTE).require(1_900 * MEGABYTE));
    assertEquals(
        "a training must fit into the memory that the JVM may use; with a batch_size of 64 it needs 3,500 MB, and"
            + " there are 1,900 MB; use a smaller batch_size, or start the JVM with a larger -Xmx.",
        refused.getMessage());
  }

  @Test
  void aTrainingThatFitsIsNotRefused() {
    assertDoesNotThrow(() -> new HeapCheck(64, 3_500 * MEGABYTE).require(3_500 * MEGABYTE));
    assertDoesNotThrow(new HeapCheck(64, 1)::run);
  }

  @Test
  void anArrayThatTheHeapHasNoRoomForIsSaidInTheSameSentence() {
    HeapCheck check = new HeapCheck(64, 1);
    WeftException refused =
        assertThrows(
            WeftException.class,
            () ->
                check.make(() -> {
                  throw new OutOfMemoryError();
                }));
    assertTrue(refused.getMessage().startsWith("a training must fit into the memory"), refused.getMessage());
  }
}
