package dev.weft.server.live;

import dev.weft.WeftException;
import dev.weft.server.http.EventStream;
import dev.weft.store.RunStore;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Looks twice a second whether runs of the store changed, once for all browsers, and only while there are any. What it
 * knows comes from the store alone, so that a server which starts anew knows the same.
 */
final class Follower {
  /** The id of a run that the store has no more. */
  static final String GONE = "0";

  private static final int LOOK_MILLIS = 500;
  private static final int WAIT_MILLIS = 200;

  private final Supplier<String> version;
  private final Supplier<Map<String, Long>> changes;
  private final AtomicInteger listeners = new AtomicInteger();
  private volatile State state;
  private Thread looking;

  /**
   * @param version another one after each change
   * @param changes for each run a number that is greater after each change of it
   */
  private record State(String version, Map<String, Long> changes) {
    String change(String run) {
      return changes.containsKey(run) ? changes.get(run).toString() : GONE;
    }
  }

  /** What is sent to a browser. */
  interface Sender {
    /**
     * @param id from which the browser goes on
     * @return whether it was sent; if not, it is tried again
     */
    boolean send(String id);
  }

  Follower(RunStore store) {
    this(store::version, store::changes);
  }

  /**
   * @param version of a store
   * @param changes of its runs
   */
  Follower(Supplier<String> version, Supplier<Map<String, Long>> changes) {
    this.version = version;
    this.changes = changes;
  }

  /** The number of a run's last change; 0 where there is no such run. */
  long change(String run) {
    return changes.get().getOrDefault(run, 0L);
  }

  /** Sends whenever any run changed. */
  void followAll(EventStream stream, String since, Sender sender) {
    follow(stream, since, "", sender);
  }

  /** Sends whenever a run changed, and at last, with 0, when it is gone. */
  void follow(EventStream stream, String since, String run, Sender sender) {
    listeners.incrementAndGet();
    try {
      String known = stream.lastId().orElse(since);
      while (stream.isOpen()) {
        begin();
        State now = state;
        String id = now == null ? known : run.isEmpty() ? now.version : now.change(run);
        if (!id.equals(known) && sender.send(id)) {
          known = id;
        }
        stream.pause(WAIT_MILLIS);
      }
    } finally {
      listeners.decrementAndGet();
    }
  }

  /** Unless somebody looks already; what ended with an error is begun anew. */
  private synchronized void begin() {
    if (looking == null || !looking.isAlive()) {
      state = null;
      looking = Thread.ofVirtual().name("store").start(this::look);
    }
  }

  private void look() {
    while (goesOn()) {
      try {
        String now = version.get();
        State known = state;
        if (known == null || !now.equals(known.version)) {
          state = new State(now, changes.get());
        }
      } catch (WeftException e) {
        // the store is away for a while; it is asked again
      }
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private synchronized boolean goesOn() {
    if (listeners.get() == 0) {
      looking = null;
      return false;
    }
    return true;
  }
}
