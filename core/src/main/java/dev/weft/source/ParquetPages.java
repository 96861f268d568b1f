package dev.weft.source;

import dev.hardwood.internal.metadata.PageHeader;
import dev.hardwood.internal.thrift.PageHeaderReader;
import dev.hardwood.internal.thrift.ThriftCompactReader;
import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.ColumnMetaData;
import dev.weft.WeftException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * The pages of a column in a row group of a Parquet file: listed by their headers, decompressed one at a time.
 *
 * @param dictionary the page of the values that the others count; null if there is none
 */
record ParquetPages(MemorySegment file, ColumnMetaData column, Page dictionary, List<Page> pages) {
  private static final int LONGEST_HEADER = 1 << 20;
  private static final int LONGEST_PAGE = 1 << 29;
  private static final int MOST_VALUES = 50_000_000;

  /**
   * A page.
   *
   * @param at where what follows its header begins
   * @param first the index of its first value in the row group
   */
  record Page(PageHeader header, long at, int first, int count) {}

  /**
   * Lists the pages.
   *
   * @throws WeftException if they do not lie in the file or are not as many as the column says
   */
  static ParquetPages of(MemorySegment file, ColumnChunk chunk) throws IOException {
    ColumnMetaData column = chunk.metaData();
    long at = chunk.chunkStartOffset();
    long end = at + column.totalCompressedSize();
    if (at < 0 || end > file.byteSize() || end < at) {
      throw damaged("a column ends behind the file's end");
    }
    List<Page> pages = new ArrayList<>();
    Page dictionary = null;
    int values = 0;
    while (values < column.numValues() && at < end) {
      ThriftCompactReader reader =
          new ThriftCompactReader(file.asSlice(at, Math.min(LONGEST_HEADER, end - at)).asByteBuffer());
      PageHeader header = PageHeaderReader.read(reader);
      long from = at + reader.getBytesRead();
      if (header.uncompressedPageSize() > LONGEST_PAGE || column.numValues() > MOST_VALUES) {
        throw damaged(
            "a page has %s bytes, a row group %s values, too many to be read"
                .formatted(header.uncompressedPageSize(), column.numValues()));
      }
      if (header.compressedPageSize() < 0
          || from + header.compressedPageSize() > end
          || header.uncompressedPageSize() < 0) {
        throw damaged("a page ends behind its column's end");
      }
      switch (header.type()) {
        case DICTIONARY_PAGE -> dictionary = new Page(header, from, 0, header.dictionaryPageHeader().numValues());
        case DATA_PAGE, DATA_PAGE_V2 -> {
          int count =
              header.dataPageHeader() == null
                  ? header.dataPageHeaderV2().numValues()
                  : header.dataPageHeader().numValues();
          if (count < 0) {
            throw damaged("a page has " + count + " values");
          }
          pages.add(new Page(header, from, values, count));
          values = Math.addExact(values, count);
        }
        default -> {}
      }
      at = from + header.compressedPageSize();
    }
    if (values != column.numValues()) {
      throw damaged("its pages have " + values + " of " + column.numValues() + " values");
    }
    return new ParquetPages(file, column, dictionary, pages);
  }

  static WeftException damaged(String received) {
    return new WeftException(
        "a Parquet file has row groups, columns and pages as its end says; " + received + "; get it again.");
  }

  /** The page that a value of the row group stands in. */
  int page(int value) {
    int page = pages.size() - 1;
    while (pages.get(page).first > value) {
      page--;
    }
    return page;
  }
}
