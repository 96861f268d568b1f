package dev.weft.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.model.Activation;
import dev.weft.model.Adadelta;
import dev.weft.model.Adam;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Conv2D;
import dev.weft.model.Conv2DTranspose;
import dev.weft.model.Dense;
import dev.weft.model.DepthwiseConv2D;
import dev.weft.model.Dropout;
import dev.weft.model.ELU;
import dev.weft.model.Flatten;
import dev.weft.model.Graph;
import dev.weft.model.Initializer;
import dev.weft.model.Layer;
import dev.weft.model.LeakyReLU;
import dev.weft.model.Loss;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.Nadam;
import dev.weft.model.Optimizer;
import dev.weft.model.PReLU;
import dev.weft.model.RMSprop;
import dev.weft.model.ReLU;
import dev.weft.model.Regularizer;
import dev.weft.model.Rescaling;
import dev.weft.model.SGD;
import dev.weft.model.Schedule;
import dev.weft.model.SeparableConv2D;
import dev.weft.model.Shape;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {
  private static Map<String, Object> json(String text) {
    return Json.read(text.getBytes(StandardCharsets.UTF_8), "test");
  }

  private static ConfigReader.Described read(String model, String compiled) {
    return ConfigReader.read(json(model), json(compiled), "");
  }

  /** A network of these layers, each {@code {class_name, config}}, behind an input of images. */
  private static String sequential(String... layers) {
    return """
    {"class_name": "Sequential", "config": {"name": "net", "layers": [
      {"class_name": "InputLayer", "config": {"name": "input", "batch_shape": [null, 28, 28, 1]}},
      %s]}}\
    """
        .formatted(String.join(",\n", layers));
  }

  private static Layer layer(String layer) {
    return read(sequential(layer), "{}").network().layers().getFirst();
  }

  private static Optimizer optimizer(String optimizer) {
    return read(sequential(FLATTEN), "{\"optimizer_config\": " + optimizer + "}").optimizer();
  }

  private static Loss loss(String loss) {
    return read(sequential(FLATTEN), "{\"loss\": " + loss + "}").loss();
  }

  private static String message(String model, String compiled) {
    return assertThrows(WeftException.class, () -> read(model, compiled)).getMessage();
  }

  private static final String FLATTEN = "{\"class_name\": \"Flatten\", \"config\": {}}";

  // ---- what Keras 2 wrote

  @Test
  void keras22WroteSequentialModelsAsListsOfLayers() {
    Graph network =
        read(
                """
                {"class_name": "Sequential", "config": [
                  {"class_name": "Conv2D", "config": {"name": "conv2d_1", "trainable": true,
                    "batch_input_shape": [null, 28, 28, 1], "dtype": "float32", "filters": 32, "kernel_size": [5, 5],
                    "strides": [1, 1], "padding": "valid", "data_format": "channels_last", "dilation_rate": [1, 1],
                    "activation": "relu", "use_bias": true,
                    "kernel_initializer": {"class_name": "VarianceScaling",
                      "config": {"scale": 1.0, "mode": "fan_avg", "distribution": "uniform", "seed": null}},
                    "bias_initializer": {"class_name": "Zeros", "config": {}}, "kernel_regularizer": null,
                    "bias_regularizer": null, "activity_regularizer": null, "kernel_constraint": null,
                    "bias_constraint": null}},
                  {"class_name": "MaxPooling2D", "config": {"name": "max_pooling2d_1", "trainable": true,
                    "pool_size": [2, 2], "padding": "valid", "strides": [2, 2], "data_format": "channels_last"}},
                  {"class_name": "Dropout", "config": {"name": "dropout_1", "trainable": true, "rate": 0.2,
                    "noise_shape": null, "seed": null}},
                  {"class_name": "Flatten", "config": {"name": "flatten_1", "trainable": true,
                    "data_format": "channels_last"}}]}
                """,
                "{}")
            .network();
    assertEquals(Shape.of(28, 28, 1), network.input());
    assertEquals(List.of("conv2d_1", "max_pooling2d_1", "dropout_1", "flatten_1"), network.names());
    assertEquals(
        List.of(Conv2D.of(32, 5).activation(Activation.RELU), MaxPooling2D.of(2), Dropout.of(0.2), Flatten.of()),
        network.layers());
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, fan_avg, uniform, GlorotUniform",
    "1.0, fan_avg, normal, GlorotNormal",
    "2.0, fan_in, uniform, HeUniform",
    "2.0, fan_in, truncated_normal, HeNormal",
    "1.0, fan_in, uniform, LecunUniform",
    "1, fan_in, normal, LecunNormal",
  })
  void varianceScalingHasNames(String scale, String mode, String distribution, String name) {
    Dense dense =
        (Dense)
            layer(
                """
                {"class_name": "Dense", "config": {"units": 3, "kernel_initializer": {"class_name": "VarianceScaling",
                  "config": {"scale": %s, "mode": "%s", "distribution": "%s", "seed": null}}}}\
                """
                    .formatted(scale, mode, distribution));
    assertEquals(name, dense.kernelInitializer().getClass().getSimpleName());
  }

  @Test
  void olderNamesOfArgumentsAreRead() {
    assertEquals(new LeakyReLU(0.1), layer("{\"class_name\": \"LeakyReLU\", \"config\": {\"alpha\": 0.1}}"));
    assertEquals(
        Dense.of(3).activation(Activation.SILU),
        layer("{\"class_name\": \"Dense\", \"config\": {\"units\": 3, \"activation\": \"swish\"}}"));
    assertEquals(
        SGD.of(0.1).momentum(0.9).nesterov(true),
        optimizer(
            """
            {"class_name": "SGD", "config": {"lr": 0.1, "momentum": 0.9, "decay": 0.0, "nesterov": true}}\
            """));
    assertEquals(
        Nadam.of(0.002),
        optimizer(
            """
            {"class_name": "Nadam", "config": {"learning_rate": 0.002, "decay": 0.004, "epsilon": null}}\
            """));
    assertEquals(
        Adam.of(0.01),
        optimizer(
            """
            {"class_name": "Custom>Adam", "config": {"name": "Adam", "weight_decay": false, "jit_compile": true,
              "is_legacy_optimizer": false, "learning_rate": 0.01, "amsgrad": false}}\
            """));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "3", "[3]"})
  void theLastAxisIsWrittenInSeveralWays(String axis) {
    assertEquals(
        BatchNormalization.of(),
        layer("{\"class_name\": \"BatchNormalization\", \"config\": {\"axis\": " + axis + "}}"));
  }

  @Test
  void whatKeras2SaysOfDepthwiseConvolutionsAndUsesForNothingIsLeftOut() {
    String ofConv2D =
        """
        "groups": 1, "kernel_initializer": {"class_name": "GlorotUniform", "config": {"seed": null}},
        "kernel_regularizer": null, "kernel_constraint": null, "depthwise_constraint": null\
        """;
    assertEquals(
        SeparableConv2D.of(8, 3).depthMultiplier(2),
        layer(
            """
            {"class_name": "SeparableConv2D", "config": {"filters": 8, "kernel_size": [3, 3], "depth_multiplier": 2,
              "pointwise_constraint": null, %s}}\
            """
                .formatted(ofConv2D)));
    assertEquals(
        DepthwiseConv2D.of(3).strides(2),
        layer(
            """
            {"class_name": "DepthwiseConv2D", "config": {"kernel_size": [3, 3], "strides": [2, 2], %s}}\
            """
                .formatted(ofConv2D)));
    assertEquals(
        Conv2DTranspose.of(8, 3).outputPadding(0),
        layer(
            """
            {"class_name": "Conv2DTranspose", "config": {"filters": 8, "kernel_size": [3, 3], "output_padding": [0, 0],
              "groups": 1}}\
            """));
  }

  // ---- what Keras 3 writes

  @Test
  void argumentsThatChangeNothingAreAccepted() {
    assertEquals(
        Conv2D.of(8, 3),
        layer(
            """
            {"class_name": "Conv2D", "module": "keras.layers", "registered_name": null, "config": {
              "name": "conv2d", "trainable": true, "filters": 8, "kernel_size": [3, 3],
              "dtype": {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "float32"}},
              "data_format": "channels_last", "dilation_rate": [1, 1], "groups": 1, "activity_regularizer": null,
              "kernel_constraint": null, "quantization_config": null}}\
            """));
  }

  @Test
  void functionsAreReadByTheirNames() {
    assertEquals(
        Dense.of(3).activation(Activation.TANH),
        layer(
            """
            {"class_name": "Dense", "config": {"units": 3, "activation": {"module": "keras.activations",
              "class_name": "function", "config": "tanh", "registered_name": "tanh"}}}\
            """));
    assertEquals(
        Loss.POISSON, loss("{\"module\": \"builtins\", \"class_name\": \"function\", \"config\": \"poisson\"}"));
  }

  @Test
  void initializersRegularizersAndSharedAxesAreRead() {
    assertEquals(
        new PReLU(new Initializer.Constant(0.25), new Regularizer.L1L2(0.1, 0.2), List.of(1, 2)),
        layer(
            """
            {"class_name": "PReLU", "config": {"shared_axes": [1, 2], "alpha_constraint": null,
              "alpha_initializer": {"module": "keras.initializers", "class_name": "Constant",
                "config": {"value": 0.25}, "registered_name": null},
              "alpha_regularizer": {"module": "keras.regularizers", "class_name": "L1L2",
                "config": {"l1": 0.1, "l2": 0.2}, "registered_name": null}}}\
            """));
    assertEquals(new ELU(0.5), layer("{\"class_name\": \"ELU\", \"config\": {\"alpha\": 0.5}}"));
  }

  @Test
  void schedulesAreRead() {
    assertEquals(
        RMSprop.of().learningRate(Schedule.CosineDecay.of(0.1, 1000).warmup(0.5, 10)),
        optimizer(
            """
            {"class_name": "RMSprop", "config": {"learning_rate": {"module": "keras.optimizers.schedules",
              "class_name": "CosineDecay", "registered_name": null, "config": {"initial_learning_rate": 0.1,
                "decay_steps": 1000, "alpha": 0.0, "name": "CosineDecay", "warmup_target": 0.5, "warmup_steps": 10}}}}\
            """));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"mse\"",
        "\"mean_squared_error\"",
        "\"MeanSquaredError\"",
        "[\"mse\"]",
        "{\"dense\": \"mse\"}",
        "{\"class_name\": \"MeanSquaredError\", \"config\": {\"reduction\": \"auto\", \"name\": \"mse\"}}",
        "{\"module\": \"keras.losses\", \"class_name\": \"MeanSquaredError\", \"registered_name\": null,"
            + " \"config\": {\"name\": \"mse\", \"reduction\": \"sum_over_batch_size\"}}"
      })
  void aLossIsANameOrAnObject(String loss) {
    assertEquals(Loss.MEAN_SQUARED_ERROR, loss(loss));
  }

  @Test
  void aLossHasArguments() {
    assertEquals(
        new Loss.CategoricalCrossentropy(true, 0.1),
        loss(
            """
            {"class_name": "CategoricalCrossentropy", "config": {"from_logits": true, "label_smoothing": 0.1,
              "axis": -1, "reduction": "sum_over_batch_size", "name": "categorical_crossentropy"}}\
            """));
  }

  @Test
  void aModelThatWasNeverCompiledHasKerasDefaultOptimizerAndCrossEntropy() {
    ConfigReader.Described described = read(sequential(FLATTEN), "{}");
    assertEquals(RMSprop.of(), described.optimizer());
    assertEquals(Loss.SPARSE_CATEGORICAL_CROSSENTROPY, described.loss());
  }

  // ---- Functional models

  private static final String KERAS_3_CHAIN =
      """
      {"class_name": "Functional", "registered_name": "Functional", "config": {"name": "functional", "layers": [
        {"class_name": "InputLayer", "name": "in", "config": {"name": "in", "batch_shape": [null, 4, 4, 1]},
          "inbound_nodes": []},
        {"class_name": "Dense", "name": "out", "config": {"name": "out", "units": 2}, "inbound_nodes": [{"args": [
          {"class_name": "__keras_tensor__", "config": {"shape": [null, 16], "dtype": "float32",
            "keras_history": ["flat", 0, 0]}}], "kwargs": {}}]},
        {"class_name": "Flatten", "name": "flat", "config": {"name": "flat"}, "inbound_nodes": [{"args": [
          {"class_name": "__keras_tensor__", "config": {"shape": [null, 4, 4, 1], "dtype": "float32",
            "keras_history": ["%s", 0, 0]}}], "kwargs": {%s}}]}],
        "input_layers": [["in", 0, 0]], "output_layers": [["out", 0, 0]]}}\
      """;

  @Test
  void aFunctionalModelThatIsAChainIsASequentialOne() {
    Graph network = read(KERAS_3_CHAIN.formatted("in", "\"mask\": null"), "{}").network();
    assertEquals(List.of("flat", "out"), network.names());
    assertEquals(Shape.of(4, 4, 1), network.input());
  }

  @Test
  void keras2WroteChainsOtherwise() {
    Graph network =
        read(
                """
                {"class_name": "Model", "config": {"name": "model_1", "layers": [
                  {"name": "input_1", "class_name": "InputLayer", "config": {"batch_input_shape": [null, 4, 4, 1],
                    "dtype": "float32", "sparse": false, "name": "input_1"}, "inbound_nodes": []},
                  {"name": "flat", "class_name": "Flatten", "config": {"name": "flat"},
                    "inbound_nodes": [[["input_1", 0, 0, {}]]]}],
                  "input_layers": [["input_1", 0, 0]], "output_layers": [["flat", 0, 0]]}}\
                """,
                "{}")
            .network();
    assertEquals(List.of("flat"), network.names());
  }

  @Test
  void aCallOutsideTrainingIsAnOrdinaryOne() {
    assertEquals(2, read(KERAS_3_CHAIN.formatted("in", "\"training\": false"), "{}").network().layers().size());
  }

  // ---- what Weft does not have

  @Test
  void everythingThatWeftDoesNotHaveIsNamedAtOnce() {
    assertEquals(
        "Weft does not have layers of the classes Unheard (2), house>Dense;"
            + " layer 'conv' (Conv2D) with activation 'glow'; layer 'conv' (Conv2D) with data_format"
            + " 'channels_first'."
            + " Change this in Keras and save the model again.",
        message(
            sequential(
                "{\"class_name\": \"Unheard\", \"config\": {\"name\": \"one\", \"scale\": 0.5}}",
                "{\"class_name\": \"Unheard\", \"config\": {\"name\": \"two\"}}",
                """
                {"class_name": "Conv2D", "config": {"name": "conv", "filters": 4, "kernel_size": 3,
                  "data_format": "channels_first",
                  "kernel_constraint": {"class_name": "MaxNorm", "config": {"max_value": 2}},
                  "activation": "glow",
                  "kernel_initializer": {"class_name": "Orthogonal", "config": {"gain": 1.0, "seed": null}}}}\
                """,
                "{\"class_name\": \"Flatten\", \"config\": {\"name\": \"frozen\", \"trainable\": false}}",
                """
                {"class_name": "Dense", "module": "house", "registered_name": "house>Dense",
                  "config": {"name": "mine", "units": 2}}\
                """),
            """
            {"optimizer": {"class_name": "Adamax", "config": {}}, "loss": "log_cosh"}\
            """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Conv2D             | "filters": 4, "kernel_size": 3, "data_format": "channels_first" | data_format 'channels_first'
          Flatten            | "surprise": 1                                                   | surprise 1
          """)
  void anArgumentThatWeftDoesNotHaveIsNamed(String kind, String config, String named) {
    String layer = "{\"class_name\": \"" + kind + "\", \"config\": {\"name\": \"x\", " + config + "}}";
    assertEquals(
        "Weft does not have layer 'x' ("
            + kind
            + ") with "
            + named
            + ". Change this in Keras and save the model again.",
        message(sequential(layer), "{}"));
  }

  // ---- what only training needs

  private static List<String> notes(String model, String compiled) {
    return read(model, compiled).leftOut().notes();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          "optimizer": {"class_name": "SGD", "config": {"lr": 0.1, "decay": 1e-6}} | the optimizer SGD's decay 1.0E-6
          "optimizer": {"class_name": "Custom>SGD", "registered_name": "mine>SGD"} | the optimizer SGD
          "optimizer": "lamb"                                                      | the optimizer lamb
          "optimizer": {"class_name": "LossScaleOptimizer", "config": {"inner_optimizer": "sgd"}} | loss scaling
          "optimizer": {"class_name": "SGD", "config": {"learning_rate": {"class_name": "LinearDecay", "config": {}}}} | the learning rate's schedule LinearDecay
          "loss": "my_loss"                                                        | the loss my_loss
          "loss": {"output": ["my_loss"]}                                          | the loss my_loss
          "loss": {"class_name": "function", "module": "builtins", "config": "my_loss"} | the loss my_loss
          "loss": {"class_name": "Tversky", "config": {}}     | the loss Tversky
          "loss": {"class_name": "Mine", "registered_name": "house>Mine"}          | the loss Mine
          "loss": {"class_name": "MeanSquaredError", "config": {"reduction": "sum"}} | the loss MeanSquaredError's reduction 'sum'
          "loss_weights": [0.5]                                                    | loss_weights [0.5]
          """)
  void whatOnlyTrainingNeedsIsLeftOutAndNoted(String compiled, String what) {
    ConfigReader.Described described = read(sequential(FLATTEN), "{" + compiled + "}");
    assertEquals(List.of("left out what only training needs: " + what + "."), described.leftOut().notes());
    assertTrue(described.leftOut().changesTraining());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"loss_weights\": [1.0]",
        "\"jit_compile\": true, \"run_eagerly\": true, \"steps_per_execution\": 8, \"auto_scale_loss\": true",
        "\"metrics\": [[\"mine\"]], \"weighted_metrics\": [{\"class_name\": \"house>Metric\"}]"
      })
  void whatChangesNoTrainingNeedsNoNote(String compiled) {
    assertEquals(List.of(), notes(sequential(FLATTEN), "{" + compiled + "}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          "units": 4, "kernel_constraint": {"class_name": "MaxNorm", "config": {}}     | the kernel constraint MaxNorm
          "units": 4, "bias_constraint": {"class_name": "Mine", "registered_name": "house>Mine"} | the bias constraint Mine
          "units": 4, "kernel_regularizer": {"class_name": "Orthogonal", "config": {}} | the kernel regularizer Orthogonal
          "units": 4, "activity_regularizer": {"class_name": "L2"}                     | the activity regularizer L2
          "units": 4, "lora_rank": 2                                                   | the lora rank
          """)
  void soIsWhatALayerNeedsInTraining(String config, String what) {
    String layer = "{\"class_name\": \"Dense\", \"config\": {\"name\": \"x\", " + config + "}}";
    assertEquals(List.of("left out what only training needs: " + what + "."), notes(sequential(layer), "{}"));
  }

  @Test
  void initializersOfWeightsThatAreThereDoNotMatter() {
    String layer =
        """
        {"class_name": "Dense", "config": {"name": "x", "units": 4, "kernel_initializer":
          {"class_name": "Mine", "registered_name": "house>Mine", "module": "house", "config": {}}}}\
        """;
    assertEquals(List.of(), notes(sequential(layer), "{}"));
    assertEquals(Dense.of(4), layer(layer));
  }

  /** As Keras 3.15.1 writes a class that was never registered. */
  @Test
  void anOwnLayerIsNotTheOneOfKerasWhoseNameItHas() {
    WeftException e =
        assertThrows(
            WeftException.class,
            () ->
                layer(
                    """
                    {"module": null, "class_name": "Dense", "registered_name": "Dense", "config": {"units": 4}}\
                    """));
    assertEquals(
        "Weft does not have the layer Dense of the user's own. Change this in Keras and save the model again.",
        e.getMessage());
  }

  @Test
  void anUnknownBinaryLossOfScoresIsABinaryOne() {
    assertEquals(
        new Loss.BinaryCrossentropy(true, 0),
        loss("{\"class_name\": \"BinaryTverskyCrossentropy\", \"config\": {\"from_logits\": true}}"));
  }

  @Test
  void anUnknownLossStillSaysThatOutputsAreScores() {
    assertEquals(
        new Loss.SparseCategoricalCrossentropy(true),
        loss("{\"class_name\": \"Focal\", \"registered_name\": \"house>Focal\", \"config\": {\"from_logits\": true}}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"float16", "bfloat16", "float64", "mixed_float16", "mixed_bfloat16"})
  void otherFloatsAreComputedAs32BitOnes(String policy) {
    String layer =
        """
        {"class_name": "Dense", "config": {"name": "x", "units": 4,
          "dtype": {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "%s"}}}}\
        """
            .formatted(policy);
    assertEquals(
        List.of("computed in 32-bit floats, where the file says " + policy + "."), notes(sequential(layer), "{}"));
  }

  @Test
  void quantizedLayersAreRefused() {
    String layer =
        """
        {"class_name": "Dense", "config": {"name": "x", "units": 4, "dtype": {"class_name": "QuantizedDTypePolicy",
          "config": {"mode": "int8", "source_name": "float32"}}}}\
        """;
    assertEquals(
        "Weft does not have layer 'x' (Dense) with the type int8_from_float32. Change this in Keras and save the model"
            + " again.",
        message(sequential(layer), "{}"));
  }

  // ---- models in models

  private static String nested(String name, String... layers) {
    return "{\"class_name\": \"Sequential\", \"config\": {\"name\": \"%s\", \"trainable\": false, \"layers\": [%s]}}"
        .formatted(name, String.join(",", layers));
  }

  @Test
  void aModelInAModelIsItsLayersAtAnyDepth() {
    String flat = "{\"class_name\": \"Flatten\", \"config\": {\"name\": \"f\"}}";
    ConfigReader.Described read = read(sequential(flat, nested("inner", flat, nested("most", flat)), flat), "{}");
    assertEquals(List.of("f", "inner/f", "inner/most/f", "f_1"), read.network().names());
    assertEquals(List.of(true, false, false, true), read.parts().stream().map(GraphReader.Part::trainable).toList());
  }

  @Test
  void anActivationMayBeALayer() {
    Graph network =
        read(
                sequential(
                    """
                    {"class_name": "Dense", "config": {"name": "x", "units": 4, "activation": {"module": "keras.layers",
                      "class_name": "LeakyReLU", "config": {"name": "a", "negative_slope": 0.125}}}}\
                    """),
                "{}")
            .network();
    assertEquals(List.of(Dense.of(4), new LeakyReLU(0.125)), network.layers());
    assertEquals(List.of("x", "x_leaky_re_lu"), network.names());
  }

  @Test
  void hardSigmoidOfKeras2IsAnother() {
    Map<String, Object> model =
        json(
            sequential(
                "{\"class_name\": \"Dense\", \"config\": {\"name\": \"x\", \"units\": 4, \"activation\":"
                    + " \"hard_sigmoid\"}}"));
    assertEquals(
        List.of(Dense.of(4), Rescaling.of(0.2, 0.5), new ReLU(1, 0, 0)),
        ConfigReader.read(model, Map.of(), "2.15.0").network().layers());
    assertEquals(
        List.of(Dense.of(4).activation(Activation.HARD_SIGMOID)),
        ConfigReader.read(model, Map.of(), "3.3.3").network().layers());
  }

  @ParameterizedTest
  @CsvSource({
    "builtins, softmax_v2, SOFTMAX",
    "tensorflow.python.ops.nn_ops, softmax_v2, SOFTMAX",
    "tensorflow.python.ops.gen_nn_ops, elu, ELU",
    "keras.activations, swish, SILU",
    "torch.nn.functional, relu, RELU"
  })
  void functionsAreKnownByTheirNames(String module, String name, Activation activation) {
    assertEquals(
        activation,
        ActivationReader.of(
            Map.of("module", module, "class_name", "function", "config", name, "registered_name", "function")));
  }

  @ParameterizedTest
  @CsvSource({"__main__, relu", "jax._src.nn.functions, gelu", "torch.nn.functional, leaky_relu", "builtins, mine"})
  void functionsThatMayBeOthersAreNot(String module, String name) {
    assertNull(ActivationReader.of(Map.of("module", module, "class_name", "function", "config", name)));
  }

  // ---- values

  @Test
  void aValueThatNoLayerCanHaveIsNamedWithTheRule() {
    assertEquals(
        "Weft does not have layer 'x' (Dropout) as it is (Dropout: 'rate' must be at least 0 and below 1; received"
            + " 1.5). Change this in Keras and save the model again.",
        message(sequential("{\"class_name\": \"Dropout\", \"config\": {\"name\": \"x\", \"rate\": 1.5}}"), "{}"));
  }

  // ---- nonsense

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          {}                                                                | 'class_name' of the model must be a text; received null.
          {"class_name": 3}                                                 | 'class_name' of the model must be a text; received 3.
          {"class_name": "Sequential"}                                      | 'config' of the model must be an object {...}; received null.
          {"class_name": "Sequential", "config": {"layers": 1}}             | 'layers' of the model must be a list [...]; received 1.
          {"class_name": "Sequential", "config": {"layers": [1]}}           | each of 'layers' must be an object {...}; received 1.
          {"class_name": "Sequential", "config": {"layers": [{}]}}          | 'class_name' of each layer must be a text; received null.
          {"class_name": "Sequential", "config": {"layers": []}}            | the model does not say its input's shape; give it an Input layer in Keras and save it again.
          {"class_name": "Sequential", "config": {"layers": [], "build_input_shape": [null, 2]}} | a network needs at least one layer after its input; received none.
          {"class_name": "Sequential", "config": {"layers": [], "build_input_shape": [null, null, 3]}} | the input's shape must be known, or the network begin with Resizing; the file leaves sizes open, [null, null, 3]: give the Input layer in Keras the shape of your images, or put Resizing behind it, and save the model again.
          {"class_name": "Sequential", "config": {"layers": [], "build_input_shape": [null, -4]}} | every size of a shape must be at least 1; received [-4].
          """)
  void wrongTypesSayWhatShouldBeThere(String model, String message) {
    assertEquals(message, message(model, "{}"));
  }

  @Test
  void tooManyLayersAreRefused() {
    String[] layers = new String[10_000];
    Arrays.fill(layers, FLATTEN);
    assertEquals("a network may have at most 10000 layers; received 10001.", message(sequential(layers), "{}"));
  }

  @Test
  void adadeltaOfKeras2IsRead() {
    assertEquals(
        Adadelta.of(1.0),
        optimizer(
            """
            {"class_name": "Adadelta", "config": {"lr": 1.0, "rho": 0.95, "decay": 0.0, "epsilon": 1e-07}}\
            """));
  }
}
