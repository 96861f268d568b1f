package dev.weft.source;

import dev.hardwood.internal.encoding.DeltaBinaryPackedDecoder;
import dev.hardwood.internal.encoding.DeltaByteArrayDecoder;
import dev.hardwood.internal.encoding.DeltaLengthByteArrayDecoder;
import dev.hardwood.internal.metadata.DataPageHeaderV2;
import dev.hardwood.metadata.Encoding;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.schema.ColumnSchema;
import dev.weft.WeftException;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * The values of a column in one page: byte arrays, numbers or truth values.
 *
 * @param pages of the column
 * @param schema the column's type, and how often its fields may be absent
 */
record ParquetColumn(ParquetPages pages, ColumnSchema schema) {
  /**
   * The values of a page, of which those absent are null: byte arrays, or {@link Long}, {@link Double} or {@link
   * Boolean}.
   *
   * @param dictionary the values that a page may count
   * @throws WeftException if the page is damaged or encoded in another way
   */
  Object[] values(int page, Supplier<Object[]> dictionary) {
    try {
      return values(pages.pages().get(page), dictionary);
    } catch (IOException | IndexOutOfBoundsException | BufferUnderflowException | IllegalArgumentException e) {
      throw ParquetPages.damaged("a page of '" + schema.name() + "' is not as its header says");
    }
  }

  /** The values that pages count. */
  Object[] dictionary() {
    ParquetPages.Page page = pages.dictionary();
    if (page == null) {
      throw ParquetPages.damaged("a page counts a dictionary's values, which is not there");
    }
    try {
      byte[] bytes = decompress(bytes(page), 0, page.header().uncompressedPageSize());
      return plain(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), page.count());
    } catch (IOException | IndexOutOfBoundsException | BufferUnderflowException e) {
      throw ParquetPages.damaged("the dictionary of '" + schema.name() + "' is not as its header says");
    }
  }

  private byte[] bytes(ParquetPages.Page page) {
    return pages.file().asSlice(page.at(), page.header().compressedPageSize()).toArray(ValueLayout.JAVA_BYTE);
  }

  private Object[] values(ParquetPages.Page page, Supplier<Object[]> dictionary) throws IOException {
    byte[] bytes = bytes(page);
    int length = page.header().uncompressedPageSize();
    DataPageHeaderV2 second = page.header().dataPageHeaderV2();
    int count = page.count();
    int[] levels = new int[count];
    Arrays.fill(levels, schema.maxDefinitionLevel());
    byte[] values;
    int from;
    Encoding encoding;
    if (second == null) {
      values = decompress(bytes, 0, length);
      from = 0;
      if (schema.maxDefinitionLevel() > 0) {
        int levelBytes = ByteBuffer.wrap(values).order(ByteOrder.LITTLE_ENDIAN).getInt(0);
        ParquetRuns.read(values, 4, 4 + levelBytes, bits(schema.maxDefinitionLevel()), levels);
        from = 4 + levelBytes;
      }
      encoding = page.header().dataPageHeader().encoding();
    } else {
      int levelBytes = second.repetitionLevelsByteLength() + second.definitionLevelsByteLength();
      if (schema.maxDefinitionLevel() > 0) {
        ParquetRuns.read(
            bytes, second.repetitionLevelsByteLength(), levelBytes, bits(schema.maxDefinitionLevel()), levels);
      }
      values = second.isCompressed() ? decompress(bytes, levelBytes, length - levelBytes) : bytes;
      from = second.isCompressed() ? 0 : levelBytes;
      encoding = second.encoding();
    }
    int present = 0;
    for (int level : levels) {
      present += level == schema.maxDefinitionLevel() ? 1 : 0;
    }
    Object[] dense = decode(encoding, values, from, present, dictionary);
    if (present == count) {
      return dense;
    }
    Object[] all = new Object[count];
    int at = 0;
    for (int i = 0; i < count; i++) {
      all[i] = levels[i] == schema.maxDefinitionLevel() ? dense[at++] : null;
    }
    return all;
  }

  private byte[] decompress(byte[] bytes, int from, int length) throws IOException {
    return ParquetCodec.decompress(pages.column().codec(), bytes, from, length);
  }

  private static int bits(int most) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(most);
  }

  private Object[] decode(Encoding encoding, byte[] bytes, int from, int count, Supplier<Object[]> dictionary)
      throws IOException {
    return switch (encoding) {
      case PLAIN -> plain(ByteBuffer.wrap(bytes, from, bytes.length - from).order(ByteOrder.LITTLE_ENDIAN), count);
      case PLAIN_DICTIONARY, RLE_DICTIONARY -> ofDictionary(bytes, from, count, dictionary.get());
      case RLE -> {
        int[] bits = new int[count];
        ParquetRuns.read(bytes, from + 4, bytes.length, 1, bits);
        yield Arrays.stream(bits).mapToObj(bit -> bit == 1).toArray();
      }
      case DELTA_BINARY_PACKED -> {
        DeltaBinaryPackedDecoder decoder = new DeltaBinaryPackedDecoder(bytes, from);
        Object[] values = new Object[count];
        for (int i = 0; i < count; i++) {
          values[i] =
              schema.type() == PhysicalType.INT32 ? Long.valueOf(decoder.readInt()) : Long.valueOf(decoder.readLong());
        }
        yield values;
      }
      case DELTA_LENGTH_BYTE_ARRAY -> {
        DeltaLengthByteArrayDecoder decoder = new DeltaLengthByteArrayDecoder(bytes, from);
        decoder.initialize(count);
        byte[][] values = new byte[count][];
        decoder.readByteArrays(values, null, 0);
        yield values;
      }
      case DELTA_BYTE_ARRAY -> {
        DeltaByteArrayDecoder decoder = new DeltaByteArrayDecoder(bytes, from);
        decoder.initialize(count);
        byte[][] values = new byte[count][];
        decoder.readByteArrays(values, null, 0);
        yield values;
      }
      default ->
          throw new WeftException(
              "the column '%s' is encoded as %s, which is not read; write the file with pyarrow's defaults."
                  .formatted(schema.name(), encoding));
    };
  }

  private static Object[] ofDictionary(byte[] bytes, int from, int count, Object[] dictionary) {
    int[] indices = new int[count];
    if (count > 0) {
      ParquetRuns.read(bytes, from + 1, bytes.length, bytes[from], indices);
    }
    Object[] values = new Object[count];
    for (int i = 0; i < count; i++) {
      values[i] = dictionary[indices[i]];
    }
    return values;
  }

  private Object[] plain(ByteBuffer in, int count) {
    if (count > 8L * in.remaining()) {
      throw new IndexOutOfBoundsException();
    }
    Object[] values = new Object[count];
    for (int i = 0; i < count; i++) {
      values[i] =
          switch (schema.type()) {
            case BYTE_ARRAY -> bytes(in, in.remaining() < 4 ? -1 : in.getInt());
            case FIXED_LEN_BYTE_ARRAY -> bytes(in, schema.typeLength());
            case INT32 -> (long) in.getInt();
            case INT64 -> in.getLong();
            case FLOAT -> (double) in.getFloat();
            case DOUBLE -> in.getDouble();
            case BOOLEAN -> (in.get(in.position() + i / 8) >> i % 8 & 1) == 1;
            case INT96 -> throw new WeftException("a label is a whole number or a text; received a time.");
          };
    }
    return values;
  }

  private static byte[] bytes(ByteBuffer in, int length) {
    if (length < 0 || length > in.remaining()) {
      throw new IndexOutOfBoundsException();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }
}
