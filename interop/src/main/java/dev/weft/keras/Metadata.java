package dev.weft.keras;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.calibration.Confidence;
import dev.weft.image.Intake;
import dev.weft.model.Graph;
import dev.weft.outlier.Unlikeness;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * What stands beside a model: what its outputs mean, and what made it. Weft keeps it in an entry that Keras ignores.
 *
 * @param classNames what each output stands for; two for a single output that decides between them
 * @param dataset the name of the data it was trained on, empty if unknown
 * @param intake how images become those that it takes; empty if unknown
 * @param unsureBelow the best probability, as the network gives it, below which its prediction is unsure, from 0 to 1;
 *     empty if unknown
 * @param confidence how far its probabilities can be believed; empty if unknown
 * @param unlikeness which images are unlike all that it learned; empty if unknown
 * @param provenance how it was made: checksums, seed, versions, ...; maps, lists, texts, numbers, booleans and nulls
 */
public record Metadata(
    List<String> classNames,
    String dataset,
    Optional<Intake> intake,
    OptionalDouble unsureBelow,
    Optional<Confidence> confidence,
    Optional<Unlikeness> unlikeness,
    Map<String, Object> provenance) {
  /** A model of which it is not known how its images are made, and when it is unsure. */
  public Metadata(List<String> classNames, String dataset, Map<String, Object> provenance) {
    this(classNames, dataset, Optional.empty(), OptionalDouble.empty(), Optional.empty(), Optional.empty(), provenance);
  }

  public Metadata {
    classNames = List.copyOf(classNames);
    provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
  }

  /**
   * What is assumed of a file that Keras wrote: classes {@code "0"}, {@code "1"}, ...; two where one output decides.
   */
  public static Metadata unknown(int outputs) {
    return new Metadata(IntStream.range(0, Math.max(2, outputs)).mapToObj(String::valueOf).toList(), "", Map.of());
  }

  /** The same with this way in before the network; what was learned of its input does not fit the new one. */
  Metadata before(Intake way, Graph network) {
    Optional<Unlikeness> fitting = unlikeness.filter(known -> known.fits(network));
    return new Metadata(classNames, dataset, Optional.of(way), unsureBelow, confidence, fitting, provenance);
  }

  /** With other names of the classes. */
  public Metadata named(List<String> names) {
    return new Metadata(names, dataset, intake, unsureBelow, confidence, unlikeness, provenance);
  }

  boolean fits(int outputs) {
    return classNames.size() == outputs || (outputs == 1 && classNames.size() == 2);
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("class_names", classNames);
    json.put("dataset", dataset);
    intake.ifPresent(way -> json.put("preparation", IntakeJson.write(way)));
    unsureBelow.ifPresent(below -> json.put("unsure_below", below));
    confidence.ifPresent(known -> json.put("confidence", ConfidenceJson.write(known)));
    unlikeness.ifPresent(known -> json.put("unlikeness", UnlikenessJson.write(known)));
    json.put("provenance", provenance);
    return json;
  }

  /** As a file of anybody's says it; in names, characters that a terminal obeys are escaped. */
  static Metadata fromJson(Map<String, Object> json) {
    List<String> names =
        Json.list(json.get("class_names"), "'class_names'").stream()
            .map(name -> Quoted.line(Json.text(name, "each of 'class_names'")))
            .toList();
    return new Metadata(
        names,
        Quoted.line(Json.text(json.get("dataset"), "'dataset'")),
        Optional.ofNullable(json.get("preparation")).map(way -> IntakeJson.read(Json.object(way, "'preparation'"))),
        json.get("unsure_below") == null
            ? OptionalDouble.empty()
            : OptionalDouble.of(probability(json.get("unsure_below"), "'unsure_below'")),
        Optional.ofNullable(json.get("confidence")).map(known -> ConfidenceJson.read(known, names.size())),
        Optional.ofNullable(json.get("unlikeness")).map(UnlikenessJson::read),
        Json.object(json.get("provenance"), "'provenance'"));
  }

  /**
   * @throws WeftException if there is not a class name for each output, or if it knows other layers
   */
  public void requireFits(Graph network) {
    int outputs = network.output().last();
    if (!fits(outputs)) {
      throw new WeftException(
          "'class_names' must be as many as the network's outputs, %s; received %s."
              .formatted(outputs, classNames.size()));
    }
    try {
      unlikeness.ifPresent(known -> known.values(network));
    } catch (IllegalArgumentException e) {
      throw new WeftException("'unlikeness': " + e.getMessage(), e);
    }
  }

  static double probability(Object value, String what) {
    if (value instanceof Number number && number.doubleValue() >= 0 && number.doubleValue() <= 1) {
      return number.doubleValue();
    }
    throw new WeftException(what + " must be a number from 0 to 1; received " + Quoted.value(value) + ".");
  }
}
