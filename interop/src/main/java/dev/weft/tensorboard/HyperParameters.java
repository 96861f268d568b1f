package dev.weft.tensorboard;

import dev.weft.protobuf.ProtoWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What TensorBoard's table HPARAMS is made of: one experiment says which settings and metrics it shows; one session for
 * each training says its settings, and at last how it ended.
 *
 * <p>Format: <a href="https://github.com/tensorflow/tensorboard/blob/master/tensorboard/plugins/hparams/api.proto">
 * api.proto</a> and <a
 * href="https://github.com/tensorflow/tensorboard/blob/master/tensorboard/plugins/hparams/plugin_data.proto">
 * plugin_data.proto</a>.
 */
public sealed interface HyperParameters extends Summary {
  /** A metric is a scalar in a folder below that of its session. */
  record MetricTag(String folder, String tag, String displayName) {}

  /**
   * The settings that vary, and the metrics that are compared.
   *
   * @param settings the values that each may have: texts, numbers or booleans
   */
  record Experiment(String name, Instant begun, Map<String, List<Object>> settings, List<MetricTag> metrics)
      implements HyperParameters {
    @Override
    public ProtoWriter message() {
      ProtoWriter experiment = new ProtoWriter();
      experiment.text(6, name).decimal(3, seconds(begun));
      settings.forEach((setting, values) -> experiment.message(4, setting(setting, values)));
      for (MetricTag metric : metrics) {
        ProtoWriter tag = new ProtoWriter().text(1, metric.folder).text(2, metric.tag);
        experiment.message(5, new ProtoWriter().message(1, tag).text(3, metric.displayName));
      }
      return of("experiment", new ProtoWriter().message(2, experiment));
    }

    private static ProtoWriter setting(String name, List<Object> values) {
      ProtoWriter list = new ProtoWriter();
      values.forEach(value -> list.message(1, plain(value)));
      return new ProtoWriter()
          .text(1, name)
          .number(4, type(values))
          .message(5, list)
          .number(7, values.size() > 1 ? 1 : 0);
    }

    /** The number of their type: 1 texts, 2 booleans, 3 numbers. */
    private static int type(List<Object> values) {
      return values.stream().allMatch(Boolean.class::isInstance)
          ? 2
          : values.stream().allMatch(Number.class::isInstance) ? 3 : 1;
    }
  }

  /**
   * A training begins.
   *
   * @param settings texts, numbers or booleans by name
   */
  record SessionStart(Map<String, Object> settings, Instant begun) implements HyperParameters {
    @Override
    public ProtoWriter message() {
      ProtoWriter session = new ProtoWriter();
      settings.forEach((name, value) -> session.message(1, new ProtoWriter().text(1, name).message(2, plain(value))));
      session.decimal(5, seconds(begun));
      return of("session_start_info", new ProtoWriter().message(3, session));
    }
  }

  /**
   * A training ended.
   *
   * @param isGood whether it came to its end
   */
  record SessionEnd(boolean isGood, Instant ended) implements HyperParameters {
    @Override
    public ProtoWriter message() {
      ProtoWriter session = new ProtoWriter().number(1, isGood ? 1 : 2).decimal(2, seconds(ended));
      return of("session_end_info", new ProtoWriter().message(4, session));
    }
  }

  private static ProtoWriter of(String kind, ProtoWriter content) {
    return Summary.value("_hparams_/" + kind, "hparams", content.toBytes(), 0, Summary.tensor(FLOATS, 0));
  }

  /** A {@code google.protobuf.Value}. */
  private static ProtoWriter plain(Object value) {
    return switch (value) {
      case Boolean truth -> new ProtoWriter().number(4, truth ? 1 : 0);
      case Number number -> new ProtoWriter().decimal(2, number.doubleValue());
      default -> new ProtoWriter().text(3, value.toString());
    };
  }

  private static double seconds(Instant moment) {
    return moment.toEpochMilli() / 1e3;
  }
}
