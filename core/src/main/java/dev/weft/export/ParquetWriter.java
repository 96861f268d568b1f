package dev.weft.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes a Parquet file, row group by row group: each column of a group is one plain, uncompressed page. Every field
 * may be absent by the schema, as in the files of pandas and Hugging Face, but none is.
 *
 * <p>Format: <a href="https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift">
 * parquet.thrift</a>, whose numbers of fields stand below.
 */
final class ParquetWriter {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int PLAIN = 0;
  private static final int RLE = 3;
  private static final int OPTIONAL = 1;

  /** What a column's values are; the numbers are Parquet's. */
  enum Type {
    NUMBER(2),
    BYTES(6),
    TEXT(6);

    private final int code;

    Type(int code) {
      this.code = code;
    }
  }

  /**
   * A column.
   *
   * @param path its name, after that of its structure where it is in one
   */
  record Column(List<String> path, Type type) {}

  private final OutputStream out;
  private final List<Column> columns;
  private final List<ThriftStruct> groups = new ArrayList<>();
  private long at;
  private long rows;

  /** Begins a file. Columns of one structure follow each other. */
  ParquetWriter(OutputStream out, List<Column> columns) throws IOException {
    this.out = out;
    this.columns = columns;
    write(MAGIC);
  }

  /**
   * Writes a row group.
   *
   * @param values of each column, one after another: see {@link #numbers} and {@link #byteArrays}
   */
  void group(int count, List<byte[]> values) throws IOException {
    long start = at;
    List<ThriftStruct> chunks = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      chunks.add(page(columns.get(i), count, values.get(i)));
    }
    groups.add(new ThriftStruct().withStructs(1, chunks).with(2, at - start).with(3, (long) count));
    rows += count;
  }

  /** Writes the page of a column; gives what the footer says of it. */
  private ThriftStruct page(Column column, int count, byte[] values) throws IOException {
    byte[] levels = levels(column.path.size(), count);
    int length = levels.length + values.length;
    ThriftStruct data = new ThriftStruct().with(1, count).with(2, PLAIN).with(3, RLE).with(4, RLE);
    long start = at;
    write(new ThriftStruct().with(1, 0).with(2, length).with(3, length).with(5, data).bytes());
    write(levels);
    write(values);
    ThriftStruct chunk =
        new ThriftStruct()
            .with(1, column.type.code)
            .withNumbers(2, PLAIN, RLE)
            .withTexts(3, column.path)
            .with(4, 0)
            .with(5, (long) count)
            .with(6, at - start)
            .with(7, at - start)
            .with(9, start);
    return new ThriftStruct().with(2, start).with(3, chunk);
  }

  /** That no value is absent: one run of the highest definition level, after its length. */
  private static byte[] levels(int highest, int count) {
    ByteArrayOutputStream run = new ByteArrayOutputStream();
    ThriftStruct.varint(run, (long) count << 1);
    run.write(highest);
    return littleEndian(Integer.BYTES + run.size()).putInt(run.size()).put(run.toByteArray()).array();
  }

  /** Ends the file with what it holds. */
  void finish(Map<String, String> metadata) throws IOException {
    List<ThriftStruct> pairs =
        metadata.entrySet().stream()
            .map(pair -> new ThriftStruct().with(1, pair.getKey()).with(2, pair.getValue()))
            .toList();
    byte[] footer =
        new ThriftStruct()
            .with(1, 1)
            .withStructs(2, schema())
            .with(3, rows)
            .withStructs(4, groups)
            .withStructs(5, pairs)
            .with(6, "Weft")
            .bytes();
    write(footer);
    write(littleEndian(Integer.BYTES).putInt(footer.length).array());
    write(MAGIC);
  }

  private List<ThriftStruct> schema() {
    List<ThriftStruct> schema = new ArrayList<>();
    long fields = columns.stream().map(column -> column.path.getFirst()).distinct().count();
    schema.add(new ThriftStruct().with(4, "schema").with(5, (int) fields));
    String structure = "";
    for (Column column : columns) {
      String first = column.path.getFirst();
      if (column.path.size() > 1 && !first.equals(structure)) {
        long members = columns.stream().filter(one -> one.path.getFirst().equals(first)).count();
        schema.add(new ThriftStruct().with(3, OPTIONAL).with(4, first).with(5, (int) members));
        structure = first;
      }
      ThriftStruct leaf = new ThriftStruct().with(1, column.type.code).with(3, OPTIONAL).with(4, column.path.getLast());
      schema.add(column.type == Type.TEXT ? leaf.with(6, 0).with(10, text()) : leaf);
    }
    return schema;
  }

  /** The logical type of texts: a union whose first member is an empty structure. */
  private static ThriftStruct text() {
    return new ThriftStruct().with(1, new ThriftStruct());
  }

  private void write(byte[] bytes) throws IOException {
    out.write(bytes);
    at += bytes.length;
  }

  static byte[] numbers(long[] values) {
    ByteBuffer buffer = littleEndian(Math.multiplyExact(Long.BYTES, values.length));
    for (long value : values) {
      buffer.putLong(value);
    }
    return buffer.array();
  }

  static byte[] byteArrays(List<byte[]> values) {
    long length = values.stream().mapToLong(value -> Integer.BYTES + value.length).sum();
    ByteBuffer buffer = littleEndian(Math.toIntExact(length));
    for (byte[] value : values) {
      buffer.putInt(value.length).put(value);
    }
    return buffer.array();
  }

  private static ByteBuffer littleEndian(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
