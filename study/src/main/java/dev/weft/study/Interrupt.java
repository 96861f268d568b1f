package dev.weft.study;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Ctrl-C or SIGTERM as a condition to stop at: true once the process was asked to end, which then waits until this is
 * closed, for 120 seconds at most.
 */
public final class Interrupt implements BooleanSupplier, AutoCloseable {
  private static final int PATIENCE_SECONDS = 120;

  private final Runnable asked;
  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook = new Thread(this::hold, "interrupt");
  private volatile boolean isAsked;

  /**
   * @param asked called once when the process is asked to end
   */
  public Interrupt(Runnable asked) {
    this.asked = asked;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void hold() {
    isAsked = true;
    asked.run();
    try {
      finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean getAsBoolean() {
    return isAsked;
  }

  @Override
  public void close() {
    finished.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // the hook has run
    }
  }
}
