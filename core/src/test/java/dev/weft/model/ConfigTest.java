package dev.weft.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.config.Config;
import dev.weft.config.ConfigException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigTest {
  static List<Object> values() {
    return List.of(
        Dense.of(10).activation(Activation.SOFTMAX).kernelRegularizer(new Regularizer.L2(8e-4)),
        Conv2D.of(32, Size.of(3, 5)).padding(Padding.SAME).kernelInitializer(new Initializer.RandomUniform(-1, 1)),
        MaxPooling2D.of(3, 2),
        AveragePooling2D.of().padding(Padding.SAME),
        GlobalAveragePooling2D.of(),
        Flatten.of(),
        Dropout.of(0.5),
        BatchNormalization.of(),
        ActivationLayer.of(Activation.GELU),
        ReLU.of(),
        new ReLU(6, 0.1, 0.5),
        LeakyReLU.of(),
        ELU.of(),
        PReLU.of().sharedAxes(1, 2),
        Softmax.of(),
        SGD.of().momentum(0.9).nesterov(true).clipping(Clipping.byGlobalNorm(1)),
        Adam.of(5e-4),
        AdamW.of(),
        AdamW.of().weightDecay(0),
        Nadam.of(),
        RMSprop.of().centered(true),
        Adadelta.of(),
        Adagrad.of(),
        Adam.of().learningRate(Schedule.CosineDecay.of(0, 1000).warmup(0.01, 100)),
        Adam.of().learningRate(Schedule.EpochExponentialDecay.of(5e-4, 0.1).from(10)),
        SGD.of().learningRate(new Schedule.PiecewiseConstantDecay(List.of(10.0), List.of(0.1, 0.01))),
        new Loss.CategoricalCrossentropy(true, 0.1),
        SGD.of().learningRate(OneCycle.of(0.4).annealStrategy(Annealing.LINEAR)),
        SGD.of().learningRate(Schedule.CosineDecay.of(0, StepCount.REST).warmup(0.4, StepCount.epochs(2.5))),
        AdamW.of().excludeFromWeightDecay("bias", "^gamma$").useEma(true).emaWarmup(true),
        Adam.of().learningRates(Map.of("block_1*", 0.1)),
        Loss.KL_DIVERGENCE);
  }

  @ParameterizedTest
  @MethodSource("values")
  void whatIsWrittenIsReadBackEqual(Object value) {
    Class<?> family = value.getClass().getInterfaces()[0];
    assertEquals(value, Config.read(family, Config.write(value)));
  }

  @Test
  void argumentsHaveKerasNames() {
    assertEquals(
        List.of(
            "learning_rate",
            "beta_1",
            "beta_2",
            "epsilon",
            "amsgrad",
            "weight_decay",
            "clipnorm",
            "clipvalue",
            "global_clipnorm",
            "adaptive_clipnorm",
            "use_ema",
            "ema_momentum",
            "ema_overwrite_frequency",
            "loss_scale_factor",
            "gradient_accumulation_steps",
            "ema_warmup",
            "exclude_from_weight_decay",
            "learning_rates"),
        List.copyOf(Config.arguments(Adam.of()).keySet()));
  }

  @Test
  void kerasFormsAreRead() {
    Object keras = Map.of("class_name", "Dense", "config", Map.of("units", 3, "kernel_initializer", "he_normal"));
    assertEquals(Dense.of(3).kernelInitializer(new Initializer.HeNormal()), Config.read(Layer.class, keras));
    assertEquals(RMSprop.of(), Config.read(Optimizer.class, "rmsprop"));
    assertEquals(Loss.MEAN_SQUARED_ERROR, Config.read(Loss.class, "mse"));
    assertEquals(MaxPooling2D.of(2), Config.read(Layer.class, "MaxPool2D"));
  }

  @Test
  void whatKerasSaysBesidesIsTakenWhereItChangesNothing() {
    Map<String, Object> dense =
        Map.of(
            "units", 3,
            "name", "first",
            "trainable", true,
            "dtype", keras("DTypePolicy", Map.of("name", "float32")),
            "activation", Map.of("class_name", "function", "config", "swish"),
            "kernel_initializer", keras("HeNormal", Map.of("seed", 7)),
            "kernel_regularizer", keras("L2", Map.of("l2", 0.1)));
    Dense expected =
        Dense.of(3)
            .activation(Activation.SILU)
            .kernelInitializer(new Initializer.HeNormal())
            .kernelRegularizer(new Regularizer.L2(0.1));
    assertEquals(expected, Config.read(Layer.class, keras("Dense", dense)));
    assertEquals(Softmax.of(), Config.read(Layer.class, keras("Softmax", Map.of("axis", -1))));
    assertEquals(Softmax.of().axis(1, 2), Config.read(Layer.class, keras("Softmax", Map.of("axis", List.of(1, 2)))));
    Map<String, Object> depth = Map.of("rate", 0.2, "noise_shape", Arrays.asList(null, 1, 1, 1));
    assertEquals(
        Dropout.of(0.2).noiseShape(NoiseShape.perSample(1, 1, 1)), Config.read(Layer.class, keras("Dropout", depth)));
    assertEquals(Dropout.of(0.5), Config.read(Layer.class, Map.of("Dropout", 0.5)));
    ConfigException slip = assertThrows(ConfigException.class, () -> Config.read(Layer.class, Map.of("Dense", 0.5)));
    assertTrue(slip.getMessage().startsWith("'Dense' must be settings"), slip.getMessage());
    Object cosine = keras("CosineDecay", Map.of("initial_learning_rate", 0.1, "decay_steps", 9, "name", "CosineDecay"));
    assertEquals(
        SGD.of().learningRate(Schedule.CosineDecay.of(0.1, 9)),
        Config.read(Optimizer.class, keras("SGD", Map.of("learning_rate", cosine, "use_ema", false))));
  }

  @Test
  void whatKerasSaysBesidesIsRefusedWhereItChangesSomething() {
    ConfigException e =
        assertThrows(
            ConfigException.class,
            () ->
                Config.read(
                    Layer.class,
                    keras("Conv2D", Map.of("filters", 3, "kernel_size", 3, "data_format", "channels_first"))));
    assertEquals(List.of("config", "data_format"), e.path());
    assertThrows(
        ConfigException.class, () -> Config.read(Layer.class, keras("Dense", Map.of("units", 3, "trainable", false))));
  }

  private static Map<String, Object> keras(String kind, Map<String, Object> config) {
    return Map.of("module", "keras", "class_name", kind, "config", config, "registered_name", "");
  }

  @Test
  void leftOutArgumentsHaveTheDefaults() {
    assertEquals(Dense.of(7), Config.read(Layer.class, Map.of("Dense", Map.of("units", 7))));
    assertEquals(MaxPooling2D.of(3), Config.read(Layer.class, Map.of("MaxPooling2D", Map.of("pool_size", 3))));
  }

  @Test
  void theOnlyArgumentMayStandForAll() {
    assertEquals(Dropout.of(0.5), Config.read(Layer.class, Map.of("Dropout", 0.5)));
    assertEquals(new Regularizer.L2(0.1), Config.read(Regularizer.class, Map.of("L2", 0.1)));
    assertThrows(ConfigException.class, () -> Config.read(Layer.class, Map.of("Dropout", 1.5)));
    assertThrows(ConfigException.class, () -> Config.read(Layer.class, Map.of("Dense", 5)));
  }

  record Weights(Map<String, Double> of) {}

  @Test
  void mapsAreRead() {
    assertEquals(new Weights(Map.of("3", 2.0)), Config.read(Weights.class, Map.of("of", Map.of(3, 2))));
    ConfigException e =
        assertThrows(ConfigException.class, () -> Config.read(Weights.class, Map.of("of", Map.of("a", "b"))));
    assertEquals(List.of("of", "a"), e.path());
  }

  @Test
  void aMistypedArgumentIsNamedWithTheNearestKnownOne() {
    ConfigException e =
        assertThrows(ConfigException.class, () -> Config.read(Layer.class, Map.of("Dense", Map.of("unitz", 7))));
    assertEquals(List.of("Dense", "unitz"), e.path());
    assertEquals(true, e.aboutKey());
    assertEquals(true, e.getMessage().endsWith("Did you mean 'units'?"), e.getMessage());
  }

  @Test
  void aMissingArgumentIsNamed() {
    ConfigException e = assertThrows(ConfigException.class, () -> Config.read(Layer.class, "Dense"));
    assertEquals("Dense needs 'units'; received no settings.", e.getMessage());
  }

  @Test
  void anImpossibleValueSaysTheRuleAndThePlace() {
    ConfigException e =
        assertThrows(ConfigException.class, () -> Config.read(Layer.class, Map.of("Dropout", Map.of("rate", 1.5))));
    assertEquals(List.of("Dropout", "rate"), e.path());
    assertEquals("Dropout: 'rate' must be at least 0 and below 1; received 1.5.", e.getMessage());
  }

  @Test
  void aWrongTypeSaysTheRuleAndThePlace() {
    ConfigException e =
        assertThrows(ConfigException.class, () -> Config.read(Layer.class, Map.of("Dense", Map.of("units", "ten"))));
    assertEquals("'units' must be a whole number; received 'ten'.", e.getMessage());
  }

  static List<Class<?>> families() {
    return List.of(Layer.class, Optimizer.class, Loss.class, Initializer.class, Regularizer.class, Schedule.class);
  }

  private static Map<?, ?> in(Object map, Object... path) {
    return Stream.of(path).reduce(map, (inside, key) -> ((Map<?, ?>) inside).get(key)) instanceof Map<?, ?> found
        ? found
        : Map.of();
  }

  record Everything(
      Layer layer,
      Optimizer optimizer,
      Loss loss,
      Initializer initializer,
      Regularizer regularizer,
      Schedule schedule) {}

  private static Map<?, ?> definitions() {
    return in(Config.schema(Everything.class, Map.of()), "definitions");
  }

  @ParameterizedTest
  @MethodSource("families")
  void everyNameInASchemaIsRead(Class<?> family) {
    List<?> forms = (List<?>) in(definitions(), family.getSimpleName()).get("anyOf");
    for (Object form : forms) {
      names(in(form).get("enum")).forEach(name -> assertTrue(family.isInstance(Config.read(family, name))));
      names(in(form).get("pattern")).forEach(name -> assertTrue(family.isInstance(Config.read(family, name))));
      Stream.concat(in(form, "properties").keySet().stream(), in(form, "patternProperties").keySet().stream())
          .flatMap(ConfigTest::names)
          .forEach(name -> assertKnown(family, name));
    }
    assertEquals(Config.kinds(family), List.copyOf(in(forms.getLast(), "properties").keySet()));
  }

  private static Stream<String> names(Object enumOrPattern) {
    return switch (enumOrPattern) {
      case null -> Stream.of();
      case List<?> names -> names.stream().map(String::valueOf);
      default -> Stream.of(enumOrPattern.toString().replaceAll("[\\^$()]", "").split("\\|"));
    };
  }

  /** A kind of this name has no argument of that name, but it is a kind. */
  private static void assertKnown(Class<?> family, String kind) {
    Object config = Map.of(kind, Map.of("no_such_argument", 1));
    ConfigException e = assertThrows(ConfigException.class, () -> Config.read(family, config));
    assertEquals(List.of(kind, "no_such_argument"), e.path());
  }

  @Test
  void aSchemaHasDefaultsThatDependOnNothing() {
    Map<?, ?> pooling = in(definitions(), "MaxPooling2D", "properties");
    assertEquals(List.of(2, 2), in(pooling, "pool_size").get("default"));
    assertFalse(in(pooling, "strides").containsKey("default"));
    Map<?, ?> cosine = in(definitions(), "Schedule.CosineDecay");
    assertEquals(List.of("initial_learning_rate", "decay_steps"), cosine.get("required"));
    assertEquals(0.0, in(cosine, "properties", "alpha").get("default"));
    assertNull(in(definitions(), "ReLU", "properties", "max_value").get("default"));
  }

  @Test
  void whatIsKnownBesidesStandsInPlaceOfWhatTheTypesSay() {
    Map<String, Object> one = Map.of("enum", List.of(1));
    Map<String, Object> schema = Config.schema(Dropout.class, Map.of("Dropout.rate", one));
    assertEquals(one, in(schema, "properties").get("rate"));
    assertThrows(IllegalArgumentException.class, () -> Config.schema(Dropout.class, Map.of("Dropout.rat", Map.of())));
  }
}
