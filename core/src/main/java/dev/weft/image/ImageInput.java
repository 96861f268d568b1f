package dev.weft.image;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A file as the decoders read it, with a buffer. Some of them read on behind the end of a damaged file, and give zeros
 * for as many pixels as its header says. Here that ends after a while.
 */
final class ImageInput extends ImageInputStreamImpl {
  private static final int BLOCK = 1 << 14;
  private static final int MOST_READS_BEHIND_THE_END = 1_000;

  private final RandomAccessFile file;
  private final byte[] block = new byte[BLOCK];
  private long blockAt;
  private int blockLength;
  private int readsBehindTheEnd;

  ImageInput(Path path) throws IOException {
    file = new RandomAccessFile(path.toFile(), "r");
  }

  @Override
  public int read() throws IOException {
    checkClosed();
    bitOffset = 0;
    if (!fill()) {
      return -1;
    }
    return block[(int) (streamPos++ - blockAt)] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    checkClosed();
    bitOffset = 0;
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = (int) Math.min(length, blockAt + blockLength - streamPos);
    System.arraycopy(block, (int) (streamPos - blockAt), bytes, from, count);
    streamPos += count;
    return count;
  }

  /** Whether there is a byte at the present position; it is in the buffer then. */
  private boolean fill() throws IOException {
    if (streamPos >= blockAt && streamPos < blockAt + blockLength) {
      return true;
    }
    file.seek(streamPos);
    blockAt = streamPos;
    blockLength = Math.max(0, file.read(block));
    if (blockLength == 0 && ++readsBehindTheEnd > MOST_READS_BEHIND_THE_END) {
      throw Source.tooShort("its pixels go on behind its " + file.length() + " bytes");
    }
    return blockLength > 0;
  }

  @Override
  public long length() {
    try {
      return file.length();
    } catch (IOException e) {
      return -1;
    }
  }

  @Override
  public void close() throws IOException {
    super.close();
    file.close();
  }
}
