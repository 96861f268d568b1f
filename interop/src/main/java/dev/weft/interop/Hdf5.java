package dev.weft.interop;

import dev.weft.WeftException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The part of HDF5 that Keras writes, read from bytes in memory: groups, attributes that are texts, and arrays of
 * numbers that stand in one piece.
 *
 * <p>It is read here, not by jHDF (which writes Weft's files), because a model file may come from a stranger, and jHDF
 * believes a file: it recurses through parts that contain one another until the stack ends. Here nothing recurses,
 * every address is checked against the file's length, at most {@value #MOST_PARTS} parts are visited, and at most
 * {@value #MOST_TEXT} bytes of text are decoded.
 *
 * <p>See the <a href="https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html">file format</a>.
 */
final class Hdf5 {
  private static final int MOST_PARTS = 1 << 20;
  private static final int MOST_TEXT = 1 << 26;

  private static final long SIGNATURE = 0x0a1a0a0d46444889L;
  private static final long UNDEFINED = -1;

  /** An object of the file: a group has children, a dataset has a shape. */
  private record Node(
      Map<String, Long> children, Map<String, Attribute> attributes, long[] shape, Type type, Data data) {}

  private record Attribute(Type type, long elements, ByteBuffer data) {}

  /** Where a dataset's bytes are; compact ones stand in the object header itself. */
  private record Data(long address, ByteBuffer compact) {}

  private enum Kind {
    INTEGER,
    FLOAT,
    TEXT,
    TEXT_ON_HEAP,
    OTHER
  }

  private record Type(Kind kind, int size, ByteOrder order) {}

  private record Message(int type, ByteBuffer data) {}

  private final ByteBuffer file;
  private final Map<Long, Node> nodes = new HashMap<>();
  private final Map<Long, Map<Integer, ByteBuffer>> heaps = new HashMap<>();
  private final long root;
  private int parts;
  private long text;

  /**
   * The file as a whole.
   *
   * @throws WeftException when the bytes are no HDF5 file of a version that Keras writes
   */
  Hdf5(byte[] bytes) {
    file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    root = read("the superblock", this::readRoot);
  }

  static boolean isHdf5(byte[] start) {
    return start.length >= 8 && ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong() == SIGNATURE;
  }

  long length() {
    return file.capacity();
  }

  // ---- what callers ask

  /** Whether there is a group or dataset at a path such as {@code layers/dense/vars}. */
  boolean has(String path) {
    return find(path).isPresent();
  }

  /** The names of what stands in a group; none when there is no such group. */
  List<String> children(String path) {
    return find(path).map(node -> List.copyOf(node.children.keySet())).orElse(List.of());
  }

  boolean hasAttribute(String path, String attribute) {
    return find(path).map(node -> node.attributes.containsKey(attribute)).orElse(false);
  }

  /** An attribute's texts (one, or those of a list); empty when there is no such attribute, or it holds no texts. */
  List<String> texts(String path, String attribute) {
    Attribute found = find(path).map(node -> node.attributes.get(attribute)).orElse(null);
    return found == null ? List.of() : read("attribute '" + attribute + "'", () -> texts(found));
  }

  /** A dataset's shape, {@code []} for a single number. */
  long[] shape(String path) {
    return dataset(path).shape.clone();
  }

  /** Whether a dataset holds whole numbers. */
  boolean holdsIntegers(String path) {
    return dataset(path).type.kind == Kind.INTEGER;
  }

  /** Fills {@code values} from a dataset of as many 32-bit floats. */
  void floats(String path, float[] values) {
    Node node = dataset(path);
    if (node.type.kind != Kind.FLOAT || node.type.size != 4) {
      throw new WeftException("'" + path + "' must hold 32-bit floats.");
    }
    bytes(path, node, values.length).asFloatBuffer().get(values);
  }

  /** The one whole number that a dataset holds. */
  long integer(String path) {
    Node node = dataset(path);
    if (node.type.kind != Kind.INTEGER || (node.type.size != 4 && node.type.size != 8)) {
      throw new WeftException("'" + path + "' must hold a whole number.");
    }
    ByteBuffer bytes = bytes(path, node, 1);
    return node.type.size == 4 ? bytes.getInt() : bytes.getLong();
  }

  private Node dataset(String path) {
    Node node = find(path).orElseThrow(() -> new WeftException("'" + path + "' is missing from the weights."));
    if (node.shape == null) {
      throw new WeftException("'" + path + "' must be an array of numbers, stored in one piece without compression.");
    }
    return node;
  }

  private ByteBuffer bytes(String path, Node node, long elements) {
    long stored = 1;
    for (long size : node.shape) {
      stored = size <= 0 || stored > Integer.MAX_VALUE / size ? Long.MAX_VALUE : stored * size;
    }
    if (stored != elements) {
      throw new WeftException(
          "'" + path + "' must hold " + elements + " numbers; its shape is " + Arrays.toString(node.shape) + ".");
    }
    long length = elements * node.type.size;
    return read(
            "'" + path + "'",
            () -> node.data.compact == null ? at(node.data.address, length) : cut(node.data.compact, length))
        .order(node.type.order);
  }

  private Optional<Node> find(String path) {
    long address = root;
    for (String name : path.split("/")) {
      if (!name.isEmpty()) {
        Long child = node(address, path).children.get(name);
        if (child == null) {
          return Optional.empty();
        }
        address = child;
      }
    }
    return Optional.of(node(address, path));
  }

  private Node node(long address, String path) {
    Node known = nodes.get(address);
    if (known == null) {
      known = read("'" + path + "'", () -> readNode(address));
      nodes.put(address, known);
    }
    return known;
  }

  // ---- bytes

  private interface Reading<T> {
    T read();
  }

  private static <T> T read(String what, Reading<T> reading) {
    try {
      return reading.read();
    } catch (BufferUnderflowException e) {
      throw new WeftException("the HDF5 data is damaged or cut off at " + what + ".", e);
    }
  }

  private ByteBuffer at(long address, long length) {
    if (address < 0 || length < 0 || address > file.capacity() - length) {
      throw new BufferUnderflowException();
    }
    return file.slice((int) address, (int) length).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** What stands from an address on, of unknown length. */
  private ByteBuffer from(long address) {
    return at(address, file.capacity() - Math.max(address, 0));
  }

  /** The next {@code length} bytes, as a buffer of their own. */
  private static ByteBuffer cut(ByteBuffer bytes, long length) {
    if (length < 0 || length > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    ByteBuffer cut = bytes.slice(bytes.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(bytes.position() + (int) length);
    return cut;
  }

  private static void skip(ByteBuffer bytes, long length) {
    cut(bytes, length);
  }

  /**
   * What a part of {@code size} bytes is followed by, so that the next one begins at a multiple of 8; left out at the
   * end.
   */
  private static void skipPadding(ByteBuffer bytes, long size) {
    skip(bytes, Math.min(Math.floorMod(-size, 8), bytes.remaining()));
  }

  private static boolean beginsWith(char letter, ByteBuffer bytes) {
    return bytes.hasRemaining() && bytes.get(bytes.position()) == letter;
  }

  private static int unsigned8(ByteBuffer bytes) {
    return bytes.get() & 0xff;
  }

  private static int unsigned16(ByteBuffer bytes) {
    return bytes.getShort() & 0xffff;
  }

  private static long unsigned(ByteBuffer bytes, int size) {
    long value = 0;
    for (int i = 0; i < size; i++) {
      value |= (long) unsigned8(bytes) << (8 * i);
    }
    return value;
  }

  private static void expect(ByteBuffer bytes, String signature) {
    for (char letter : signature.toCharArray()) {
      if (bytes.get() != letter) {
        throw new WeftException("the HDF5 data is damaged: a part that must begin with " + signature + " does not.");
      }
    }
  }

  private static WeftException unsupported(String what) {
    return new WeftException("the HDF5 data has " + what + ", which Keras does not write and Weft does not read.");
  }

  /** Parts that contain one another would be visited for ever. */
  private void visit() {
    if (++parts > MOST_PARTS) {
      throw new WeftException(
          "the HDF5 data has more than " + MOST_PARTS + " parts, or parts that contain one another.");
    }
  }

  private String decode(ByteBuffer bytes) {
    text += bytes.remaining();
    if (text > MOST_TEXT) {
      throw new WeftException("the HDF5 data has more than " + MOST_TEXT + " bytes of text.");
    }
    return StandardCharsets.UTF_8.decode(bytes).toString();
  }

  private static ByteBuffer untilNull(ByteBuffer bytes) {
    for (int i = bytes.position(); i < bytes.limit(); i++) {
      if (bytes.get(i) == 0) {
        return bytes.limit(i);
      }
    }
    return bytes;
  }

  // ---- superblock, object headers

  /** The address of the root group's object header. */
  private long readRoot() {
    ByteBuffer block = from(0);
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

  private Node readNode(long address) {
    Map<String, Long> children = new LinkedHashMap<>();
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    long[] shape = null;
    Type type = null;
    Data data = null;
    for (Message message : readMessages(address)) {
      ByteBuffer body = message.data;
      switch (message.type) {
        case 0x01 -> shape = readShape(body);
        case 0x02 -> checkLinkInfo(body);
        case 0x03 -> type = readType(body);
        case 0x06 -> readLink(body, children);
        case 0x08 -> data = readLayout(body);
        case 0x0c -> readAttribute(body, attributes);
        case 0x11 -> readSymbolTable(body.getLong(), body.getLong(), children);
        default -> {}
      }
    }
    boolean dataset = shape != null && type != null && data != null;
    return new Node(children, attributes, dataset ? shape : null, type, data);
  }

  private List<Message> readMessages(long address) {
    ByteBuffer header = from(address);
    return beginsWith('O', header) ? readMessagesV2(header) : readMessagesV1(address, header);
  }

  private List<Message> readMessagesV1(long address, ByteBuffer header) {
    if (unsigned8(header) != 1) {
      throw new WeftException("the HDF5 data is damaged: no object stands where one should.");
    }
    skip(header, 7);
    long size = unsigned(header, 4);
    List<Message> messages = new ArrayList<>();
    Deque<ByteBuffer> blocks = new ArrayDeque<>(List.of(at(address + 16, size)));
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
    visit();
    if (type == 0x10) {
      blocks.add(at(body.getLong(), body.getLong()));
    } else if ((flags & 0x02) != 0) {
      throw unsupported("shared messages");
    } else {
      messages.add(new Message(type, body));
    }
  }

  // ---- datasets

  private static long[] readShape(ByteBuffer body) {
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

  private static Type readType(ByteBuffer body) {
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

  // ---- groups

  private static void checkLinkInfo(ByteBuffer body) {
    skip(body, 1);
    int flags = unsigned8(body);
    skip(body, (flags & 1) != 0 ? 8 : 0);
    if (body.getLong() != UNDEFINED) {
      throw unsupported("links on a heap");
    }
  }

  private void readLink(ByteBuffer body, Map<String, Long> children) {
    skip(body, 1);
    int flags = unsigned8(body);
    int kind = (flags & 0x08) != 0 ? unsigned8(body) : 0;
    skip(body, ((flags & 0x04) != 0 ? 8 : 0) + ((flags & 0x10) != 0 ? 1 : 0));
    String name = decode(cut(body, unsigned(body, 1 << (flags & 3))));
    if (kind == 0) {
      children.put(name, body.getLong());
    }
  }

  /** An older group: its entries hang on a B-tree, their names stand on a heap. */
  private void readSymbolTable(long tree, long heap, Map<String, Long> children) {
    ByteBuffer header = from(heap);
    expect(header, "HEAP");
    skip(header, 4);
    long size = header.getLong();
    skip(header, 8);
    ByteBuffer names = at(header.getLong(), size);
    Deque<Long> addresses = new ArrayDeque<>(List.of(tree));
    while (!addresses.isEmpty()) {
      visit();
      ByteBuffer node = from(addresses.remove());
      if (beginsWith('S', node)) {
        readEntries(node, names, children);
        continue;
      }
      expect(node, "TREE\0");
      skip(node, 1);
      int used = unsigned16(node);
      skip(node, 16);
      for (int i = 0; i < used; i++) {
        visit();
        skip(node, 8);
        addresses.add(node.getLong());
      }
    }
  }

  private void readEntries(ByteBuffer node, ByteBuffer names, Map<String, Long> children) {
    expect(node, "SNOD");
    skip(node, 2);
    int used = unsigned16(node);
    for (int i = 0; i < used; i++) {
      visit();
      ByteBuffer entry = cut(node, 40);
      long name = entry.getLong();
      long address = entry.getLong();
      boolean softLink = entry.getInt() == 2;
      if (!softLink) {
        ByteBuffer rest = names.duplicate();
        skip(rest, name);
        children.put(decode(untilNull(rest)), address);
      }
    }
  }

  // ---- attributes

  private void readAttribute(ByteBuffer body, Map<String, Attribute> attributes) {
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
    String name = decode(untilNull(cut(body, nameSize, padded)));
    Type type = readType(cut(body, typeSize, padded));
    long elements = 1;
    for (long size : readShape(cut(body, shapeSize, padded))) {
      elements = size < 0 || size > body.remaining() ? Long.MAX_VALUE : elements * size;
      if (elements > body.remaining()) {
        throw new BufferUnderflowException();
      }
    }
    attributes.put(name, new Attribute(type, elements, body));
  }

  private static ByteBuffer cut(ByteBuffer body, int size, boolean padded) {
    ByteBuffer cut = cut(body, size);
    if (padded) {
      skipPadding(body, size);
    }
    return cut;
  }

  private List<String> texts(Attribute attribute) {
    List<String> texts = new ArrayList<>();
    ByteBuffer data = attribute.data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    for (long i = 0; i < attribute.elements; i++) {
      visit();
      if (attribute.type.kind == Kind.TEXT) {
        texts.add(decode(untilNull(cut(data, attribute.type.size))));
      } else if (attribute.type.kind == Kind.TEXT_ON_HEAP) {
        ByteBuffer reference = cut(data, 16);
        long length = unsigned(reference, 4);
        ByteBuffer object = heap(reference.getLong()).get(reference.getInt());
        texts.add(object == null ? "" : decode(untilNull(cut(object.duplicate(), length))));
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
    ByteBuffer header = from(address);
    expect(header, "GCOL\1");
    skip(header, 3);
    ByteBuffer collection = cut(header, header.getLong() - 16);
    while (collection.remaining() >= 16) {
      visit();
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
