package dev.weft.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {
  /** As Keras 3 prints its example of a convolutional network for MNIST. */
  @Test
  void isLaidOutAsInKeras() {
    Graph network =
        Sequential.of(
            Input.of(28, 28, 1),
            Conv2D.of(32, 3).activation(Activation.RELU),
            MaxPooling2D.of(2),
            Conv2D.of(64, 3).activation(Activation.RELU),
            MaxPooling2D.of(2),
            Flatten.of(),
            Dropout.of(0.5),
            Dense.of(10).activation(Activation.SOFTMAX));
    assertEquals(
        """
        Model: "sequential"
        ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
        ┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
        ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
        │ conv2d (Conv2D)                 │ (None, 26, 26, 32)     │           320 │
        ├─────────────────────────────────┼────────────────────────┼───────────────┤
        │ max_pooling2d (MaxPooling2D)    │ (None, 13, 13, 32)     │             0 │
        ├─────────────────────────────────┼────────────────────────┼───────────────┤
        │ conv2d_1 (Conv2D)               │ (None, 11, 11, 64)     │        18,496 │
        ├─────────────────────────────────┼────────────────────────┼───────────────┤
        │ max_pooling2d_1 (MaxPooling2D)  │ (None, 5, 5, 64)       │             0 │
        ├─────────────────────────────────┼────────────────────────┼───────────────┤
        │ flatten (Flatten)               │ (None, 1600)           │             0 │
        ├─────────────────────────────────┼────────────────────────┼───────────────┤
        │ dropout (Dropout)               │ (None, 1600)           │             0 │
        ├─────────────────────────────────┼────────────────────────┼───────────────┤
        │ dense (Dense)                   │ (None, 10)             │        16,010 │
        └─────────────────────────────────┴────────────────────────┴───────────────┘
         Total params: 34,826 (136.04 KB)
         Trainable params: 34,826 (136.04 KB)
         Non-trainable params: 0 (0.00 B)
        """,
        network.summary());
  }

  @Test
  void longNamesMakeTheirColumnWiderAndAllLinesAreOfOneLength() {
    Graph network =
        Sequential.of(Input.of(8, 8, 3), GlobalAveragePooling2D.of(), BatchNormalization.of(), Dense.of(1)).named("n");
    String summary = network.summary();
    assertTrue(summary.startsWith("Model: \"n\"\n"), summary);
    assertTrue(summary.contains("│ global_average_pooling2d (GlobalAveragePooling2D) │ (None, 3) "), summary);
    assertTrue(summary.endsWith(" Trainable params: 10 (40.00 B)\n Non-trainable params: 6 (24.00 B)\n"), summary);
    assertEquals(1, summary.lines().skip(1).limit(9).map(String::length).distinct().count());
  }

  /** As Keras 3.15.1 prints it to a file: words that are too long are cut off. */
  @Test
  void branchesAreConnectedAsInKeras() {
    Conv2D conv = Conv2D.of(16, 3).padding(Padding.SAME);
    String branch = "block_conv2_with_a_rather_long_name";
    List<Node> nodes =
        List.of(
            Node.of("conv", conv, "image"),
            Node.of("bn", BatchNormalization.of(), "conv"),
            Node.of("relu", ReLU.of(), "bn"),
            Node.of("block_conv1", conv, "relu"),
            Node.of(branch, conv, "block_conv1"),
            Node.of("add", Add.of(), "relu", branch),
            Node.of("concatenate", Concatenate.of(), "add", branch, "image"),
            Node.of("pool", GlobalAveragePooling2D.of(), "concatenate"),
            Node.of("scores", Dense.of(10), "pool"));
    Graph network = new Graph("small_residual", "image", Shape.of(32, 32, 3), nodes, "scores", List.of());
    assertEquals(
        """
        Model: "small_residual"
        ┏━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┓
        ┃ Layer (type)        ┃ Output Shape      ┃    Param # ┃ Connected to      ┃
        ┡━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━┩
        │ image (InputLayer)  │ (None, 32, 32, 3) │          0 │ -                 │
        ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
        │ conv (Conv2D)       │ (None, 32, 32,    │        448 │ image[0][0]       │
        │                     │ 16)               │            │                   │
        ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
        │ bn                  │ (None, 32, 32,    │         64 │ conv[0][0]        │
        │ (BatchNormalizatio… │ 16)               │            │                   │
        ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
        │ relu (ReLU)         │ (None, 32, 32,    │          0 │ bn[0][0]          │
        │                     │ 16)               │            │                   │
        ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
        │ block_conv1         │ (None, 32, 32,    │      2,320 │ relu[0][0]        │
        │ (Conv2D)            │ 16)               │            │                   │
        ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
        │ block_conv2_with_a… │ (None, 32, 32,    │      2,320 │ block_conv1[0][0] │
        │ (Conv2D)            │ 16)               │            │                   │
        ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
        │ add (Add)           │ (None, 32, 32,    │          0 │ relu[0][0],       │
        │                     │ 16)               │            │ block_conv2_with… │
        ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
        │ concatenate         │ (None, 32, 32,    │          0 │ add[0][0],        │
        │ (Concatenate)       │ 35)               │            │ block_conv2_with… │
        │                     │                   │            │ image[0][0]       │
        ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
        │ pool                │ (None, 35)        │          0 │ concatenate[0][0] │
        │ (GlobalAveragePool… │                   │            │                   │
        ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
        │ scores (Dense)      │ (None, 10)        │        360 │ pool[0][0]        │
        └─────────────────────┴───────────────────┴────────────┴───────────────────┘
         Total params: 5,512 (21.53 KB)
         Trainable params: 5,480 (21.41 KB)
         Non-trainable params: 32 (128.00 B)
        """,
        network.summary());
  }

  @Test
  void aSharedLayerIsOneRowWithAllThatItsCallsTake() {
    Conv2D shared = Conv2D.of(4, 3).padding(Padding.SAME);
    List<Node> nodes =
        List.of(
            Node.of("first", Conv2D.of(4, 1), "image"),
            Node.of("shared", shared, "first"),
            new Node("shared/2", "shared", shared, List.of("shared")),
            Node.of("add", Add.of(), "first", "shared/2"),
            Node.of("pool", GlobalAveragePooling2D.of(), "add"),
            Node.of("scores", Dense.of(3), "pool"));
    Graph network = new Graph("shared_layer", "image", Shape.of(8, 8, 3), nodes, "scores", List.of());
    assertEquals(
        """
        Model: "shared_layer"
        ┏━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┓
        ┃ Layer (type)        ┃ Output Shape      ┃    Param # ┃ Connected to      ┃
        ┡━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━┩
        │ image (InputLayer)  │ (None, 8, 8, 3)   │          0 │ -                 │
        ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
        │ first (Conv2D)      │ (None, 8, 8, 4)   │         16 │ image[0][0]       │
        ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
        │ shared (Conv2D)     │ (None, 8, 8, 4)   │        148 │ first[0][0],      │
        │                     │                   │            │ shared[0][0]      │
        ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
        │ add (Add)           │ (None, 8, 8, 4)   │          0 │ first[0][0],      │
        │                     │                   │            │ shared[1][0]      │
        ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
        │ pool                │ (None, 4)         │          0 │ add[0][0]         │
        │ (GlobalAveragePool… │                   │            │                   │
        ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
        │ scores (Dense)      │ (None, 3)         │         15 │ pool[0][0]        │
        └─────────────────────┴───────────────────┴────────────┴───────────────────┘
         Total params: 179 (716.00 B)
         Trainable params: 179 (716.00 B)
         Non-trainable params: 0 (0.00 B)
        """,
        network.summary());
  }

  @Test
  void bytesAreInTheLargestUnitThatTheyFill() {
    assertTrue(total(255).endsWith("(1020.00 B)"), total(255));
    assertTrue(total(256).endsWith("(1.00 KB)"), total(256));
    assertTrue(total(1024 * 256 - 1).endsWith("(1024.00 KB)"), total(1024 * 256 - 1));
    assertTrue(total(1024 * 256).endsWith("(1.00 MB)"), total(1024 * 256));
    assertTrue(total(1024 * 1024 * 256).endsWith("(1.00 GB)"), total(1024 * 1024 * 256));
  }

  /** The line of totals of a network with that many weights. */
  private static String total(int parameters) {
    Graph network = Sequential.of(Input.of(parameters), Dense.of(1).useBias(false));
    return network.summary().lines().filter(line -> line.startsWith(" Total")).findFirst().orElseThrow();
  }
}
