package dev.weft.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BlurEffectTest {
  private static final int HEIGHT = 60;
  private static final int WIDTH = 80;

  private static float[] waves() {
    float[] grey = new float[HEIGHT * WIDTH];
    for (int i = 0; i < grey.length; i++) {
      int y = i / WIDTH;
      int x = i % WIDTH;
      grey[i] = (float) Math.rint(128 + 60 * Math.sin(x * x / 90.0) + 40 * Math.cos(y * (x + 7) / 50.0));
    }
    return grey;
  }

  // the formula in NumPy, on the pixels whose window lies in the image
  @Test
  void itIsTheFormulaOfCrete() {
    assertEquals(0.14157368769041645, BlurEffect.of(waves(), HEIGHT, WIDTH), 1e-5);
  }

  // skimage.measure.blur_effect(image, h_size=11, reduce_func=numpy.mean), whose border is another
  @Test
  void itIsNearlyThatOfSkimage() {
    assertEquals(0.14627451689237644, BlurEffect.of(waves(), HEIGHT, WIDTH), 0.01);
  }

  @Test
  void smallImagesAndThoseOfOneColourAreNotJudged() {
    assertTrue(Double.isNaN(BlurEffect.of(new float[100], 10, 10)));
    assertTrue(Double.isNaN(BlurEffect.of(new float[HEIGHT * WIDTH], HEIGHT, WIDTH)));
  }
}
