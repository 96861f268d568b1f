package dev.weft.server.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private final Metrics metrics = new Metrics();

  @Test
  void aCountIsWrittenForEachOfItsLabels() {
    Counter requests = metrics.counter("requests_total", "Requests.", "route", "code");
    requests.add(2, "/a", "200");
    requests.add(1, "/a", "404");
    requests.add(3, "/a", "200");
    assertEquals(
        """
        # HELP requests_total Requests.
        # TYPE requests_total counter
        requests_total{route="/a",code="200"} 5
        requests_total{route="/a",code="404"} 1
        """,
        metrics.text());
  }

  @Test
  void aCountWithoutLabelsBeginsAtZero() {
    metrics.counter("images_total", "Images.");
    assertEquals("# HELP images_total Images.\n# TYPE images_total counter\nimages_total 0\n", metrics.text());
  }

  @Test
  void aHistogramCountsWhatIsAtMostEachBound() {
    Histogram seconds = metrics.histogram("seconds", "Durations.", List.of(0.0005, 1.0));
    seconds.record(0.00048828125);
    seconds.record(1.0);
    seconds.record(5.5);
    assertEquals(
        """
        # HELP seconds Durations.
        # TYPE seconds histogram
        seconds_bucket{le="0.0005"} 1
        seconds_bucket{le="1"} 2
        seconds_bucket{le="+Inf"} 3
        seconds_sum 6.50048828125
        seconds_count 3
        """,
        metrics.text());
  }

  @Test
  void aGaugeIsAskedWhenItIsRead() {
    metrics.gauges("model_info", "Models.", () -> List.of(new Sample(Map.of("name", "a\"b\\c\nd"), 1)));
    assertEquals(
        "# HELP model_info Models.\n# TYPE model_info gauge\nmodel_info{name=\"a\\\"b\\\\c\\nd\"} 1\n", metrics.text());
  }
}
