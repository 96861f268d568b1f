package dev.weft.source;

import dev.hardwood.metadata.CompressionCodec;
import dev.weft.WeftException;
import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.lz4.BlockLZ4CompressorInputStream;
import org.apache.commons.compress.compressors.snappy.SnappyCompressorInputStream;

/** What Parquet's pages are compressed with, decompressed in Java alone. Only Zstd needs a library's {@code Unsafe}. */
final class ParquetCodec {
  private static final String DAMAGED = "what is compressed in the Parquet file is damaged; get the file again.";

  private ParquetCodec() {}

  /**
   * Decompresses a page.
   *
   * @param from where it begins in the bytes
   * @param length of the decompressed page
   * @throws WeftException if it is damaged, has another length, or is compressed otherwise
   */
  static byte[] decompress(CompressionCodec codec, byte[] bytes, int from, int length) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes, from, bytes.length - from);
    return switch (codec) {
      case UNCOMPRESSED -> exact(from == 0 ? bytes : in.readAllBytes(), length);
      case SNAPPY -> read(new SnappyCompressorInputStream(in), length);
      case GZIP -> read(new GZIPInputStream(in), length);
      case LZ4_RAW -> read(new BlockLZ4CompressorInputStream(in), length);
      case LZ4 -> {
        in.skipNBytes(8); // Hadoop's frame: the two lengths of the only block
        yield read(new BlockLZ4CompressorInputStream(in), length);
      }
      case ZSTD -> zstd(bytes, from, length);
      default ->
          throw new WeftException(
              "a Parquet file is compressed with Snappy, Zstd, LZ4 or GZIP; this one with %s; write it with one of them."
                  .formatted(codec));
    };
  }

  private static byte[] read(InputStream decompressed, int length) throws IOException {
    try (decompressed) {
      return exact(decompressed.readNBytes(length), length);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new WeftException(DAMAGED, e);
    }
  }

  /** No memory is taken for more than what a page of so many bytes can become. */
  private static byte[] zstd(byte[] bytes, int from, int length) {
    try {
      if (ZstdDecompressor.getDecompressedSize(bytes, from, bytes.length - from) > length) {
        throw ParquetPages.damaged("a page is longer than its header says");
      }
      byte[] page = new byte[length];
      int filled = new ZstdDecompressor().decompress(bytes, from, bytes.length - from, page, 0, length);
      return exact(filled == length ? page : new byte[filled], length);
    } catch (MalformedInputException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new WeftException(DAMAGED, e);
    }
  }

  private static byte[] exact(byte[] page, int length) {
    if (page.length != length) {
      throw ParquetPages.damaged("a page has " + page.length + " of " + length + " bytes");
    }
    return page;
  }
}
