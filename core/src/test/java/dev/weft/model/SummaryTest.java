package dev.weft.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
