package dev.weft.cli.model;

import dev.weft.Quoted;
import dev.weft.Spelling;
import dev.weft.cli.options.WrongUse;
import dev.weft.explain.Explainer;
import dev.weft.explain.attribution.AttributionMethod;
import dev.weft.explain.attribution.GradCam;
import dev.weft.explain.attribution.Ground;
import dev.weft.explain.attribution.InputGradient;
import dev.weft.explain.attribution.IntegratedGradients;
import dev.weft.explain.attribution.Occlusion;
import dev.weft.explain.attribution.SmoothGrad;
import dev.weft.keras.KerasModel;
import dev.weft.model.Shape;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that choose how images are explained. */
final class MethodOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--methods",
      paramLabel = "NAME",
      split = ",",
      description =
          "Of occlusion, integrated-gradients, smoothgrad, input-gradient, grad-cam and grad-cam++, with commas between"
              + " them; by default all that the network allows.")
  private List<String> chosen = List.of();

  @Option(
      names = "--window",
      paramLabel = "N",
      description = "Occlusion: the side of the covered square in pixels; by default a quarter of the shorter side.")
  private Integer window;

  @Option(
      names = "--stride",
      paramLabel = "N",
      description = "Occlusion: pixels from one square to the next; by default half of the window.")
  private Integer stride;

  @Option(
      names = "--baseline",
      paramLabel = "GROUND",
      description =
          "What stands for nothing, for occlusion, integrated gradients and the checks: border, the mean colour of the"
              + " image's border and the default; black; grey; white; or mean.")
  private String baseline = Ground.BORDER.key();

  /** What stands for nothing. */
  Ground ground() {
    for (Ground ground : Ground.values()) {
      if (ground.key().equals(baseline)) {
        return ground;
      }
    }
    throw new WrongUse(
        spec, "--baseline must be border, black, grey, white or mean; received '%s'.".formatted(Quoted.text(baseline)));
  }

  /**
   * The methods in their usual order.
   *
   * @throws WrongUse if one is not known, or not for the network
   */
  List<AttributionMethod> of(KerasModel model, String argument) {
    List<AttributionMethod> all =
        List.of(
            occlusion(Explainer.image(model)),
            new IntegratedGradients(IntegratedGradients.of().steps(), ground()),
            SmoothGrad.of(),
            new InputGradient(),
            GradCam.of(),
            GradCam.plusPlus());
    List<String> known = all.stream().map(AttributionMethod::key).toList();
    boolean hasLayer = GradCam.isFor(model.model().network());
    for (String name : chosen) {
      if (!known.contains(name)) {
        throw new WrongUse(
            spec,
            "--methods must be of %s; received '%s'.%s"
                .formatted(String.join(", ", known), Quoted.text(name), Spelling.suggestion(name, known)));
      }
      if (name.startsWith("grad-cam") && !hasLayer) {
        throw new WrongUse(
            spec,
            "%s needs a convolution that all paths to the scores lead through; %s has none; leave it out."
                .formatted(name, argument));
      }
    }
    return all.stream()
        .filter(method -> chosen.isEmpty() ? hasLayer || !(method instanceof GradCam) : chosen.contains(method.key()))
        .toList();
  }

  private Occlusion occlusion(Shape image) {
    Occlusion usual = Occlusion.of(image);
    int side = window == null ? usual.window() : window;
    int shift = stride != null ? stride : window == null ? usual.stride() : Math.max(1, window / 2);
    if (side > Math.max(image.size(0), image.size(1))) {
      throw new WrongUse(
          spec,
          "--window must be at most the side of the images, %s x %s; received %s."
              .formatted(image.size(0), image.size(1), side));
    }
    try {
      return new Occlusion(side, shift, ground());
    } catch (IllegalArgumentException e) {
      throw new WrongUse(spec, "--window and --stride: " + e.getMessage());
    }
  }
}
