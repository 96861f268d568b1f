package dev.weft.train;

import dev.weft.engine.WorkerPool;
import dev.weft.model.Optimizer;
import dev.weft.train.History.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One run of {@code fit}: its stages, one after another, with one history and one checkpoint. */
final class StagedTraining {
  private final Model model;
  private final List<Stage> stages;
  private final List<Optimizer> optimizers;
  private final Fit whole;
  private final WorkerPool workers;

  /** Of the stage that began last. */
  private HeapCheck check;

  /**
   * @param whole what holds for all stages
   */
  StagedTraining(Model model, List<Stage> stages, Fit whole, WorkerPool workers) {
    this.model = model;
    this.stages = stages;
    optimizers = StageSchedules.of(stages);
    this.whole = whole;
    this.workers = workers;
  }

  History run() {
    Checkpoint checkpoint = whole.checkpoint() == null ? null : new Checkpoint(model, stages, whole);
    int first = checkpoint == null ? 0 : checkpoint.stage();
    model.begin(stages.get(first));
    whole.callbacks().forEach(callback -> callback.trainBegin(model, whole));
    begin(first);
    Position position = checkpoint == null ? new Position() : checkpoint.begin();
    while (true) {
      Stage stage = stages.get(position.stage);
      if (stages.size() > 1) {
        whole.callbacks().forEach(callback -> callback.stageBegin(position.stage + 1, model, stage.fit()));
      }
      if (!check.make(() -> training(stage, position, checkpoint)).run()) {
        String reason = "stopped on request in epoch " + (position.epoch + 1) + ".";
        return new History(position.epochs, Outcome.INTERRUPTED, reason, List.of());
      }
      boolean last = position.over || position.stage == stages.size() - 1;
      end(position, last);
      if (last) {
        return history(position);
      }
      turn(position);
    }
  }

  private void begin(int stage) {
    check = HeapCheck.of(model, stages.get(stage), whole.threads());
    check.run();
    Fit fit = stages.get(stage).fit();
    fit.callbacks().forEach(callback -> callback.trainBegin(model, fit));
  }

  private Training training(Stage stage, Position position, Checkpoint checkpoint) {
    Optimizer scheduled = optimizers.get(position.stage);
    return new Training(model, stage, scheduled, whole, position, checkpoint, stages.size(), workers);
  }

  /** Callbacks change the weights now, as early stopping does. */
  private void end(Position position, boolean last) {
    model.optimizerState().useAverages();
    List<String> notes = new ArrayList<>();
    if (!last && !position.reason.isEmpty()) {
      notes.add("stopped early: " + position.reason);
    }
    for (Callback callback : stages.get(position.stage).fit().callbacks()) {
      callback.trainEnd(model).ifPresent(notes::add);
    }
    String stage = String.format(Locale.ROOT, "stage %d: ", position.stage + 1);
    notes.forEach(note -> position.notes.add(stages.size() > 1 ? stage + note : note));
  }

  private void turn(Position position) {
    Stage before = stages.get(position.stage);
    position.turnStage();
    Stage next = stages.get(position.stage);
    model.begin(next);
    if (!StageSchedules.goesOn(before, next)) {
      position.rateEpoch = position.epoch;
      position.rateStep = model.optimizerState().iterations();
    }
    begin(position.stage);
  }

  private History history(Position position) {
    List<String> notes = new ArrayList<>(position.notes);
    whole.callbacks().stream().map(callback -> callback.trainEnd(model)).flatMap(Optional::stream).forEach(notes::add);
    Outcome outcome = position.diverged ? Outcome.DIVERGED : position.ended ? Outcome.STOPPED : Outcome.COMPLETED;
    return new History(position.epochs, outcome, position.reason, notes);
  }
}
