package dev.weft.chart;

import dev.weft.WeftException;
import dev.weft.WholeFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** The kinds of file that a chart can be. */
public enum ChartFormat {
  /** Vectors and real text for the web, with the letters that it needs of the font. */
  SVG,
  /** Pixels, two for each point. */
  PNG,
  /** Vectors and real text for print, with the letters that it needs of the font. */
  PDF;

  /** The chart as the content of such a file. */
  public byte[] bytes(Chart chart) {
    return switch (this) {
      case SVG -> chart.svg().getBytes(StandardCharsets.UTF_8);
      case PNG -> chart.png();
      case PDF -> chart.pdf();
    };
  }

  /**
   * Writes a chart to {@code name.svg}, {@code name.png} or {@code name.pdf} in a folder.
   *
   * @return the file
   * @throws WeftException if it cannot be written
   */
  public Path write(Chart chart, Path folder, String name) {
    Path file = folder.resolve(name + "." + name().toLowerCase(Locale.ROOT));
    byte[] bytes = bytes(chart);
    WholeFile.write(file, out -> out.write(bytes));
    return file;
  }

  /**
   * A format by its name, in lower case.
   *
   * @throws WeftException if there is no such format
   */
  public static ChartFormat of(String name) {
    for (ChartFormat format : values()) {
      if (format.name().equalsIgnoreCase(name)) {
        return format;
      }
    }
    throw new WeftException("a chart is written as svg, png or pdf; received %s; choose of these.".formatted(name));
  }
}
