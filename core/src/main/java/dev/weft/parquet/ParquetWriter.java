package dev.weft.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Writes a Parquet file, row group by row group: each column of a group is one plain, uncompressed page. Every field
 * may be absent, as in the files of pandas and Hugging Face.
 *
 * <p>Format: <a href="https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift">
 * parquet.thrift</a>, whose numbers of fields stand below.
 */
public final class ParquetWriter {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int PLAIN = 0;
  private static final int RLE = 3;
  private static final int OPTIONAL = 1;
  private static final int UTF8 = 0;
  private static final int TIMESTAMP_MICROS = 10;

  /** What a column's values are; the numbers are Parquet's. */
  public enum Type {
    /** {@link Boolean}s. */
    BOOLEAN(0),
    /** {@link Long}s. */
    NUMBER(2),
    /** {@link Instant}s, kept as microseconds since 1970 in UTC. */
    MOMENT(2),
    /** {@link Double}s. */
    DECIMAL(5),
    /** Arrays of bytes. */
    BYTES(6),
    /** {@link String}s. */
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
  public record Column(List<String> path, Type type) {}

  private final OutputStream out;
  private final List<Column> columns;
  private final List<ThriftStruct> groups = new ArrayList<>();
  private long at;
  private long rows;

  /** Begins a file. Columns of one structure follow each other. */
  public ParquetWriter(OutputStream out, List<Column> columns) throws IOException {
    this.out = out;
    this.columns = List.copyOf(columns);
    write(MAGIC);
  }

  /**
   * Writes a row group.
   *
   * @param values of each column, as many of each, of the column's type; null for one that is absent
   * @throws ArithmeticException if a column has 2 GB or more
   */
  public void group(List<? extends List<?>> values) throws IOException {
    long start = at;
    long count = values.getFirst().size();
    List<ThriftStruct> chunks = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      chunks.add(page(columns.get(i), values.get(i)));
    }
    groups.add(new ThriftStruct().withStructs(1, chunks).with(2, at - start).with(3, count));
    rows += count;
  }

  /** Writes the page of a column; gives what the footer says of it. */
  private ThriftStruct page(Column column, List<?> values) throws IOException {
    byte[] levels = levels(column.path.size(), values);
    byte[] plain = plain(column.type, values.stream().filter(Objects::nonNull).toList());
    int length = Math.addExact(levels.length, plain.length);
    ThriftStruct data = new ThriftStruct().with(1, values.size()).with(2, PLAIN).with(3, RLE).with(4, RLE);
    long start = at;
    write(new ThriftStruct().with(1, 0).with(2, length).with(3, length).with(5, data).bytes());
    write(levels);
    write(plain);
    ThriftStruct chunk =
        new ThriftStruct()
            .with(1, column.type.code)
            .withNumbers(2, PLAIN, RLE)
            .withTexts(3, column.path)
            .with(4, 0)
            .with(5, (long) values.size())
            .with(6, at - start)
            .with(7, at - start)
            .with(9, start);
    return new ThriftStruct().with(2, start).with(3, chunk);
  }

  /** Which values are there, as runs of definition levels after their length; a structure itself is always there. */
  private static byte[] levels(int highest, List<?> values) {
    ByteArrayOutputStream runs = new ByteArrayOutputStream();
    for (int from = 0, to; from < values.size(); from = to) {
      boolean isThere = values.get(from) != null;
      for (to = from + 1; to < values.size() && (values.get(to) != null) == isThere; to++) {
        continue;
      }
      ThriftStruct.varint(runs, (long) (to - from) << 1);
      runs.write(isThere ? highest : highest - 1);
    }
    return littleEndian(Integer.BYTES + runs.size()).putInt(runs.size()).put(runs.toByteArray()).array();
  }

  private static byte[] plain(Type type, List<?> values) {
    return switch (type) {
      case BOOLEAN -> bits(values);
      case NUMBER -> numbers(values.stream().mapToLong(value -> (Long) value).toArray());
      case MOMENT ->
          numbers(
              values.stream().mapToLong(value -> ChronoUnit.MICROS.between(Instant.EPOCH, (Instant) value)).toArray());
      case DECIMAL -> numbers(values.stream().mapToLong(value -> Double.doubleToRawLongBits((Double) value)).toArray());
      case BYTES -> byteArrays(values.stream().map(byte[].class::cast).toList());
      case TEXT -> byteArrays(values.stream().map(value -> ((String) value).getBytes(StandardCharsets.UTF_8)).toList());
    };
  }

  /** One bit a value, the lowest of a byte first. */
  private static byte[] bits(List<?> values) {
    byte[] bits = new byte[Math.ceilDiv(values.size(), Byte.SIZE)];
    for (int i = 0; i < values.size(); i++) {
      if ((Boolean) values.get(i)) {
        bits[i / Byte.SIZE] |= (byte) (1 << i % Byte.SIZE);
      }
    }
    return bits;
  }

  private static byte[] numbers(long[] values) {
    ByteBuffer buffer = littleEndian(Math.multiplyExact(Long.BYTES, values.length));
    buffer.asLongBuffer().put(values);
    return buffer.array();
  }

  private static byte[] byteArrays(List<byte[]> values) {
    long length = values.stream().mapToLong(value -> Integer.BYTES + value.length).sum();
    ByteBuffer buffer = littleEndian(Math.toIntExact(length));
    for (byte[] value : values) {
      buffer.putInt(value.length).put(value);
    }
    return buffer.array();
  }

  /** Ends the file with what it holds. */
  public void finish(Map<String, String> metadata) throws IOException {
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
      schema.add(leaf(column));
    }
    return schema;
  }

  /** With what its values mean, once as old readers know it, once as a union of which one member is there. */
  private static ThriftStruct leaf(Column column) {
    ThriftStruct leaf = new ThriftStruct().with(1, column.type.code).with(3, OPTIONAL).with(4, column.path.getLast());
    return switch (column.type) {
      case TEXT -> leaf.with(6, UTF8).with(10, new ThriftStruct().with(1, new ThriftStruct()));
      case MOMENT -> {
        ThriftStruct micros = new ThriftStruct().with(2, new ThriftStruct());
        ThriftStruct inUtc = new ThriftStruct().with(1, true).with(2, micros);
        yield leaf.with(6, TIMESTAMP_MICROS).with(10, new ThriftStruct().with(8, inUtc));
      }
      case BOOLEAN, NUMBER, DECIMAL, BYTES -> leaf;
    };
  }

  private void write(byte[] bytes) throws IOException {
    out.write(bytes);
    at += bytes.length;
  }

  private static ByteBuffer littleEndian(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
