package dev.weft.source;

import dev.hardwood.internal.thrift.FileMetaDataReader;
import dev.hardwood.internal.thrift.ThriftCompactReader;
import dev.hardwood.metadata.FileMetaData;
import dev.hardwood.schema.ColumnSchema;
import dev.hardwood.schema.FileSchema;
import dev.weft.WeftException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Parquet file, mapped. Of Hardwood only the readers of headers are used: opening a file with it loads a native
 * library and starts threads, and its Snappy and Zstd are native libraries, too.
 */
record ParquetFile(Path path, MemorySegment bytes, FileMetaData metadata, FileSchema schema) {
  private static final int MAGIC = 0x50415231; // PAR1
  private static final int LEAST = 12;
  private static final ValueLayout.OfInt BIG_INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  /** The file at a path; empty if it does not begin as a Parquet file. */
  static Optional<ParquetFile> at(Path path, Arena arena) {
    try {
      MemorySegment bytes = MappedBytes.of(path, arena);
      long size = bytes.byteSize();
      if (size < LEAST || bytes.get(BIG_INT, 0) != MAGIC) {
        return Optional.empty();
      }
      long length = Integer.toUnsignedLong(Integer.reverseBytes(bytes.get(BIG_INT, size - 8)));
      if (bytes.get(BIG_INT, size - 4) != MAGIC || length > size - LEAST) {
        throw damaged(path, null);
      }
      FileMetaData metadata =
          FileMetaDataReader.read(new ThriftCompactReader(bytes.asSlice(size - 8 - length, length).asByteBuffer()));
      return Optional.of(new ParquetFile(path, bytes, metadata, FileSchema.fromSchemaElements(metadata.schema())));
    } catch (IOException | RuntimeException e) { // Hardwood throws about anything at damaged files
      throw e instanceof WeftException known ? known : damaged(path, e);
    }
  }

  private static WeftException damaged(Path path, Exception e) {
    return new WeftException(
        path + ": a Parquet file ends with what it holds; this end cannot be read; get the file again.", e);
  }

  int groups() {
    return metadata.rowGroups().size();
  }

  /** A column in a row group. */
  ParquetColumn column(int group, ColumnSchema column) {
    try {
      return new ParquetColumn(
          ParquetPages.of(bytes, metadata.rowGroups().get(group).columns().get(column.columnIndex())), column);
    } catch (IOException | RuntimeException e) {
      throw e instanceof WeftException known ? known : ParquetPages.damaged("the header of a page is none");
    }
  }

  /** All values of a column, as texts; null where one is absent. */
  List<String> texts(ColumnSchema column) {
    List<String> texts = new ArrayList<>();
    for (int group = 0; group < groups(); group++) {
      ParquetColumn values = column(group, column);
      for (int page = 0; page < values.pages().pages().size(); page++) {
        for (Object value : values.values(page, values::dictionary)) {
          texts.add(text(value));
        }
      }
    }
    return texts;
  }

  /** Whether a value of a column may be absent, as far as the file's statistics say. */
  boolean mayLack(ColumnSchema column) {
    return metadata.rowGroups().stream()
        .map(group -> group.columns().get(column.columnIndex()).metaData().statistics())
        .anyMatch(known -> known == null || known.nullCount() == null || known.nullCount() > 0);
  }

  static String text(Object value) {
    return value == null
        ? null
        : value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(value);
  }

  /** What Hugging Face says of a column; an empty node if it says nothing. */
  JsonNode feature(String column) {
    String text = metadata.keyValueMetadata().getOrDefault("huggingface", "{}");
    try {
      return JsonMapper.shared().readTree(text).path("info").path("features").path(column);
    } catch (JacksonException e) {
      return JsonMapper.shared().createObjectNode();
    }
  }

  /** The names of the classes in a column of labels; none if the file has none. */
  List<String> classNames(String column) {
    List<String> names = new ArrayList<>();
    feature(column).path("names").forEach(name -> names.add(name.asString()));
    return names;
  }
}
