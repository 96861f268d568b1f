package dev.weft.page;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What a page tells its script. */
public final class Script {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Script() {}

  /** As JSON that can stand in a script element: nothing in it can be taken for its end. */
  public static String data(Map<String, Object> data) {
    return MAPPER.writeValueAsString(data).replace("<", "\\u003c");
  }

  public static List<Map<String, Object>> charts(List<LineFigure> charts) {
    return charts.stream().map(chart -> Map.<String, Object>of("lines", lines(chart))).toList();
  }

  private static List<Map<String, Object>> lines(LineFigure chart) {
    return chart.lines().stream()
        .map(line -> {
          Map<String, Object> map = new LinkedHashMap<>();
          map.put("name", line.name());
          map.put("values", Arrays.stream(line.y()).mapToObj(Numbers::figure).toList());
          return map;
        })
        .toList();
  }
}
