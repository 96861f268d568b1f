package dev.weft.keras;

import dev.weft.engine.Program;
import dev.weft.engine.WorkerPool;
import dev.weft.train.Model;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Model files that Keras 3.15.1 wrote, and what it predicts with them for the first 20 test images. */
record Golden(String file, String images) {
  static final Golden B_CNN = new Golden("b-cnn.keras", "mnist");
  static final Golden BATCHNORM = new Golden("batchnorm.keras", "fashion-mnist");
  static final Golden D_3 = new Golden("d-3.h5", "mnist");

  /** 3.5 MB, so not among the resources. */
  static final Golden C_FC = new Golden("c-fc.keras", "fashion-mnist");

  static final int IMAGES = 20;

  static List<Golden> all() {
    return List.of(B_CNN, BATCHNORM, D_3);
  }

  byte[] bytes() {
    try (InputStream in = open(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file in a folder, to be read from there. */
  Path in(Path folder) throws IOException {
    return Files.write(folder.resolve(file), bytes());
  }

  /** (images, classes), as Keras computed it. */
  float[] predictions() throws IOException {
    try (InputStream in = open(file.substring(0, file.lastIndexOf('.')) + ".json")) {
      Map<?, ?> predictions = (Map<?, ?>) Json.read(in.readAllBytes(), file).get("predictions");
      List<?> values = (List<?>) predictions.get("values");
      float[] floats = new float[values.size()];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = ((Number) values.get(i)).floatValue();
      }
      return floats;
    }
  }

  /** (images, classes), as Weft computes it. */
  float[] predict(Model model) throws IOException {
    try (InputStream in = new GZIPInputStream(open(images + "-20-idx3-ubyte.gz"));
        WorkerPool team = new WorkerPool(1)) {
      in.skipNBytes(16);
      Program program = Program.inference(model.network(), model.variables(), model.loss(), IMAGES, team);
      byte[] pixels = in.readNBytes(IMAGES * program.inputFeatures());
      for (int i = 0; i < pixels.length; i++) {
        program.input()[i] = (pixels[i] & 0xff) / 255f;
      }
      program.weightsChanged();
      program.forward(IMAGES);
      return Arrays.copyOf(program.output(), IMAGES * program.outputFeatures());
    }
  }

  /** Files that are too large to be resources stand in the folder WEFT_GOLDEN. */
  private static InputStream open(String name) throws IOException {
    InputStream resource = Golden.class.getResourceAsStream(name);
    return resource != null ? resource : Files.newInputStream(Path.of(System.getenv("WEFT_GOLDEN"), name));
  }

  @Override
  public String toString() {
    return file;
  }
}
