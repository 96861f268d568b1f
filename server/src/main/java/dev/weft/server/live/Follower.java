package dev.weft.server.live;

import dev.weft.WeftException;
import dev.weft.server.http.EventStream;
import dev.weft.store.RunStore;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Looks twice a second whether runs of the store changed, once for all browsers, and only while there are any. What it
 * knows comes from the store alone, so that a server which starts anew knows the same.
 */
final class Follower {
  private static final int LOOK_MILLIS = 500;
  private static final int WAIT_MILLIS = 200;

  private final RunStore store;
  private final AtomicInteger listeners = new AtomicInteger();
  private volatile State state;
  private boolean isLooking;

  /**
   * @param version another one after each change
   * @param changes for each run a number that is greater after each change of it
   */
  private record State(String version, Map<String, Long> changes) {}

  /** What is sent to a browser. */
  interface Sender {
    /**
     * @param id from which the browser goes on
     */
    void send(String id);
  }

  Follower(RunStore store) {
    this.store = store;
  }

  /** The state of the store now. */
  String version() {
    return store.version();
  }

  /** The number of a run's last change; 0 where there is no such run. */
  long change(String run) {
    return store.changes().getOrDefault(run, 0L);
  }

  /** Sends whenever any run changed. */
  void followAll(EventStream stream, String since, Sender sender) {
    follow(stream, since, "", sender);
  }

  /** Sends whenever a run changed, and at last, with 0, when it is gone. */
  void follow(EventStream stream, String since, String run, Sender sender) {
    listeners.incrementAndGet();
    try {
      begin();
      String known = stream.lastId().orElse(since);
      while (stream.isOpen()) {
        State now = state;
        String id = now == null ? known : run.isEmpty() ? now.version : now.changes.getOrDefault(run, 0L).toString();
        if (!id.equals(known)) {
          sender.send(id);
          known = id;
        }
        stream.pause(WAIT_MILLIS);
      }
    } finally {
      listeners.decrementAndGet();
    }
  }

  private synchronized void begin() {
    if (!isLooking) {
      isLooking = true;
      state = null;
      Thread.ofVirtual().name("store").start(this::look);
    }
  }

  private void look() {
    while (goesOn()) {
      try {
        String version = store.version();
        if (state == null || !version.equals(state.version)) {
          state = new State(version, store.changes());
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
    isLooking = listeners.get() > 0;
    return isLooking;
  }
}
