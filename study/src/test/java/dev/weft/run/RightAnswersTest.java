package dev.weft.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.metrics.Predictions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RightAnswersTest {
  @TempDir private Path folder;

  private RightAnswers read(String table, int mistakes) throws IOException {
    Files.writeString(folder.resolve("predictions.csv"), table);
    Files.writeString(folder.resolve("provenance.json"), "{}");
    Files.writeString(
        folder.resolve("metrics.json"),
        "{ \"parameters\": 1, \"history\": {}, \"epoch_seconds\": [1], \"test\": {}, \"mistakes\": %s, \"train_seconds\": 1 }"
            .formatted(mistakes));
    return RightAnswers.read(folder);
  }

  @Test
  void areThoseOfThePredictions() throws IOException {
    RightAnswers read =
        read("index,label,predicted,\"a \"\"cat\"\",\nnew\",dog\n3,0,0,0.9,0.1\n5,0,1,0.2,0.8\n9,1,1,0,1\n", 1);
    assertArrayEquals(new int[] {3, 5, 9}, read.images());
    assertEquals(BitSet.valueOf(new long[] {0b101}), read.right());
    Predictions whole = PredictionsFile.read(folder).predictions();
    assertArrayEquals(whole.images(), read.images());
    assertEquals(RightAnswers.of(whole).right(), read.right());
  }

  @Test
  void linesMayHaveAnyOrder() throws IOException {
    RightAnswers read = read("index,label,predicted,a,b\n9,1,1,0,1\n3,0,1,0.1,0.9\n", 1);
    assertArrayEquals(new int[] {3, 9}, read.images());
    assertEquals(BitSet.valueOf(new long[] {0b10}), read.right());
  }

  @Test
  void whatIsNotTheRunsIsRefused() {
    String sentence =
        assertThrows(WeftException.class, () -> read("index,label,predicted,a,b\n3,0,1,0.1,0.9\n", 0)).getMessage();
    assertTrue(sentence.contains("1 of its predictions are wrong"), sentence);
    assertThrows(WeftException.class, () -> read("index,label,predicted,a,b\n3,zero,1,0.1,0.9\n", 1));
  }

  @Test
  void whatTwoNetworksHaveRightIsCounted() {
    RightAnswers first = new RightAnswers(new int[] {0, 1, 2, 3, 4}, BitSet.valueOf(new long[] {0b01101}));
    RightAnswers second = new RightAnswers(new int[] {0, 1, 2, 3, 4}, BitSet.valueOf(new long[] {0b10001}));
    assertEquals(1, first.bothRight(second));
    assertEquals(2, first.aloneRight(second));
    assertEquals(1, second.aloneRight(first));
  }
}
