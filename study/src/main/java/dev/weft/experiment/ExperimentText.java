package dev.weft.experiment;

import dev.weft.config.Config;
import dev.weft.model.Graph;
import java.util.Map;

/**
 * An experiment file to be edited: a line for each layer, and little that is as by default.
 *
 * @param remark what its first line says
 * @param data the settings of its images
 */
public record ExperimentText(String remark, String name, Map<String, Object> data, Graph network, Training training) {
  /**
   * The file.
   *
   * @throws dev.weft.WeftException if several nodes share a layer's weights, which no experiment file can say
   */
  public String text() {
    StringBuilder text = new StringBuilder("# " + remark + "\n");
    text.append(line("name", name)).append(line("data", data)).append("model:\n");
    for (Object layer : NetworkSettings.of(network)) {
      text.append("  - ").append(layer instanceof Map<?, ?> kind ? only(kind) : layer + "\n");
    }
    text.append("training:\n");
    Config.briefArguments(training).forEach((setting, value) -> text.append("  ").append(line(setting, value)));
    return text.toString();
  }

  private static String only(Map<?, ?> kind) {
    Map.Entry<?, ?> entry = kind.entrySet().iterator().next();
    return line(entry.getKey(), entry.getValue());
  }

  private static String line(Object key, Object value) {
    return key + ": " + Yaml.line(value) + "\n";
  }
}
