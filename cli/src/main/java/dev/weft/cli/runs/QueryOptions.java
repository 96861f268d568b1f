package dev.weft.cli.runs;

import dev.weft.WeftException;
import dev.weft.cli.options.WrongUse;
import dev.weft.metrics.Metric;
import dev.weft.source.DataPart;
import dev.weft.store.Condition;
import dev.weft.store.Order;
import dev.weft.store.Query;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that choose runs and columns. */
final class QueryOptions {
  /** What one wants to know first. */
  static final List<String> USUAL =
      List.of("id", "name", "state", "begun", "dataset", "epochs", Metric.ACCURACY.on(DataPart.TEST), "seconds");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--columns",
      paramLabel = "NAME",
      split = ",",
      description = "What to say of each run, such as id,test.loss,training.seed; see 'weft runs columns'.")
  private List<String> columns = List.of();

  @Option(
      names = "--filter",
      paramLabel = "CONDITION",
      description =
          "Only runs for which this holds, such as 'test.accuracy>0.9', tags=best or name~cnn (= != < <= > >= ~);"
              + " of several, all must.")
  private List<String> filters = List.of();

  @Option(
      names = "--sort",
      paramLabel = "[-]COLUMN",
      split = ",",
      description = "Sort by a column, from large to small with a minus: --sort=-test.accuracy.")
  private List<String> sort = List.of();

  /**
   * @param usual the columns where the user named none
   * @param limit 0 for none
   * @throws WrongUse if a condition is none
   */
  Query query(List<String> usual, int limit) {
    if (limit < 0) {
      throw new WrongUse(spec, "--limit must be 0 or more; received " + limit + ".");
    }
    try {
      return new Query(
          columns.isEmpty() ? usual : columns,
          filters.stream().map(Condition::parse).toList(),
          sort.stream().map(Order::parse).toList(),
          limit == 0 ? Integer.MAX_VALUE : limit);
    } catch (WeftException e) {
      throw new WrongUse(spec, "--filter: " + e.getMessage());
    }
  }
}
