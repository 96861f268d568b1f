package dev.weft.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

class PipeTest {
  /** Fails from the second byte on. */
  private static final class Failing extends OutputStream {
    private final String reason;
    private int asked;

    Failing(String reason) {
      this.reason = reason;
    }

    @Override
    public void write(int b) throws IOException {
      asked++;
      if (asked > 1) {
        throw new IOException(reason);
      }
    }
  }

  @Test
  void whatComesAfterTheReaderLeftIsDropped() throws IOException {
    Failing failing = new Failing("Broken pipe");
    Pipe pipe = new Pipe(failing);
    for (int i = 0; i < 10; i++) {
      pipe.write('x');
    }
    assertEquals(2, failing.asked);
  }

  @Test
  void aFullDiskIsAFailure() throws IOException {
    Pipe pipe = new Pipe(new Failing("No space left on device"));
    pipe.write('x');
    assertThrows(IOException.class, () -> pipe.write('x'));
  }
}
