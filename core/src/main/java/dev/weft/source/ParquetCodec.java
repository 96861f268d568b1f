package dev.weft.source;

import dev.hardwood.metadata.CompressionCodec;
import dev.weft.WeftException;
import io.airlift.compress.Decompressor;
import io.airlift.compress.MalformedInputException;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** What Parquet's pages are compressed with, decompressed in Java alone. */
final class ParquetCodec {
  private ParquetCodec() {}

  /**
   * Decompresses a page.
   *
   * @throws WeftException if it is damaged, has another length, or is compressed otherwise
   */
  static byte[] decompress(CompressionCodec codec, byte[] bytes, int from, int length) throws IOException {
    return switch (codec) {
      case UNCOMPRESSED -> bytes;
      case SNAPPY -> run(new SnappyDecompressor(), bytes, from, length);
      case ZSTD -> run(new ZstdDecompressor(), bytes, from, length);
      case LZ4_RAW -> run(new Lz4Decompressor(), bytes, from, length);
      case LZ4 -> run(new Lz4Decompressor(), bytes, from + 8, length); // Hadoop's frame: two lengths before the block
      case GZIP -> {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes, from, bytes.length - from))) {
          yield exact(in.readNBytes(length), length);
        }
      }
      default ->
          throw new WeftException(
              "a Parquet file is compressed with Snappy, Zstd, LZ4 or GZIP; this one with %s; write it with one of them."
                  .formatted(codec));
    };
  }

  private static byte[] run(Decompressor decompressor, byte[] bytes, int from, int length) {
    byte[] page = new byte[length];
    try {
      int filled = decompressor.decompress(bytes, from, bytes.length - from, page, 0, length);
      return exact(filled == length ? page : new byte[filled], length);
    } catch (MalformedInputException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw ParquetPages.damaged("what is compressed in a page is damaged");
    }
  }

  private static byte[] exact(byte[] page, int length) {
    if (page.length != length) {
      throw ParquetPages.damaged("a page has " + page.length + " of " + length + " bytes");
    }
    return page;
  }
}
