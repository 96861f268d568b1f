package dev.weft.bench.compare;

import java.util.Locale;

/** Takes the time of a side's batches and epochs, and prints it as lines of JSON. */
public final class Clock {
  private final long processStarted;
  private final double mostSeconds;
  private long epochStarted;
  private double passed;
  private boolean started;
  private int epochs;

  /**
   * @param processStarted when whoever started this process did so, in milliseconds since 1970
   * @param mostSeconds of the epochs after the first, which warms up: then no further one begins
   */
  Clock(long processStarted, double mostSeconds) {
    this.processStarted = processStarted;
    this.mostSeconds = mostSeconds;
  }

  /** An epoch begins, its shuffling included. */
  public void begin() {
    epochStarted = System.nanoTime();
  }

  /** A batch is done. */
  public void batch() {
    if (!started) {
      started = true;
      print("{\"first_batch\": %.3f}", sinceStart());
    }
  }

  /** An epoch is done; the next begins. */
  public void end() {
    long now = System.nanoTime();
    double seconds = (now - epochStarted) / 1e9;
    passed += epochs == 0 ? 0 : seconds;
    print("{\"epoch\": %d, \"seconds\": %.5f}", ++epochs, seconds);
    epochStarted = now;
  }

  /** Whether the epochs took long enough; there are two at least. */
  public boolean enough() {
    return epochs > 1 && passed > mostSeconds;
  }

  /** All is done that {@link Workload#wholly()} asks for. */
  void whole() {
    print("{\"whole\": %.3f}", sinceStart());
  }

  private double sinceStart() {
    return (System.currentTimeMillis() - processStarted) / 1e3;
  }

  static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
    System.out.flush();
  }
}
