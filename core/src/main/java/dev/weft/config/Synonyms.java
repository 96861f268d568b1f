package dev.weft.config;

import dev.weft.Spelling;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Words of Keras's older versions and of PyTorch, and Keras's for the same. */
public final class Synonyms {
  /** By {@link OtherNames#canonical}. */
  private static final Map<String, List<String>> SAME =
      Map.ofEntries(
          Map.entry("lr", List.of("learning_rate")),
          Map.entry("alpha", List.of("learning_rate", "negative_slope")),
          Map.entry("eps", List.of("epsilon")),
          Map.entry("onecyclelr", List.of("OneCycle")),
          Map.entry("cosineannealinglr", List.of("CosineDecay")),
          Map.entry("cosineannealingwarmrestarts", List.of("CosineDecayRestarts")),
          Map.entry("exponentiallr", List.of("EpochExponentialDecay")),
          Map.entry("multisteplr", List.of("EpochPiecewiseConstant")),
          Map.entry("steplr", List.of("EpochPiecewiseConstant")),
          Map.entry("polynomiallr", List.of("PolynomialDecay")),
          Map.entry("linearlr", List.of("PolynomialDecay")),
          Map.entry("maxlr", List.of("max_learning_rate")),
          Map.entry("swastart", List.of("start")),
          Map.entry("swaepochstart", List.of("start")),
          Map.entry("betas", List.of("beta_1")),
          Map.entry("p", List.of("rate")),
          Map.entry("prob", List.of("rate")),
          Map.entry("dropoutrate", List.of("rate")),
          Map.entry("outfeatures", List.of("units")),
          Map.entry("neurons", List.of("units")),
          Map.entry("outputdim", List.of("units")),
          Map.entry("outchannels", List.of("filters")),
          Map.entry("channels", List.of("filters")),
          Map.entry("kernel", List.of("kernel_size")),
          Map.entry("size", List.of("pool_size", "kernel_size")),
          Map.entry("bias", List.of("use_bias")),
          Map.entry("act", List.of("activation")),
          Map.entry("batch", List.of("batch_size")),
          Map.entry("epoch", List.of("epochs")),
          Map.entry("valsplit", List.of("validation")),
          Map.entry("validationsplit", List.of("validation")),
          Map.entry("trainsplit", List.of("train_size")),
          Map.entry("linear", List.of("Dense")),
          Map.entry("fullyconnected", List.of("Dense")),
          Map.entry("fc", List.of("Dense")),
          Map.entry("conv", List.of("Conv2D")),
          Map.entry("convolution2d", List.of("Conv2D")),
          Map.entry("batchnorm", List.of("BatchNormalization")),
          Map.entry("batchnorm1d", List.of("BatchNormalization")),
          Map.entry("batchnorm2d", List.of("BatchNormalization")),
          Map.entry("maxpool", List.of("MaxPooling2D")),
          Map.entry("maxpooling", List.of("MaxPooling2D")),
          Map.entry("avgpool", List.of("AveragePooling2D")),
          Map.entry("averagepooling", List.of("AveragePooling2D")),
          Map.entry("globalavgpool", List.of("GlobalAveragePooling2D")),
          Map.entry("globalaveragepooling", List.of("GlobalAveragePooling2D")),
          Map.entry("adaptiveavgpool2d", List.of("GlobalAveragePooling2D")),
          Map.entry("dropout2d", List.of("SpatialDropout2D", "Dropout")),
          Map.entry("crossentropy", List.of("SparseCategoricalCrossentropy")),
          Map.entry("crossentropyloss", List.of("SparseCategoricalCrossentropy")),
          Map.entry("nll", List.of("SparseCategoricalCrossentropy")),
          Map.entry("nllloss", List.of("SparseCategoricalCrossentropy")),
          Map.entry("sparsecrossentropy", List.of("SparseCategoricalCrossentropy")),
          Map.entry("mseloss", List.of("MeanSquaredError")),
          Map.entry("l1loss", List.of("MeanAbsoluteError")),
          Map.entry("bceloss", List.of("BinaryCrossentropy")),
          Map.entry("lecun", List.of("LecunNormal")),
          Map.entry("he", List.of("HeNormal")),
          Map.entry("kaiming", List.of("HeNormal")),
          Map.entry("xavier", List.of("GlorotUniform")),
          Map.entry("glorot", List.of("GlorotUniform")));

  private Synonyms() {}

  /** What Keras says for a word; empty where it says the same. */
  public static List<String> of(String word) {
    return SAME.getOrDefault(OtherNames.canonical(word), List.of());
  }

  /** Which of the known words somebody most likely wants who writes another. */
  static Optional<String> nearest(String word, Collection<String> known) {
    String last = last(word);
    return known.stream()
        .filter(name -> OtherNames.canonical(name).equals(OtherNames.resolved(last)))
        .findFirst()
        .or(() -> SAME.getOrDefault(last, List.of()).stream().filter(known::contains).findFirst())
        .or(() -> Spelling.nearest(word, known));
  }

  /** {@code dense} of {@code keras.layers.Dense}, {@code relu} of {@code nn.ReLU()}. */
  static String last(String word) {
    String name = word.replaceFirst("\\(\\s*\\)$", "");
    return OtherNames.canonical(name.substring(name.lastIndexOf('.') + 1));
  }
}
