package dev.weft.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

@EveryWidth
class PackedMatrixTest {
  private static final int DEPTH = 5;

  @Test
  void eachColumnIsInOnePanelAndPanelsDoNotOverlap() {
    for (int columns = 1; columns <= 3 * Product.WIDTH + 1; columns++) {
      int next = 0;
      int end = 0;
      for (int p = 0; p < PackedMatrix.count(columns); p++) {
        assertEquals(next, PackedMatrix.column(p));
        assertEquals(end, PackedMatrix.offset(p, DEPTH));
        assertTrue(PackedMatrix.columns(p, columns) >= 1);
        assertTrue(PackedMatrix.columns(p, columns) <= PackedMatrix.width(p, columns));
        next += PackedMatrix.columns(p, columns);
        end += PackedMatrix.width(p, columns) * (DEPTH + 1);
      }
      assertEquals(columns, next);
      assertEquals(end, PackedMatrix.size(DEPTH, columns));
    }
  }

  @Test
  void packedValuesAreTheMatrixThenTheBiasWithZerosBesideThem() {
    for (int columns : new int[] {1, 7, 8, 9, 15, 16, 17, 31, 33, 63, 257}) {
      float[] w = Floats.normal(columns, DEPTH * columns);
      float[] bias = Floats.normal(columns + 1, columns);
      float[] packed = new float[PackedMatrix.size(DEPTH, columns)];
      for (int p = 0; p < PackedMatrix.count(columns); p++) {
        PackedMatrix.pack(w, 0, 2, DEPTH, columns, p, packed);
        PackedMatrix.pack(w, 2, DEPTH, DEPTH, columns, p, packed);
        PackedMatrix.packBias(bias, DEPTH, columns, p, packed);
        assertEquals(at(DEPTH, PackedMatrix.column(p), columns), PackedMatrix.bias(p, DEPTH, columns));
      }
      for (int k = 0; k <= DEPTH; k++) {
        for (int j = 0; j < columns; j++) {
          assertEquals(k < DEPTH ? w[k * columns + j] : bias[j], packed[at(k, j, columns)]);
        }
      }
      assertEquals(packed.length - (DEPTH + 1) * columns, zeros(packed));
    }
  }

  @Test
  void aPartOfAWiderMatrixIsPackedAsAMatrixOfItsOwn() {
    int all = 40;
    int first = 3;
    float[] w = Floats.normal(1, DEPTH * all);
    float[] bias = Floats.normal(2, all);
    for (int columns : new int[] {1, 8, 16, 17, 33}) {
      int size = PackedMatrix.size(DEPTH, columns);
      float[] part = new float[DEPTH * columns];
      for (int k = 0; k < DEPTH; k++) {
        System.arraycopy(w, k * all + first, part, k * columns, columns);
      }
      float[] expected = new float[size];
      float[] packed = new float[size + 5];
      for (int p = 0; p < PackedMatrix.count(columns); p++) {
        PackedMatrix.pack(part, 0, DEPTH, DEPTH, columns, p, expected);
        PackedMatrix.packBias(Arrays.copyOfRange(bias, first, first + columns), DEPTH, columns, p, expected);
        PackedMatrix.pack(w, first, all, 0, DEPTH, DEPTH, columns, p, packed, 5);
        PackedMatrix.packBias(bias, first, DEPTH, columns, p, packed, 5);
      }
      assertArrayEquals(expected, Arrays.copyOfRange(packed, 5, 5 + size));
    }
  }

  @Test
  void theTransposeIsPackedAsTheMatrixIs() {
    for (int columns : new int[] {1, 7, 16, 33}) {
      float[] w = Floats.normal(columns, DEPTH * columns); // (columns, DEPTH)
      float[] packed = new float[PackedMatrix.size(DEPTH, columns)];
      for (int p = 0; p < PackedMatrix.count(columns); p++) {
        PackedMatrix.packTransposed(w, DEPTH, columns, p, packed);
      }
      for (int k = 0; k < DEPTH; k++) {
        for (int j = 0; j < columns; j++) {
          assertEquals(w[j * DEPTH + k], packed[at(k, j, columns)]);
        }
      }
      assertEquals(packed.length - DEPTH * columns, zeros(packed));
    }
  }

  private static int at(int row, int column, int columns) {
    int p = column / Product.WIDTH;
    return PackedMatrix.offset(p, DEPTH) + row * PackedMatrix.width(p, columns) + column % Product.WIDTH;
  }

  private static int zeros(float[] values) {
    int zeros = 0;
    for (float value : values) {
      zeros += value == 0 ? 1 : 0;
    }
    return zeros;
  }
}
