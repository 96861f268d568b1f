package dev.weft.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Server-sent events to one browser, as the HTML standard has them. Each has an id, from which a browser goes on. */
public final class EventStream {
  private final OutputStream out;
  private final Optional<String> lastId;
  private final Deadlines deadlines;
  private final long mostMillis;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition closing = lock.newCondition();
  private volatile boolean open = true;

  /**
   * @param mostMillis how long the browser may take to read an event
   */
  EventStream(OutputStream out, Optional<String> lastId, Deadlines deadlines, long mostMillis) {
    this.out = out;
    this.lastId = lastId;
    this.deadlines = deadlines;
    this.mostMillis = mostMillis;
  }

  /** The id of the last event that the browser received before it lost the stream. */
  public Optional<String> lastId() {
    return lastId;
  }

  /** Whether the browser still listens, as far as is known, and the server goes on. */
  public boolean isOpen() {
    return open;
  }

  /**
   * Sends an event; nothing where the stream is closed.
   *
   * @param id without line ends
   * @param event its type, which a page's script listens to
   * @param data one or several lines
   */
  public void send(String id, String event, String data) {
    StringBuilder text = new StringBuilder();
    text.append("id: ").append(id).append("\nevent: ").append(event).append('\n');
    data.lines().forEach(line -> text.append("data: ").append(line).append('\n'));
    lock.lock();
    try {
      write(text.append('\n').toString());
    } finally {
      lock.unlock();
    }
  }

  /**
   * A line that no script sees: it keeps proxies from closing the stream, and finds browsers that are gone. None is
   * needed where an event is being written.
   */
  void beat() {
    if (lock.tryLock()) {
      try {
        write(": still here\n\n");
      } finally {
        lock.unlock();
      }
    }
  }

  private void write(String text) {
    if (!open) {
      return;
    }
    deadlines.set(mostMillis);
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException gone) {
      open = false;
      closing.signalAll();
    } finally {
      deadlines.clear();
    }
  }

  /** Waits, or until the stream closes. */
  public void pause(long milliseconds) {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(milliseconds);
      while (open && left > 0) {
        left = closing.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      open = false;
    } finally {
      lock.unlock();
    }
  }

  /** Ends it, also while an event is written to a browser that does not read. */
  void close() {
    open = false;
    if (lock.tryLock()) {
      try {
        closing.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
