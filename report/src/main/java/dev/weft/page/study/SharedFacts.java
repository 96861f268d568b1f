package dev.weft.page.study;

import dev.weft.config.Config;
import dev.weft.experiment.TestFold;
import dev.weft.page.HiddenLayers;
import dev.weft.page.Numbers;
import dev.weft.source.DataPart;
import dev.weft.study.RecipeResult;
import dev.weft.study.TrialResult;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What is the same for all recipes of a part. */
final class SharedFacts {
  private static final List<Function<RecipeResult, String>> FACTS =
      List.of(
          row -> row.candidate().experiment().data().dataset(),
          SharedFacts::images,
          SharedFacts::heldOut,
          SharedFacts::hidden,
          SharedFacts::parameters,
          row -> Config.kind(row.candidate().experiment().training().optimizer()),
          row -> Numbers.of(row.candidate().experiment().training().epochs(), "epoch"),
          row -> "batches of " + Numbers.count(row.candidate().experiment().training().batchSize()));

  private SharedFacts() {}

  /**
   * {@code The same for all: mnist, 12 epochs, batches of 32.}; of one recipe {@code Trained on mnist, 12 epochs,
   * batches of 32.}; empty where nothing is the same.
   */
  static String of(List<RecipeResult> rows) {
    List<String> shared = FACTS.stream().map(fact -> shared(rows, fact)).filter(words -> !words.isEmpty()).toList();
    String begin = rows.size() == 1 ? "Trained on " : "The same for all: ";
    return shared.isEmpty() ? "" : begin + String.join(", ", shared) + ".";
  }

  /** What a fact says of every recipe that has it; empty where it says different things. */
  private static String shared(List<RecipeResult> rows, Function<RecipeResult, String> fact) {
    List<String> words = rows.stream().map(fact).filter(one -> !one.isEmpty()).distinct().toList();
    return words.size() == 1 ? words.getFirst() : "";
  }

  private static String images(RecipeResult row) {
    return finished(row)
        .map(trial -> trial.images().get(DataPart.TRAIN))
        .filter(images -> images != null)
        .findFirst()
        .map(images -> Numbers.count(images) + " images to learn from")
        .orElse("");
  }

  private static String heldOut(RecipeResult row) {
    TestFold fold = row.candidate().experiment().data().source().testFold();
    return fold == null ? "" : "tested on %s, not on its test images".formatted(fold.words());
  }

  private static String hidden(RecipeResult row) {
    if (row.candidate().experiment().model().from() != null) {
      return "a trained network to begin with";
    }
    HiddenLayers hidden = HiddenLayers.of(row.candidate().experiment().model().layers());
    return hidden.count() == 0
        ? "no hidden layer"
        : hidden.words() + " nodes in " + Numbers.of(hidden.count(), "hidden layer");
  }

  private static String parameters(RecipeResult row) {
    return finished(row).findFirst().map(trial -> Numbers.count(trial.parameters()) + " parameters").orElse("");
  }

  private static Stream<TrialResult> finished(RecipeResult row) {
    return row.trials().stream().filter(trial -> trial.state() == TrialResult.State.FINISHED);
  }
}
