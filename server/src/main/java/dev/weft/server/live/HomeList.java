package dev.weft.server.live;

import dev.weft.WeftException;
import dev.weft.metrics.Metric;
import dev.weft.page.Numbers;
import dev.weft.page.live.HomePage;
import dev.weft.page.live.RunLine;
import dev.weft.page.live.RunsTable;
import dev.weft.page.live.Sparkline;
import dev.weft.page.live.StudyAddress;
import dev.weft.page.live.StudyLine;
import dev.weft.source.DataPart;
import dev.weft.store.Condition;
import dev.weft.store.Order;
import dev.weft.store.Query;
import dev.weft.store.RunState;
import dev.weft.store.RunStore;
import dev.weft.store.RunTable;
import dev.weft.train.Monitor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;

/** The list of runs and studies, filtered and sorted as {@code weft runs} does it. */
final class HomeList {
  private static final int A_PAGE = 100;
  private static final int MOST_STUDIES = 20;
  private static final int MOST_LISTS = 16;
  private static final String TEST = Metric.ACCURACY.on(DataPart.TEST);

  private static final List<String> COLUMNS =
      List.of("id", "name", "study", "state", "user", "dataset", TEST, "epochs", "begun", "seconds", "tags", "note");

  private final RunStore store;

  /** What of the page changes, by what is asked for: many browsers look at one list. */
  private final LastMade<String> fragments = new LastMade<>(MOST_LISTS);

  HomeList(RunStore store) {
    this.store = store;
  }

  /**
   * @param query with {@code filter}, {@code sort} and {@code page}, each of which may be left out
   */
  HomePage page(Map<String, String> query) {
    String version = store.version(); // before what is shown, so that nothing in between is missed
    return new HomePage(table(query), studies(), version, store.place());
  }

  /** What of the page changes, as HTML; made once after each change of the store, for all who look at this list. */
  String moving(Map<String, String> query) {
    String asked = "%s\n%s\n%s".formatted(query.get("filter"), query.get("sort"), query.get("page"));
    return fragments.of(asked, store.version(), () -> page(query).moving());
  }

  private RunsTable table(Map<String, String> query) {
    String filter = query.getOrDefault("filter", "").strip();
    String sort = query.getOrDefault("sort", "").strip();
    int page = Math.max(1, number(query.getOrDefault("page", "1")));
    try {
      List<Condition> conditions =
          Stream.of(filter.split(";")).filter(one -> !one.isBlank()).map(Condition::parse).toList();
      List<Order> orders = sort.isEmpty() ? List.of() : List.of(Order.parse(sort));
      RunTable all = store.list(new Query(COLUMNS, conditions, orders, page * A_PAGE));
      int from = Math.min(all.rows().size(), (page - 1) * A_PAGE);
      int pages = Math.max(1, Math.ceilDiv(all.total(), A_PAGE));
      return new RunsTable(
          lines(all.rows().subList(from, all.rows().size())), all.total(), page, pages, filter, sort, "");
    } catch (WeftException e) {
      if (e.getCause() != null) {
        throw e; // the store's, not of what was asked for
      }
      return new RunsTable(List.of(), 0, 1, 1, filter, sort, e.getMessage());
    }
  }

  private static int number(String text) {
    return text.matches("\\d{1,6}") ? Integer.parseInt(text) : 1;
  }

  private List<RunLine> lines(List<Map<String, Object>> rows) {
    List<String> ids = rows.stream().map(row -> (String) row.get("id")).toList();
    Map<String, List<Double>> accuracy = store.curves(ids, Monitor.VAL_ACCURACY.toString());
    List<String> others = ids.stream().filter(id -> !accuracy.containsKey(id)).toList();
    Map<String, List<Double>> loss = store.curves(others, Monitor.LOSS.toString());
    return rows.stream().map(row -> line(row, accuracy, loss)).toList();
  }

  private static RunLine line(
      Map<String, Object> row, Map<String, List<Double>> accuracy, Map<String, List<Double>> loss) {
    String id = (String) row.get("id");
    List<Double> validated = accuracy.getOrDefault(id, List.of());
    Sparkline curve =
        validated.isEmpty()
            ? Sparkline.of("training loss", loss.getOrDefault(id, List.of()))
            : Sparkline.of("validation accuracy", validated);
    boolean isTested = row.get(TEST) != null;
    double figure = isTested ? (Double) row.get(TEST) : validated.isEmpty() ? Double.NaN : validated.getLast();
    return new RunLine(
        id,
        text(row, "name"),
        text(row, "study"),
        text(row, "state"),
        text(row, "user"),
        text(row, "dataset"),
        curve,
        Double.isNaN(figure) ? "" : Numbers.percent(figure) + (isTested ? "" : " val"),
        isTested ? "of the test images" : "of the validation images, in the last epoch",
        text(row, "epochs"),
        Numbers.minute((Instant) row.get("begun")),
        row.get("seconds") instanceof Double seconds && seconds > 0 ? Numbers.time(seconds) : "",
        row.get("tags") instanceof List<?> tags ? tags.stream().map(String::valueOf).toList() : List.of(),
        text(row, "note"));
  }

  private static String text(Map<String, Object> row, String column) {
    Object value = row.get(column);
    return value == null ? "" : String.valueOf(value);
  }

  /** Those whose trainings began last. */
  private List<StudyLine> studies() {
    Condition ofAny = new Condition("study", Condition.Comparison.CONTAINS, "");
    RunTable trainings = store.list(Query.of(List.of("study", "state", "user", "begun")).where(ofAny));
    Map<String, List<Map<String, Object>>> byName = new LinkedHashMap<>();
    trainings.rows().forEach(row -> byName.computeIfAbsent(text(row, "study"), name -> new ArrayList<>()).add(row));
    return byName.entrySet().stream().limit(MOST_STUDIES).map(study -> line(study.getKey(), study.getValue())).toList();
  }

  private static StudyLine line(String name, List<Map<String, Object>> trainings) {
    StringJoiner words = new StringJoiner(", ");
    int running = 0;
    for (RunState state : RunState.values()) {
      int count = (int) trainings.stream().filter(row -> text(row, "state").equals(state.toString())).count();
      running = state == RunState.RUNNING ? count : running;
      if (count > 0) {
        words.add(Numbers.count(count) + " " + state);
      }
    }
    Map<String, Object> first = trainings.getLast();
    return new StudyLine(
        name,
        StudyAddress.of(name),
        running,
        words.toString(),
        text(first, "user"),
        Numbers.minute((Instant) first.get("begun")));
  }
}
