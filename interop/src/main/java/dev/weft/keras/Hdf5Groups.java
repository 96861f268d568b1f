package dev.weft.keras;

import static dev.weft.keras.Hdf5Bytes.beginsWith;
import static dev.weft.keras.Hdf5Bytes.cut;
import static dev.weft.keras.Hdf5Bytes.expect;
import static dev.weft.keras.Hdf5Bytes.skip;
import static dev.weft.keras.Hdf5Bytes.unsigned;
import static dev.weft.keras.Hdf5Bytes.unsigned16;
import static dev.weft.keras.Hdf5Bytes.unsigned8;
import static dev.weft.keras.Hdf5Bytes.unsupported;
import static dev.weft.keras.Hdf5Bytes.untilNull;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** What stands in a group: the addresses of its children by name, as links in its header or on a B-tree. */
final class Hdf5Groups {
  private static final long UNDEFINED = -1;

  private final Hdf5Bytes file;

  Hdf5Groups(Hdf5Bytes file) {
    this.file = file;
  }

  static void checkLinkInfo(ByteBuffer body) {
    skip(body, 1);
    int flags = unsigned8(body);
    skip(body, (flags & 1) != 0 ? 8 : 0);
    if (body.getLong() != UNDEFINED) {
      throw unsupported("links on a heap");
    }
  }

  void readLink(ByteBuffer body, Map<String, Long> children) {
    skip(body, 1);
    int flags = unsigned8(body);
    int kind = (flags & 0x08) != 0 ? unsigned8(body) : 0;
    skip(body, ((flags & 0x04) != 0 ? 8 : 0) + ((flags & 0x10) != 0 ? 1 : 0));
    String name = file.decode(cut(body, unsigned(body, 1 << (flags & 3))));
    if (kind == 0) {
      children.put(name, body.getLong());
    }
  }

  /** An older group: its entries hang on a B-tree, their names stand on a heap. */
  void readSymbolTable(long tree, long heap, Map<String, Long> children) {
    ByteBuffer header = file.from(heap);
    expect(header, "HEAP");
    skip(header, 4);
    long size = header.getLong();
    skip(header, 8);
    ByteBuffer names = file.at(header.getLong(), size);
    Deque<Long> addresses = new ArrayDeque<>(List.of(tree));
    while (!addresses.isEmpty()) {
      file.visit();
      ByteBuffer node = file.from(addresses.remove());
      if (beginsWith('S', node)) {
        readEntries(node, names, children);
        continue;
      }
      expect(node, "TREE\0");
      skip(node, 1);
      int used = unsigned16(node);
      skip(node, 16);
      for (int i = 0; i < used; i++) {
        file.visit();
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
      file.visit();
      ByteBuffer entry = cut(node, 40);
      long name = entry.getLong();
      long address = entry.getLong();
      boolean softLink = entry.getInt() == 2;
      if (!softLink) {
        ByteBuffer rest = names.duplicate();
        skip(rest, name);
        children.put(file.decode(untilNull(rest)), address);
      }
    }
  }
}
