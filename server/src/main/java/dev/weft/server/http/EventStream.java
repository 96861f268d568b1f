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
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition closing = lock.newCondition();
  private volatile boolean open = true;

  EventStream(OutputStream out, Optional<String> lastId) {
    this.out = out;
    this.lastId = lastId;
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
    write(text.append('\n').toString());
  }

  /** A line that no script sees: it keeps proxies from closing the stream, and finds browsers that are gone. */
  void beat() {
    write(": still here\n\n");
  }

  private void write(String text) {
    lock.lock();
    try {
      if (open) {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    } catch (IOException gone) {
      open = false;
    } finally {
      lock.unlock();
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

  void close() {
    lock.lock();
    try {
      open = false;
      closing.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
