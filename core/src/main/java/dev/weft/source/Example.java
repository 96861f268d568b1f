package dev.weft.source;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A {@code tf.train.Example}: a value or several under each name. Of several the first is kept, and how many there are.
 *
 * <p>Format: <a href="https://www.tensorflow.org/tutorials/load_data/tfrecord">TFRecord and tf.train.Example</a>.
 */
record Example(Map<String, Feature> features) {
  private static final int BYTES = 1;
  private static final int NUMBERS = 3;

  /**
   * What stands under a name.
   *
   * @param isBytes whether it is bytes, which begin at {@code from} in the record; otherwise it is a whole number, or a
   *     fraction if {@code count} is 0
   * @param count of the values
   */
  record Feature(boolean isBytes, int from, int length, long number, int count) {
    String text(byte[] record) {
      return isBytes ? new String(record, from, length, StandardCharsets.UTF_8) : String.valueOf(number);
    }
  }

  static Example of(byte[] record) {
    Map<String, Feature> features = new LinkedHashMap<>();
    for (ProtoFields example = new ProtoFields(record, 0, record.length); example.next(); ) {
      for (ProtoFields map = example.fields(); map.next(); ) {
        String name = "";
        Feature feature = new Feature(false, 0, 0, 0, 0);
        for (ProtoFields entry = map.fields(); entry.next(); ) {
          if (entry.number() == 1) {
            name = new String(record, entry.from(), entry.length(), StandardCharsets.UTF_8);
          } else if (entry.number() == 2) {
            feature = feature(entry.fields());
          }
        }
        features.put(name, feature);
      }
    }
    return new Example(features);
  }

  private static Feature feature(ProtoFields kinds) {
    Feature first = new Feature(false, 0, 0, 0, 0);
    while (kinds.next()) {
      for (ProtoFields values = kinds.fields(); values.next(); ) {
        Feature value = first;
        if (kinds.number() == BYTES) {
          value = new Feature(true, values.from(), values.length(), 0, 1);
        } else if (kinds.number() == NUMBERS) {
          value = new Feature(false, 0, 0, values.length() > 0 ? values.fields().varint() : values.value(), 1);
        }
        first = first.count == 0 ? value : new Feature(first.isBytes, first.from, first.length, first.number, 2);
      }
    }
    return first;
  }
}
