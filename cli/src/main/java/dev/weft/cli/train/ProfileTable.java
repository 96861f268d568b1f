package dev.weft.cli.train;

import dev.weft.engine.Profile;
import java.util.Locale;

/** A training's profile as a table: a line for each layer, the time of a step in microseconds. */
final class ProfileTable {
  private ProfileTable() {}

  static String of(Profile profile) {
    double steps = Math.max(1, profile.steps());
    double all = profile.lines().stream().mapToDouble(Profile.Line::seconds).sum();
    int width = profile.lines().stream().mapToInt(line -> line.layer().length()).max().orElse(0);
    String format = "%-" + width + "s %10s %10s %10s %7s %9s%n";
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            Locale.ROOT,
            "where the time of %,d steps went (microseconds a step):%n" + format,
            profile.steps(),
            "layer",
            "forward",
            "backward",
            "optimizer",
            "share",
            "GFLOP/s"));
    for (Profile.Line line : profile.lines()) {
      table.append(
          String.format(
              Locale.ROOT,
              format,
              line.layer(),
              micros(line.forward() / steps),
              micros(line.backward() / steps),
              micros(line.update() / steps),
              String.format(Locale.ROOT, "%.1f%%", 100 * line.seconds() / all),
              Double.isNaN(line.gflops()) ? "" : String.format(Locale.ROOT, "%.1f", line.gflops())));
    }
    table.append(
        String.format(Locale.ROOT, "all together %.1f microseconds a step, %.2f s in all", 1e6 * all / steps, all));
    return table.toString();
  }

  private static String micros(double seconds) {
    return seconds == 0 ? "" : String.format(Locale.ROOT, "%.1f", 1e6 * seconds);
  }
}
