package dev.weft.onnx;

/** The order in which the numbers of a row-major array stand when its axes are reordered. */
final class Transposition {
  private final int[] places;

  private Transposition(int[] places) {
    this.places = places;
  }

  /**
   * @param order for each new axis, which of the old ones it is
   */
  static Transposition of(long[] dims, int... order) {
    int[] strides = new int[dims.length];
    int stride = 1;
    for (int axis = dims.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= (int) dims[axis];
    }
    int[] places = new int[FileArray.elements(dims)];
    int[] digits = new int[order.length];
    int place = 0;
    for (int i = 0; i < places.length; i++) {
      places[i] = place;
      for (int digit = order.length - 1; digit >= 0; digit--) {
        int axis = order[digit];
        place += strides[axis];
        if (++digits[digit] < dims[axis]) {
          break;
        }
        place -= strides[axis] * (int) dims[axis];
        digits[digit] = 0;
      }
    }
    return new Transposition(places);
  }

  int[] places() {
    return places;
  }

  float[] apply(float[] values) {
    float[] moved = new float[values.length];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = values[places[i]];
    }
    return moved;
  }
}
