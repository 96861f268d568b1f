package dev.weft.model;

import dev.weft.config.Hints;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Hints about arguments that no layer needs, and about layers that Weft does not train. */
final class LayerHints implements Hints {
  private static final String SHAPES = "shapes follow from the data and the layers before; leave it out.";

  private static final String CONSTRAINT =
      "Weft does not limit weights in training; leave it out, or keep them small by a regularizer.";

  /** What a layer knows by itself, or cannot do. */
  private static final Map<String, String> NEEDLESS =
      Map.ofEntries(
          Map.entry("infeatures", SHAPES),
          Map.entry("inchannels", SHAPES),
          Map.entry("inputdim", SHAPES),
          Map.entry("inputshape", SHAPES),
          Map.entry("batchinputshape", SHAPES),
          Map.entry("numfeatures", SHAPES),
          Map.entry("inplace", "it changes no result; leave it out."),
          Map.entry(
              "trainable",
              "an experiment begins with random weights, so each layer of it learns; leave it out (a program freezes"
                  + " layers with Sequential.freeze)."),
          Map.entry("kernelconstraint", CONSTRAINT),
          Map.entry("biasconstraint", CONSTRAINT),
          Map.entry("gammaconstraint", CONSTRAINT),
          Map.entry("betaconstraint", CONSTRAINT),
          Map.entry("alphaconstraint", CONSTRAINT),
          Map.entry("constraint", CONSTRAINT));

  @Override
  public Optional<String> argument(String word) {
    return Optional.ofNullable(NEEDLESS.get(plain(word)));
  }

  @Override
  public Optional<String> kind(String word) {
    return AugmentationLayer.KINDS.stream().anyMatch(kind -> plain(kind).equals(plain(word)))
        ? Optional.of(
            "it changes training images; it belongs under 'training': training.augment: [%s].".formatted(word))
        : Optional.empty();
  }

  private static String plain(String word) {
    return word.replaceAll("[-_ ]", "").toLowerCase(Locale.ROOT);
  }
}
