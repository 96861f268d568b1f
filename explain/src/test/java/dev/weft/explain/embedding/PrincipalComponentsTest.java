package dev.weft.explain.embedding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.SplitMix64;
import dev.weft.algebra.PrincipalComponents;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PrincipalComponentsTest {
  private static final int ROWS = 60;
  private static final int SIZE = 12;

  static JsonNode golden() {
    return JsonMapper.shared().readTree(PrincipalComponentsTest.class.getResourceAsStream("/embedding/embedding.json"));
  }

  /** The numbers of {@code embedding.py}. */
  static float[] waves() {
    float[] values = new float[ROWS * SIZE];
    for (int at = 0; at < values.length; at++) {
      int i = at / SIZE;
      int j = at % SIZE;
      values[at] = (float) (Math.sin(1 + i * (j + 1) * 0.37) * 4 / (j + 1) + Math.cos(i * 0.11) * (j % 3));
    }
    return values;
  }

  @Test
  void areNumPysEigenvectorsWithTheLargestEntryPositive() {
    PrincipalComponents found = PrincipalComponents.of(waves(), ROWS, SIZE, 4);
    JsonNode golden = golden();
    assertEquals(golden.get("total").asDouble(), found.total(), 1e-6);
    for (int i = 0; i < 4; i++) {
      assertEquals(golden.get("variances").get(i).asDouble(), found.variances()[i], 1e-6);
      for (int d = 0; d < SIZE; d++) {
        assertEquals(golden.get("axes").get(i).get(d).asDouble(), found.axes()[i][d], 1e-6, i + " " + d);
      }
    }
  }

  /** Many directions with falling variances: 300 numbers a row, of which the subspace holds 60. */
  @Test
  void findsTheLargestOfMany() {
    SplitMix64 random = SplitMix64.of(3);
    int size = 300;
    float[] values = new float[400 * size];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * 10 / (1 + i % size));
    }
    PrincipalComponents found = PrincipalComponents.of(values, 400, size, 50);
    float[] places = found.of(values);
    for (int axis = 0; axis < 50; axis++) {
      double square = 0;
      for (int row = 0; row < 400; row++) {
        square += (double) places[row * 50 + axis] * places[row * 50 + axis];
      }
      assertEquals(found.variances()[axis], square / 399, 1e-4 * found.variances()[axis]);
      assertEquals(1, Arrays.stream(found.axes()[axis]).map(value -> value * value).sum(), 1e-9);
    }
    assertEquals(1, found.axes()[0][0], 0.02);
    assertEquals(1, found.axes()[1][1], 0.02);
  }

  @Test
  void rowsThatAreAllAlikeHaveNoVariance() {
    float[] values = new float[20 * 3];
    Arrays.fill(values, 7);
    PrincipalComponents found = PrincipalComponents.of(values, 20, 3, 2);
    assertArrayEquals(new double[2], found.variances(), 1e-12);
    assertArrayEquals(new float[40], found.of(values), 1e-6f);
    assertEquals(1, found.share(2));
  }

  @Test
  void oneDirectionHoldsAllWhereRowsLieOnALine() {
    float[] values = new float[30 * 5];
    for (int i = 0; i < values.length; i++) {
      int row = i / 5;
      values[i] = row * (i % 5 - 2f);
    }
    PrincipalComponents found = PrincipalComponents.of(values, 30, 5, 3);
    assertEquals(1, found.share(1), 1e-9);
    assertEquals(2 / Math.sqrt(10), Math.abs(found.axes()[0][0]), 1e-6);
  }
}
