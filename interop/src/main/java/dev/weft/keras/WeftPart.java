package dev.weft.keras;

import dev.weft.WeftException;
import dev.weft.dataset.Scaling;
import dev.weft.model.Optimizer;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;

/**
 * What Weft adds to a model file, and other programs ignore: {@link Metadata}, the scaling, the seed, and a learning
 * rate schedule that Keras does not have. It is JSON: {@code weft.json} in a {@code .keras}, an entry {@code weft} of
 * an ONNX file's {@code metadata_props}.
 */
public final class WeftPart {
  /** What it is called in an ONNX file. */
  public static final String OF_ONNX = "weft";

  static final String OF_KERAS = "weft.json";

  private static final String SCALING = "scaling";
  private static final String SEED = "seed";

  private final Map<String, Object> json;
  private final String name;

  private WeftPart(Map<String, Object> json, String name) {
    this.json = Collections.unmodifiableMap(json);
    this.name = name;
  }

  /** That of a model. */
  public static WeftPart of(KerasModel model) {
    return of(model, model.metadata(), model.model().scaling());
  }

  /** That of a model in a file whose network takes and gives other numbers. */
  public static WeftPart of(KerasModel model, Metadata metadata, Scaling scaling) {
    Map<String, Object> json = metadata.toJson();
    if (model.knowsScaling()) {
      json.put(SCALING, ScalingJson.write(scaling));
    }
    json.put(SEED, model.model().seed());
    OwnTraining.write(model.model().optimizer(), json);
    return new WeftPart(json, OF_KERAS);
  }

  /**
   * Reads it.
   *
   * @param name for messages
   * @throws WeftException when it is no JSON object, or too large
   */
  public static WeftPart read(byte[] json, String name) {
    return new WeftPart(Json.read(json, name), name);
  }

  /** As a file has it. */
  public byte[] toBytes() {
    return Json.write(json);
  }

  /**
   * What stands beside the model.
   *
   * @throws WeftException when it is not as Weft writes it
   */
  public Metadata metadata() {
    return Metadata.fromJson(json);
  }

  /**
   * How the bytes of images become the network's numbers; empty if it does not say so.
   *
   * @param features that the network takes
   * @throws WeftException when it is not as Weft writes it
   */
  public Optional<Scaling> scaling(int features) {
    return json.containsKey(SCALING)
        ? Optional.of(ScalingJson.read(Json.object(json.get(SCALING), "'scaling'"), features))
        : Optional.empty();
  }

  /** The seed of the training, 0 if it does not say so. */
  public long seed() {
    return json.get(SEED) instanceof Number number ? number.longValue() : 0;
  }

  /** The optimizer with the schedule that Keras does not have. */
  Optimizer optimizer(Optimizer ofKeras) {
    return OwnTraining.read(ofKeras, json, name);
  }
}
