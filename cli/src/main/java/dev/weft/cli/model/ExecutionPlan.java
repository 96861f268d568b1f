package dev.weft.cli.model;

import dev.weft.Quoted;
import dev.weft.engine.Memory;
import dev.weft.engine.Plan;
import dev.weft.engine.Variable;
import dev.weft.model.Graph;
import dev.weft.model.SummaryTable;
import dev.weft.train.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * How a network will be computed and what memory that takes, as tables of 80 columns.
 *
 * @param batch the most images at a time
 * @param callbacks the bytes that averages of weights and the best weights so far take beside a training
 */
record ExecutionPlan(Model model, int batch, long callbacks) {
  private static final List<String> PLAN_HEADER =
      List.of("Layer (type)", "Computed by", "Fused with", "Output Shape", "Memory");
  private static final int[] PLAN_WIDTHS = {18, 15, 11, 11, 9};
  private static final int[] MEMORY_WIDTHS = {31, 18, 21};

  /**
   * @param layers whether every layer has a line
   */
  String text(boolean layers) {
    Graph network = model.network();
    List<Variable> variables = model.variables();
    String plans =
        "Training, batches of %s images:\n%sInference:\n%s"
            .formatted(
                batch,
                table(Plan.ofTraining(network, variables, batch)),
                table(Plan.ofInference(network, variables, batch)));
    return (layers ? plans : "") + memory();
  }

  private static String table(Plan plan) {
    return SummaryTable.of(PLAN_HEADER, plan.lines().stream().map(ExecutionPlan::row).toList(), PLAN_WIDTHS, 4);
  }

  private static List<String> row(Plan.Line line) {
    return List.of(
        Quoted.text(line.name()) + " (" + line.kind() + ")",
        line.algorithm().isEmpty() ? "-" : line.algorithm(),
        line.fused().isEmpty() ? "-" : String.join(", ", line.fused()),
        line.output().toString(),
        line.bytes() == 0 ? "-" : megabytes(line.bytes()));
  }

  private String memory() {
    Memory training = Memory.ofTraining(model.network(), model.variables(), model.optimizer(), batch);
    Memory inference = Memory.ofInference(model.network(), model.variables(), batch);
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("Weights and optimizer slots", training, inference, memory -> memory.weights() + memory.slots()));
    rows.add(row("Weight gradients", training, inference, Memory::gradients));
    rows.add(row("Values and gradients of layers", training, inference, Memory::values));
    rows.add(row("Work space of layers", training, inference, Memory::work));
    if (callbacks > 0) {
      rows.add(List.of("Averages and best weights", megabytes(callbacks), megabytes(0)));
    }
    rows.add(List.of("Total", megabytes(training.total() + callbacks), megabytes(inference.total())));
    List<String> header = List.of("Memory for " + batch + " images", "Training", "Inference");
    return SummaryTable.of(header, rows, MEMORY_WIDTHS, -1);
  }

  private static List<String> row(String what, Memory training, Memory inference, ToLongFunction<Memory> part) {
    return List.of(what, megabytes(part.applyAsLong(training)), megabytes(part.applyAsLong(inference)));
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,.2f MB", bytes / 1048576.0);
  }
}
