package dev.weft.cli.runs;

import dev.weft.Quoted;
import dev.weft.cli.options.StoreOption;
import dev.weft.cli.terminal.Tables;
import dev.weft.page.Numbers;
import dev.weft.store.RunRecord;
import dev.weft.store.RunTable;
import dev.weft.train.EpochResult;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Runs as tables. */
final class RunTables {
  private RunTables() {}

  /** A row for each run. */
  static String list(RunTable table, int width) {
    if (table.rows().isEmpty()) {
      return "no run\n";
    }
    List<List<String>> rows = new ArrayList<>();
    for (Map<String, Object> row : table.rows()) {
      rows.add(table.columns().stream().map(column -> text(column, row.get(column))).toList());
    }
    return Tables.aligned(table.columns(), rows, width);
  }

  /** Which run is which, and then a row for each metric, a column for each run. */
  static String compare(List<RunRecord> runs, int width) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("epochs", runs, run -> String.valueOf(run.epochs())));
    rows.add(row("seconds", runs, run -> text("seconds", run.seconds())));
    Set<String> metrics = new LinkedHashSet<>();
    runs.forEach(run -> metrics.addAll(run.metrics().keySet()));
    metrics.stream()
        .sorted()
        .forEach(metric -> rows.add(row(metric, runs, run -> text(metric, run.metrics().get(metric)))));
    return legend(runs) + "\n" + Tables.aligned(header(runs), rows, width);
  }

  /** A row for each parameter, and each piece of provenance, in which two runs differ. */
  static String diff(RunRecord left, RunRecord right, int width) {
    List<List<String>> rows = new ArrayList<>();
    addDifferences("", left.parameters(), right.parameters(), rows);
    addDifferences("provenance.", left.provenance(), right.provenance(), rows);
    return rows.isEmpty()
        ? "no difference in parameters or provenance\n"
        : legend(List.of(left, right)) + "\n" + Tables.aligned(header(List.of(left, right)), rows, width);
  }

  private static void addDifferences(
      String prefix, Map<String, String> left, Map<String, String> right, List<List<String>> rows) {
    Set<String> names = new LinkedHashSet<>(left.keySet());
    names.addAll(right.keySet());
    for (String name : names) {
      if (!Objects.equals(left.get(name), right.get(name))) {
        rows.add(List.of(prefix + name, text(name, left.get(name)), text(name, right.get(name))));
      }
    }
  }

  private static String legend(List<RunRecord> runs) {
    return Tables.aligned(
        List.of(), runs.stream().map(run -> List.of(run.id(), run.name(), run.state().toString())).toList());
  }

  private static List<String> header(List<RunRecord> runs) {
    return Stream.concat(Stream.of(""), runs.stream().map(RunRecord::id)).toList();
  }

  private static List<String> row(String head, List<RunRecord> runs, Function<RunRecord, String> cell) {
    return Stream.concat(Stream.of(head), runs.stream().map(cell)).toList();
  }

  /** All that is known of a run. */
  static String show(RunRecord run, Map<Integer, Map<String, Double>> epochs) {
    StringBuilder text = new StringBuilder("Run " + Quoted.text(run.id()) + "  " + Quoted.text(run.name()) + "\n");
    facts(run).forEach((name, value) -> text.append("  %-11s  %s%n".formatted(name, Quoted.line(text(name, value)))));
    addTable(text, "Metrics", run.metrics());
    if (!epochs.isEmpty()) {
      text.append("\nEpochs\n").append(epochs(epochs));
    }
    addTable(text, "Parameters", run.parameters());
    addTable(text, "Provenance", run.provenance());
    return text.toString();
  }

  private static void addTable(StringBuilder text, String title, Map<String, ?> values) {
    if (!values.isEmpty()) {
      List<List<String>> rows =
          values.entrySet().stream().map(entry -> List.of(entry.getKey(), text("", entry.getValue()))).toList();
      text.append("\n").append(title).append("\n").append(Tables.aligned(List.of(), rows).indent(2));
    }
  }

  private static String epochs(Map<Integer, Map<String, Double>> epochs) {
    Set<String> names = new LinkedHashSet<>();
    epochs.values().forEach(values -> names.addAll(values.keySet()));
    List<String> header = Stream.concat(Stream.of("epoch"), names.stream()).toList();
    List<List<String>> rows = new ArrayList<>();
    epochs.forEach((epoch, values) ->
        rows.add(
            Stream.concat(Stream.of(String.valueOf(epoch)), names.stream().map(name -> text(name, values.get(name))))
                .toList()));
    return Tables.aligned(header, rows).indent(2);
  }

  /** What a run is apart from its numbers and settings; only what it has. */
  static Map<String, Object> facts(RunRecord run) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("state", run.state().toString());
    facts.put("reason", run.reason());
    facts.put("experiment", run.experiment());
    facts.put("dataset", run.dataset());
    facts.put("begun", run.begun());
    facts.put("ended", run.ended().orElse(null));
    facts.put("epochs", (long) run.epochs());
    facts.put("seconds", run.seconds());
    facts.put("folder", run.folder().orElse(null));
    facts.put("host", run.owner().host());
    facts.put("user", run.user());
    run.place()
        .ifPresent(place -> {
          facts.put("study", place.study());
          facts.put("trial", place.trial());
          place.fold().ifPresent(fold -> facts.put("fold", (long) fold));
          place.repetition().ifPresent(repetition -> facts.put("repetition", (long) repetition));
        });
    facts.put("tags", List.copyOf(run.tags()));
    facts.put("note", run.note());
    facts.values().removeIf(value -> value == null || value.equals("") || value.equals(List.of()));
    return facts;
  }

  /** Values that JSON has. */
  static Map<String, Object> sayable(Map<String, Object> row) {
    Map<String, Object> map = new LinkedHashMap<>();
    row.forEach((column, value) ->
        map.put(column, value instanceof Instant || value instanceof Path ? value.toString() : value));
    return map;
  }

  /** A value as a table has it; nothing is empty. */
  static String text(String column, Object value) {
    return switch (value) {
      case null -> "";
      case Double number when number.isNaN() -> "";
      case Double number when column.equals(EpochResult.SECONDS) -> String.format(Locale.ROOT, "%.1f", number);
      case Double number when column.equals(EpochResult.LEARNING_RATE) -> String.valueOf(number.floatValue());
      case Double number -> number(number);
      case Instant moment -> Numbers.minute(moment);
      case Path path -> StoreOption.near(path).toString();
      case List<?> words -> String.join(",", words.stream().map(String::valueOf).toList());
      case String folder when column.equals("folder") -> StoreOption.near(Path.of(folder)).toString();
      default -> String.valueOf(value);
    };
  }

  /** Four digits after the point, or what a whole or a small number needs. */
  private static String number(double number) {
    if (number == Math.rint(number) && Math.abs(number) >= 2 && Math.abs(number) < 1e15) {
      return String.valueOf((long) number);
    }
    return Math.abs(number) < 0.001 && number != 0
        ? String.format(Locale.ROOT, "%.3g", number)
        : String.format(Locale.ROOT, "%.4f", number);
  }
}
