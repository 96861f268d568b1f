package dev.weft.keras;

import static dev.weft.keras.Hdf5Bytes.cut;
import static dev.weft.keras.Hdf5Bytes.expect;
import static dev.weft.keras.Hdf5Bytes.skip;
import static dev.weft.keras.Hdf5Bytes.skipPadding;
import static dev.weft.keras.Hdf5Bytes.unsigned;
import static dev.weft.keras.Hdf5Bytes.unsigned16;
import static dev.weft.keras.Hdf5Bytes.unsigned8;
import static dev.weft.keras.Hdf5Bytes.unsupported;
import static dev.weft.keras.Hdf5Bytes.untilNull;

import dev.weft.keras.Hdf5Objects.Kind;
import dev.weft.keras.Hdf5Objects.Type;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Attributes of groups and datasets; their texts stand in the attribute itself or on a global heap. */
final class Hdf5Attributes {
  record Attribute(Type type, long elements, ByteBuffer data) {}

  private final Hdf5Bytes file;
  private final Map<Long, Map<Integer, ByteBuffer>> heaps = new HashMap<>();

  Hdf5Attributes(Hdf5Bytes file) {
    this.file = file;
  }

  void read(ByteBuffer body, Map<String, Attribute> attributes) {
    int version = unsigned8(body);
    int flags = unsigned8(body);
    if (version < 1 || version > 3 || (version > 1 && flags != 0)) {
      throw unsupported("attributes of version " + version + " with flags " + flags);
    }
    int nameSize = unsigned16(body);
    int typeSize = unsigned16(body);
    int shapeSize = unsigned16(body);
    skip(body, version == 3 ? 1 : 0);
    boolean padded = version == 1;
    String name = file.decode(untilNull(cutPadded(body, nameSize, padded)));
    Type type = Hdf5Objects.readType(cutPadded(body, typeSize, padded));
    long elements = 1;
    for (long size : Hdf5Objects.readShape(cutPadded(body, shapeSize, padded))) {
      elements = size < 0 || size > body.remaining() ? Long.MAX_VALUE : elements * size;
      if (elements > body.remaining()) {
        throw new BufferUnderflowException();
      }
    }
    attributes.put(name, new Attribute(type, elements, body));
  }

  private static ByteBuffer cutPadded(ByteBuffer body, int size, boolean padded) {
    ByteBuffer cut = cut(body, size);
    if (padded) {
      skipPadding(body, size);
    }
    return cut;
  }

  List<String> texts(Attribute attribute) {
    List<String> texts = new ArrayList<>();
    ByteBuffer data = attribute.data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    for (long i = 0; i < attribute.elements; i++) {
      file.visit();
      if (attribute.type.kind() == Kind.TEXT) {
        texts.add(file.decode(untilNull(cut(data, attribute.type.size()))));
      } else if (attribute.type.kind() == Kind.TEXT_ON_HEAP) {
        ByteBuffer reference = cut(data, 16);
        long length = unsigned(reference, 4);
        ByteBuffer object = heap(reference.getLong()).get(reference.getInt());
        texts.add(object == null ? "" : file.decode(untilNull(cut(object.duplicate(), length))));
      }
    }
    return texts;
  }

  /** The objects of a global heap by their numbers. */
  private Map<Integer, ByteBuffer> heap(long address) {
    Map<Integer, ByteBuffer> known = heaps.get(address);
    if (known != null) {
      return known;
    }
    Map<Integer, ByteBuffer> objects = new HashMap<>();
    ByteBuffer header = file.from(address);
    expect(header, "GCOL\1");
    skip(header, 3);
    ByteBuffer collection = cut(header, header.getLong() - 16);
    while (collection.remaining() >= 16) {
      file.visit();
      int index = unsigned16(collection);
      skip(collection, 6);
      long size = collection.getLong();
      if (index == 0) {
        break;
      }
      objects.put(index, cut(collection, size));
      skipPadding(collection, size);
    }
    heaps.put(address, objects);
    return objects;
  }
}
