package dev.weft.bench.compare;

import java.util.Locale;

/** Takes the time of a side's batches and epochs, and prints it as lines of JSON. */
public final class Clock {
  private final long processStarted;
  private long epochStarted;
  private boolean started;
  private int epochs;

  /**
   * @param processStarted when whoever started this process did so, in milliseconds since 1970
   */
  Clock(long processStarted) {
    this.processStarted = processStarted;
  }

  /** An epoch begins, its shuffling included. */
  public void begin() {
    epochStarted = System.nanoTime();
  }

  /** A batch is done. */
  public void batch() {
    if (!started) {
      started = true;
      print("{\"first_batch\": %.3f}", (System.currentTimeMillis() - processStarted) / 1e3);
    }
  }

  /** An epoch is done; the next begins. */
  public void end() {
    long now = System.nanoTime();
    print("{\"epoch\": %d, \"seconds\": %.5f}", ++epochs, (now - epochStarted) / 1e9);
    epochStarted = now;
  }

  static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
    System.out.flush();
  }
}
