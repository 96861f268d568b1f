package dev.weft.cli.explain;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.cli.options.Again;
import dev.weft.cli.options.WrongUse;
import dev.weft.explain.robustness.Corruption;
import dev.weft.explain.robustness.RobustnessPlan;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that say what robustness is measured by. */
final class RobustnessOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--corruptions",
      paramLabel = "NAME",
      split = ",",
      description =
          "Which corruptions, with commas between them; by default 15: MNIST-C's of grey images, others of"
              + " colour.")
  private List<String> corruptions;

  @Option(names = "--no-curves", description = "Measure no accuracy by rotation, shift and scale.")
  private boolean noCurves;

  @Option(
      names = "--radii",
      paramLabel = "R",
      split = ",",
      description = "Radii of attacks, with commas between them, black being 0 and white 1, such as 0.1 or 8/255.")
  private List<String> radii;

  @Option(names = "--no-attacks", description = "Attack nothing.")
  private boolean noAttacks;

  @Option(names = "--steps", paramLabel = "N", description = "Steps of the attack PGD; 20 by default.")
  private Integer steps;

  @Option(names = "--attacked", paramLabel = "N", description = "How many test images are attacked; 1000 by default.")
  private Integer attacked;

  @Option(names = "--seed", paramLabel = "N", description = "Decides what chance decides; 1 by default.")
  private Long seed;

  /**
   * The plan for images of so many channels.
   *
   * @throws WrongUse if there is no such corruption, or if a number is out of its range
   */
  RobustnessPlan plan(int channels) {
    try {
      RobustnessPlan plan = RobustnessPlan.of(channels).curves(!noCurves);
      plan = corruptions == null ? plan : plan.corruptions(corruptions.stream().map(Corruption::named).toList());
      plan = radii == null ? plan : plan.radii(radii.stream().map(this::radius).toList());
      plan = noAttacks ? plan.radii(List.of()) : plan;
      plan = steps == null ? plan : plan.steps(steps);
      plan = attacked == null ? plan : plan.attacked(attacked);
      return seed == null ? plan : plan.seed(seed);
    } catch (WeftException e) {
      throw new WrongUse(spec, e.getMessage());
    }
  }

  private double radius(String text) {
    try {
      String[] parts = text.split("/", 2);
      return parts.length == 1 ? Double.parseDouble(text) : Double.parseDouble(parts[0]) / Double.parseDouble(parts[1]);
    } catch (NumberFormatException e) {
      throw new WrongUse(
          spec, "--radii takes numbers such as 0.1 or 8/255; received '%s'.".formatted(Quoted.text(text)));
    }
  }

  /** As they have to be typed again. */
  String again() {
    return (corruptions == null ? "" : Again.option("--corruptions", String.join(",", corruptions)))
        + (noCurves ? " --no-curves" : "")
        + (radii == null ? "" : Again.option("--radii", String.join(",", radii)))
        + (noAttacks ? " --no-attacks" : "")
        + (steps == null ? "" : Again.option("--steps", steps))
        + (attacked == null ? "" : Again.option("--attacked", attacked))
        + (seed == null ? "" : Again.option("--seed", seed));
  }
}
