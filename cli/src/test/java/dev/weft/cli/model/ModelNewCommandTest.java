package dev.weft.cli.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.cli.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weft model new} and {@code weft model to-yaml}. */
class ModelNewCommandTest {
  @TempDir private Path folder;

  private Said make(String like, String... more) {
    List<String> words = new ArrayList<>(List.of("model", "new", file().toString(), "--like", like));
    words.addAll(List.of(more));
    return Said.to(words.toArray(String[]::new));
  }

  private Path file() {
    return folder.resolve("mine.yaml");
  }

  @Test
  void aNetworkIsWrittenAsAnExperimentWhichCanBeReadAndIsNotReplaced() throws IOException {
    Said said = make("ResNet-20", "--data", "strokes");
    assertEquals(0, said.code(), said.err());
    assertTrue(said.err().contains("273,754 parameters"), said.err());
    String text = Files.readString(file());
    assertTrue(text.startsWith("# resnet20: residual network of 20 layers"), text);
    assertTrue(Said.to("model", file().toString()).out().contains("Total params: 273,754"));

    Said twice = make("mlp", "--data", "strokes");
    assertEquals(2, twice.code());
    assertEquals("weft: " + file() + " is there already; say --overwrite, or name another file.\n", twice.err());
    assertEquals(text, Files.readString(file()));
    assertEquals(0, make("mlp", "--data", "strokes", "--overwrite").code());
  }

  @Test
  void anUnknownNetworkIsAnsweredByTheKnownOnes() {
    Said said = make("mobilnet_v2");
    assertEquals(2, said.code());
    assertTrue(said.err().contains("known are mlp, lenet5"), said.err());
    assertTrue(said.err().endsWith("Did you mean 'mobilenet_v2'?\n"), said.err());
  }

  @Test
  void aNetworkForLargerImagesIsRefused() {
    Said said = make("vgg16", "--data", "strokes");
    assertEquals(2, said.code());
    assertTrue(said.err().startsWith("weft: vgg16 takes larger images than those of shape (28, 28, 1): "), said.err());
  }
}
