package dev.weft.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.WeftException;
import dev.weft.dataset.Datasets;
import dev.weft.experiment.ExperimentFile.Change;
import dev.weft.model.Annealing;
import dev.weft.train.Callback;
import dev.weft.train.EarlyStopping;
import dev.weft.train.Stage;
import dev.weft.train.StochasticWeightAveraging;
import dev.weft.train.SwapEMAWeights;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightAveragingTest {
  private static final String YAML =
      """
      name: averaged
      data: { dataset: strokes, validation: { first: 50 }, train_size: 200 }
      model: [Flatten, { Dense: { units: 10, activation: softmax } }]
      training:
        optimizer: { SGD: { learning_rate: 0.1, use_ema: true, ema_momentum: 0.9 } }
        loss: sparse_categorical_crossentropy
        batch_size: 50
        early_stopping: { patience: 2 }
        swap_ema_weights: {}
        swa: { start: 0.5, swa_lr: 0.05, anneal_epochs: 2, anneal_strategy: linear }
        stages: [{ epochs: 1 }, { epochs: 4, optimizer: { SGD: { learning_rate: 0.1 } } }]
      """;

  private static Experiment parse(Change... changes) {
    assertEquals(List.of(), ExperimentSchemaTest.errors(YAML, changes));
    return ExperimentFile.parse("x.yaml", YAML, List.of(changes));
  }

  @Test
  void averagesComeBeforeEarlyStoppingAndOfSeveralStagesInTheLast() {
    List<Stage> stages = Trial.of(parse(), Datasets.load("strokes")).stages();
    List<Callback> first = stages.getFirst().fit().callbacks();
    List<Callback> last = stages.getLast().fit().callbacks();
    assertEquals(2, first.size());
    assertInstanceOf(SwapEMAWeights.class, first.getFirst());
    assertInstanceOf(StochasticWeightAveraging.class, last.getFirst());
    assertInstanceOf(EarlyStopping.class, last.get(1));
  }

  @Test
  void whatIsWrittenIsReadBackEqual() {
    Experiment experiment = parse();
    assertEquals(new SwapEma(true), experiment.training().swapEmaWeights());
    assertEquals(new WeightAveraging(0.5, 0.05, 2, Annealing.LINEAR, null, null), experiment.training().averaging());
    assertEquals(experiment, ExperimentFile.parse("x.yaml", experiment.toYaml(), List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          training.swa.start         | 4     | 'start' must be below 1, a share of the epochs, or below their number, 4; received 4.0.
          training.swa.cycle_epochs  | 1     | 'cycle_epochs' must be at least 2; received 1.
          training.swa.cycle_epochs  | 2     | cycles need both rates between which they go, 'cycle_lr' and 'swa_lr'; one is missing.
          training.optimizer         | SGD   | averages of weights are kept by an optimizer with 'use_ema: true'; received none.
          training.stages.1.optimizer.SGD.use_ema | true | a training ends with one average of its weights; received 'swa' and an optimizer with 'use_ema: true'; leave one out.
          """)
  void whatCannotBeIsRefusedWithItsPlace(String path, String value, String sentence) {
    String message = assertThrows(WeftException.class, () -> parse(new Change("--set", path, value))).getMessage();
    assertEquals(sentence, message.substring(message.length() - sentence.length()));
  }
}
