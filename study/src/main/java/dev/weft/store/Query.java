package dev.weft.store;

import java.util.ArrayList;
import java.util.List;

/**
 * Which runs to list, in which order, and what of them.
 *
 * @param columns of the answer; {@link RunTable} says which there are
 * @param conditions which must all hold
 * @param orders the first decides, where it does not the next; at last the newest run is first
 * @param limit the most runs to list
 */
public record Query(List<String> columns, List<Condition> conditions, List<Order> orders, int limit) {
  public Query {
    columns = List.copyOf(columns);
    conditions = List.copyOf(conditions);
    orders = List.copyOf(orders);
    if (limit < 0) {
      throw new IllegalArgumentException("'limit' must be 0 or more; received " + limit + ".");
    }
  }

  /** All runs, the newest first. */
  public static Query of(List<String> columns) {
    return new Query(columns, List.of(), List.of(), Integer.MAX_VALUE);
  }

  /** Only those for which this holds, too. */
  public Query where(Condition condition) {
    return new Query(columns, with(conditions, condition), orders, limit);
  }

  /** Those alike so far in this order. */
  public Query sortedBy(Order order) {
    return new Query(columns, conditions, with(orders, order), limit);
  }

  /** At most so many. */
  public Query first(int limit) {
    return new Query(columns, conditions, orders, limit);
  }

  private static <T> List<T> with(List<T> list, T last) {
    List<T> longer = new ArrayList<>(list);
    longer.add(last);
    return longer;
  }
}
