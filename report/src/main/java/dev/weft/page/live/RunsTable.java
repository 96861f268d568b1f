package dev.weft.page.live;

import dev.weft.metrics.Metric;
import dev.weft.source.DataPart;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The runs that the list shows at once.
 *
 * @param total how many the conditions hold for
 * @param page from 1
 * @param pages at least 1
 * @param filter as the user wrote it
 * @param sort a column's name, with a minus from large to small; empty for the newest first
 * @param fault why the conditions cannot be used; else empty
 */
public record RunsTable(List<RunLine> lines, int total, int page, int pages, String filter, String sort, String fault) {
  /** The head of a column. */
  public record Head(String column, String words, boolean isNumber) {}

  private static final List<Head> HEADS =
      List.of(
          new Head("name", "Run", false),
          new Head("state", "State", false),
          new Head("user", "User", false),
          new Head("dataset", "Data set", false),
          new Head(Metric.ACCURACY.on(DataPart.TEST), "Accuracy", true),
          new Head("epochs", "Epochs", true),
          new Head("seconds", "Time", true),
          new Head("begun", "Begun", false));

  public List<Head> heads() {
    return HEADS;
  }

  /** Where a click on a column's head leads: numbers and moments from large to small first, texts from A on. */
  public String sortedBy(Head head) {
    boolean falls = head.isNumber || head.column.equals("begun");
    String first = (falls ? "-" : "") + head.column;
    String other = (falls ? "" : "-") + head.column;
    return address(sort.equals(first) ? other : first, 1);
  }

  /** What assistive programs say of a column's order; null for none. */
  public String order(Head head) {
    return sort.equals(head.column) ? "ascending" : sort.equals("-" + head.column) ? "descending" : null;
  }

  /** The address of another page of the list. */
  public String at(int page) {
    return address(sort, page);
  }

  private String address(String sort, int page) {
    return "/?filter=%s&sort=%s&page=%s".formatted(encoded(filter), encoded(sort), page);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
