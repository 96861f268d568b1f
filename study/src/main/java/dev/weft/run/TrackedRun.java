package dev.weft.run;

import dev.weft.dataset.ImageDataset;
import dev.weft.model.Graph;
import dev.weft.store.NewRun;
import dev.weft.store.Owner;
import dev.weft.store.RunRecord;
import dev.weft.store.RunState;
import dev.weft.train.EpochResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A run as other programs are to know it.
 *
 * @param run what is known of it, but its epochs
 * @param epochs it has behind it
 * @param network that it trains, if that is known
 * @param finished its results, if it came to its end and they are here
 * @param images that it is about, if they are here
 */
public record TrackedRun(
    RunRecord run,
    List<EpochResult> epochs,
    Optional<Graph> network,
    Optional<FinishedRun> finished,
    Optional<ImageDataset> images) {
  public TrackedRun {
    epochs = List.copyOf(epochs);
  }

  /** A run that begins or goes on, carried out by this process. */
  static TrackedRun begun(NewRun run, Instant begun, List<EpochResult> epochs, Graph network, ImageDataset images) {
    RunRecord record =
        new RunRecord(
            run.id().orElse(run.name()),
            run.name(),
            run.experiment(),
            run.definition(),
            run.dataset(),
            RunState.RUNNING,
            "",
            begun,
            Instant.now(),
            Optional.empty(),
            epochs.size(),
            seconds(epochs),
            run.folder(),
            Owner.current(),
            run.user(),
            run.place(),
            "",
            new TreeSet<>(),
            run.parameters(),
            run.provenance(),
            Map.of());
    return new TrackedRun(record, epochs, Optional.of(network), Optional.empty(), Optional.of(images));
  }

  private static double seconds(List<EpochResult> epochs) {
    return epochs.stream().mapToDouble(EpochResult::seconds).sum();
  }

  /** The same with one more epoch; those from its number on are replaced. */
  TrackedRun after(EpochResult epoch) {
    List<EpochResult> more = new ArrayList<>(epochs.subList(0, Math.min(epoch.epoch(), epochs.size())));
    more.add(epoch);
    return new TrackedRun(with(run.state(), "", Optional.empty(), more, Map.of()), more, network, finished, images);
  }

  /** The same, which ended without results. */
  TrackedRun ended(RunState state, String reason) {
    return new TrackedRun(
        with(state, reason, Optional.of(Instant.now()), epochs, Map.of()), epochs, network, finished, images);
  }

  /**
   * The same, which came to its end.
   *
   * @param metrics by names such as {@code test.accuracy}
   */
  TrackedRun finished(List<EpochResult> epochs, Map<String, Double> metrics, FinishedRun results) {
    RunRecord record = with(RunState.FINISHED, "", Optional.of(Instant.now()), epochs, metrics);
    return new TrackedRun(record, epochs, network, Optional.of(results), images);
  }

  private RunRecord with(
      RunState state, String reason, Optional<Instant> ended, List<EpochResult> epochs, Map<String, Double> metrics) {
    return new RunRecord(
        run.id(),
        run.name(),
        run.experiment(),
        run.definition(),
        run.dataset(),
        state,
        reason,
        run.begun(),
        Instant.now(),
        ended,
        epochs.size(),
        seconds(epochs),
        run.folder(),
        run.owner(),
        run.user(),
        run.place(),
        run.note(),
        run.tags(),
        run.parameters(),
        run.provenance(),
        metrics);
  }
}
