package dev.weft.cli.terminal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Ctrl-C, or a polite kill, while it is open: says so to who asks, and keeps the process until it is closed. */
public final class Interrupt implements BooleanSupplier, AutoCloseable {
  private static final int PATIENCE_SECONDS = 120;

  private final Terminal terminal;
  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook = new Thread(this::hold, "interrupt");
  private volatile boolean asked;

  public Interrupt(Terminal terminal) {
    this.terminal = terminal;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void hold() {
    asked = true;
    terminal.note("stopping after this step ...");
    try {
      finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean getAsBoolean() {
    return asked;
  }

  @Override
  public void close() {
    finished.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // the hook is done with
    }
  }
}
