package dev.weft.keras;

import static dev.weft.keras.Hdf5Bytes.beginsWith;
import static dev.weft.keras.Hdf5Bytes.cut;
import static dev.weft.keras.Hdf5Bytes.expect;
import static dev.weft.keras.Hdf5Bytes.skip;
import static dev.weft.keras.Hdf5Bytes.unsigned;
import static dev.weft.keras.Hdf5Bytes.unsigned16;
import static dev.weft.keras.Hdf5Bytes.unsigned8;
import static dev.weft.keras.Hdf5Bytes.unsupported;

import dev.weft.WeftException;
import dev.weft.keras.Hdf5Attributes.Attribute;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The objects of an HDF5 file, made from their headers: groups, datasets and their attributes. Nothing recurses. A
 * {@link BufferUnderflowException} says that the file is damaged or cut off.
 *
 * <p>See the <a href="https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html">file format</a>.
 */
final class Hdf5Objects {
  static final long SIGNATURE = 0x0a1a0a0d46444889L;

  private static final long UNDEFINED = -1;

  /** A group has children, a dataset has a shape. */
  record Node(Map<String, Long> children, Map<String, Attribute> attributes, long[] shape, Type type, Data data) {}

  /** Where a dataset's bytes are; compact ones stand in the object header itself. */
  record Data(long address, ByteBuffer compact) {}

  enum Kind {
    INTEGER,
    FLOAT,
    TEXT,
    TEXT_ON_HEAP,
    OTHER
  }

  record Type(Kind kind, int size, ByteOrder order) {}

  private record Message(int type, ByteBuffer data) {}

  private final Hdf5Bytes file;
  private final Hdf5Groups groups;
  private final Hdf5Attributes attributes;

  Hdf5Objects(Hdf5Bytes file) {
    this.file = file;
    groups = new Hdf5Groups(file);
    attributes = new Hdf5Attributes(file);
  }

  /** The address of the root group's object header. */
  long readRoot() {
    ByteBuffer block = file.from(0);
    if (block.remaining() < 8 || block.getLong() != SIGNATURE) {
      throw new WeftException("the weights are not in HDF5 format.");
    }
    int version = unsigned8(block);
    boolean old = version < 2;
    if (version > 3) {
      throw unsupported("superblock version " + version);
    }
    skip(block, old ? 4 : 0);
    if (unsigned16(block) != 0x0808) {
      throw unsupported("addresses that are not 64 bits wide");
    }
    skip(block, old ? 49 + 4 * version : 25);
    return block.getLong();
  }

  List<String> texts(Attribute attribute) {
    return attributes.texts(attribute);
  }

  Node readNode(long address) {
    Map<String, Long> children = new LinkedHashMap<>();
    Map<String, Attribute> found = new LinkedHashMap<>();
    long[] shape = null;
    Type type = null;
    Data data = null;
    for (Message message : readMessages(address)) {
      ByteBuffer body = message.data;
      switch (message.type) {
        case 0x01 -> shape = readShape(body);
        case 0x02 -> Hdf5Groups.checkLinkInfo(body);
        case 0x03 -> type = readType(body);
        case 0x06 -> groups.readLink(body, children);
        case 0x08 -> data = readLayout(body);
        case 0x0c -> attributes.read(body, found);
        case 0x11 -> groups.readSymbolTable(body.getLong(), body.getLong(), children);
        default -> {}
      }
    }
    boolean dataset = shape != null && type != null && data != null;
    return new Node(children, found, dataset ? shape : null, type, data);
  }

  private List<Message> readMessages(long address) {
    ByteBuffer header = file.from(address);
    return beginsWith('O', header) ? readMessagesV2(header) : readMessagesV1(address, header);
  }

  private List<Message> readMessagesV1(long address, ByteBuffer header) {
    if (unsigned8(header) != 1) {
      throw new WeftException("the HDF5 data is damaged: no object stands where one should.");
    }
    skip(header, 7);
    long size = unsigned(header, 4);
    List<Message> messages = new ArrayList<>();
    Deque<ByteBuffer> blocks = new ArrayDeque<>(List.of(file.at(address + 16, size)));
    while (!blocks.isEmpty()) {
      ByteBuffer block = blocks.remove();
      while (block.remaining() >= 8) {
        int type = unsigned16(block);
        int length = unsigned16(block);
        int flags = unsigned8(block);
        skip(block, 3);
        add(type, flags, cut(block, length), messages, blocks);
      }
    }
    return messages;
  }

  private List<Message> readMessagesV2(ByteBuffer header) {
    expect(header, "OHDR\2");
    int flags = unsigned8(header);
    skip(header, ((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0));
    long size = unsigned(header, 1 << (flags & 3));
    List<Message> messages = new ArrayList<>();
    Deque<ByteBuffer> blocks = new ArrayDeque<>(List.of(cut(header, size)));
    boolean first = true;
    while (!blocks.isEmpty()) {
      ByteBuffer block = blocks.remove();
      if (!first) {
        expect(block, "OCHK");
        block = cut(block, block.remaining() - 4);
      }
      first = false;
      int prefix = (flags & 0x04) != 0 ? 6 : 4;
      while (block.remaining() >= prefix) {
        int type = unsigned8(block);
        int length = unsigned16(block);
        int messageFlags = unsigned8(block);
        skip(block, prefix - 4);
        add(type, messageFlags, cut(block, length), messages, blocks);
      }
    }
    return messages;
  }

  private void add(int type, int flags, ByteBuffer body, List<Message> messages, Deque<ByteBuffer> blocks) {
    file.visit();
    if (type == 0x10) {
      blocks.add(file.at(body.getLong(), body.getLong()));
    } else if ((flags & 0x02) != 0) {
      throw unsupported("shared messages");
    } else {
      messages.add(new Message(type, body));
    }
  }

  // ---- datasets

  static long[] readShape(ByteBuffer body) {
    int version = unsigned8(body);
    int rank = unsigned8(body);
    int flags = unsigned8(body);
    boolean none = unsigned8(body) == 2 && version == 2;
    skip(body, version == 1 ? 4 : 0);
    if (version < 1 || version > 2 || rank > 32 || flags > 3) {
      throw unsupported("a dataspace of version " + version + " and rank " + rank);
    }
    long[] shape = new long[none ? 1 : rank];
    for (int i = 0; i < rank; i++) {
      shape[i] = body.getLong();
    }
    return shape;
  }

  static Type readType(ByteBuffer body) {
    int kind = unsigned8(body) & 0x0f;
    int bits = unsigned8(body);
    skip(body, 2);
    int size = (int) Math.clamp(unsigned(body, 4), 0, Integer.MAX_VALUE);
    ByteOrder order = (bits & 1) == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    return switch (kind) {
      case 0 -> new Type(Kind.INTEGER, size, order);
      case 1 -> new Type(Kind.FLOAT, size, order);
      case 3 -> new Type(Kind.TEXT, size, order);
      case 9 -> new Type((bits & 0x0f) == 1 ? Kind.TEXT_ON_HEAP : Kind.OTHER, size, order);
      default -> new Type(Kind.OTHER, size, order);
    };
  }

  /** Null for layouts other than one piece of bytes. */
  private static Data readLayout(ByteBuffer body) {
    int version = unsigned8(body);
    int kind = unsigned8(body);
    if (version < 3 || version > 4 || kind > 1) {
      return null;
    }
    return kind == 0 ? new Data(UNDEFINED, cut(body, unsigned16(body))) : new Data(body.getLong(), null);
  }
}
