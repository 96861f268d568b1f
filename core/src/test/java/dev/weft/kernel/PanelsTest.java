package dev.weft.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

@EveryWidth
class PanelsTest {
  private static final int DEPTH = 5;

  @Test
  void eachColumnIsInOnePanelAndPanelsDoNotOverlap() {
    for (int columns = 1; columns <= 3 * Product.WIDTH + 1; columns++) {
      int next = 0;
      int end = 0;
      for (int p = 0; p < Panels.count(columns); p++) {
        assertEquals(next, Panels.column(p));
        assertEquals(end, Panels.offset(p, DEPTH));
        assertTrue(Panels.columns(p, columns) >= 1);
        assertTrue(Panels.columns(p, columns) <= Panels.width(p, columns));
        next += Panels.columns(p, columns);
        end += Panels.width(p, columns) * (DEPTH + 1);
      }
      assertEquals(columns, next);
      assertEquals(end, Panels.size(DEPTH, columns));
    }
  }

  @Test
  void packedValuesAreTheMatrixThenTheBiasWithZerosBesideThem() {
    for (int columns : new int[] {1, 7, 8, 9, 15, 16, 17, 31, 33, 63, 257}) {
      float[] w = Floats.normal(columns, DEPTH * columns);
      float[] bias = Floats.normal(columns + 1, columns);
      float[] panels = new float[Panels.size(DEPTH, columns)];
      for (int p = 0; p < Panels.count(columns); p++) {
        Panels.pack(w, 0, 2, DEPTH, columns, p, panels);
        Panels.pack(w, 2, DEPTH, DEPTH, columns, p, panels);
        Panels.packBias(bias, DEPTH, columns, p, panels);
        assertEquals(at(DEPTH, Panels.column(p), columns), Panels.bias(p, DEPTH, columns));
      }
      for (int k = 0; k <= DEPTH; k++) {
        for (int j = 0; j < columns; j++) {
          assertEquals(k < DEPTH ? w[k * columns + j] : bias[j], panels[at(k, j, columns)]);
        }
      }
      assertEquals(panels.length - (DEPTH + 1) * columns, zeros(panels));
    }
  }

  @Test
  void theTransposeIsPackedAsTheMatrixIs() {
    for (int columns : new int[] {1, 7, 16, 33}) {
      float[] w = Floats.normal(columns, DEPTH * columns); // (columns, DEPTH)
      float[] panels = new float[Panels.size(DEPTH, columns)];
      for (int p = 0; p < Panels.count(columns); p++) {
        Panels.packTransposed(w, DEPTH, columns, p, panels);
      }
      for (int k = 0; k < DEPTH; k++) {
        for (int j = 0; j < columns; j++) {
          assertEquals(w[j * DEPTH + k], panels[at(k, j, columns)]);
        }
      }
      assertEquals(panels.length - DEPTH * columns, zeros(panels));
    }
  }

  private static int at(int row, int column, int columns) {
    int p = column / Product.WIDTH;
    return Panels.offset(p, DEPTH) + row * Panels.width(p, columns) + column % Product.WIDTH;
  }

  private static int zeros(float[] values) {
    int zeros = 0;
    for (float value : values) {
      zeros += value == 0 ? 1 : 0;
    }
    return zeros;
  }
}
