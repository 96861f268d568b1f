package dev.weft.chart;

import dev.weft.model.Graph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of a network that do not go to the next box of its diagram, each in a lane beside the boxes. Two that
 * overlap have different lanes; the shorter is nearer to the boxes.
 *
 * @param all from the shortest to the longest
 * @param lanes how many there are
 */
public record SkipConnections(List<Skip> all, int lanes) {
  /**
   * @param from the box whose output it is; 0 is the input, 1 the first node
   * @param to the box that takes it, at least two further down
   * @param lane from 0, beside the boxes
   */
  public record Skip(int from, int to, int lane) {}

  public static SkipConnections of(Graph network) {
    List<Skip> open = new ArrayList<>();
    Map<String, Integer> boxes = new HashMap<>(Map.of(network.inputName(), 0));
    for (int i = 0; i < network.nodes().size(); i++) {
      int box = i + 1;
      network.nodes().get(i).inputs().stream()
          .distinct()
          .map(boxes::get)
          .filter(from -> from < box - 1)
          .forEach(from -> open.add(new Skip(from, box, 0)));
      boxes.put(network.nodes().get(i).name(), box);
    }
    open.sort(Comparator.comparingInt(skip -> skip.to - skip.from));
    List<Skip> placed = new ArrayList<>();
    for (Skip skip : open) {
      placed.add(new Skip(skip.from, skip.to, freeLane(skip, placed)));
    }
    return new SkipConnections(placed, placed.stream().mapToInt(skip -> skip.lane + 1).max().orElse(0));
  }

  private static int freeLane(Skip skip, List<Skip> placed) {
    int lane = 0;
    for (int tried = 0; tried < placed.size(); tried++) {
      Skip other = placed.get(tried);
      if (other.lane == lane && other.from < skip.to && skip.from < other.to) {
        lane++;
        tried = -1;
      }
    }
    return lane;
  }
}
