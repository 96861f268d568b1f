package dev.weft.tensorboard;

import dev.weft.protobuf.ProtoWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Images of one size, as {@code tf.summary.image} writes them.
 *
 * @param tag such as {@code confusion_matrix}
 * @param width of each in pixels
 * @param height of each in pixels
 * @param files each a PNG file
 */
public record Images(String tag, int width, int height, List<byte[]> files) implements Summary {
  public Images {
    files = List.copyOf(files);
  }

  @Override
  public ProtoWriter message() {
    ProtoWriter tensor = Summary.tensor(STRINGS, files.size() + 2);
    tensor.bytes(8, text(width)).bytes(8, text(height));
    files.forEach(file -> tensor.bytes(8, file));
    return Summary.value(tag, "images", new byte[0], 3, tensor);
  }

  private static byte[] text(int number) {
    return String.valueOf(number).getBytes(StandardCharsets.US_ASCII);
  }
}
