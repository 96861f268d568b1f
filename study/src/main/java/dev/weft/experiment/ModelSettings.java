package dev.weft.experiment;

import dev.weft.config.ConfigException;
import dev.weft.config.KerasName;
import dev.weft.config.Shorthand;
import java.util.List;

/**
 * An experiment's network: layers; or another network, whose weights come along, and layers that follow it. In files a
 * list of layers may stand for it all.
 *
 * @param from the file of another network, as Keras or Weft saved it, or the folder of a run; null for none
 * @param sha256 the checksum that the file must have; null for any
 * @param until the layer that the other network ends with; null for its last
 * @param withoutTop whether it ends before its last layer with weights, and before the dropout that leads to it
 * @param freeze those of its layers that training does not change; none by default
 * @param layers what follows it
 */
public record ModelSettings(
    String from,
    String sha256,
    String until,
    boolean withoutTop,
    LayerChoice freeze,
    @Shorthand @KerasName("then") List<LayerEntry> layers) {
  public ModelSettings {
    layers = List.copyOf(layers);
    if (from == null && (sha256 != null || until != null || withoutTop || !freeze.equals(LayerChoice.NONE))) {
      throw new ConfigException(
          List.of(),
          false,
          "'until', 'without_top' and 'freeze' are about another network; received some and no 'from'; say its file.");
    }
    if (until != null && withoutTop) {
      throw ConfigException.of("until", "'until' and 'without_top' both say where a network ends; leave out one.");
    }
  }

  /** No network at all; it needs layers. */
  public static ModelSettings of() {
    return of(List.of());
  }

  public static ModelSettings of(List<LayerEntry> layers) {
    return new ModelSettings(null, null, null, false, LayerChoice.NONE, layers);
  }

  /** The same with other layers behind it. */
  ModelSettings layers(List<LayerEntry> layers) {
    return new ModelSettings(from, sha256, until, withoutTop, freeze, layers);
  }

  /** The same from a file that is as it is now. */
  ModelSettings sha256(String sha256) {
    return new ModelSettings(from, sha256, until, withoutTop, freeze, layers);
  }

  /** Where an entry stands in a file. */
  public List<String> path(int entry) {
    return from == null ? List.of("model", String.valueOf(entry)) : List.of("model", "then", String.valueOf(entry));
  }
}
