package dev.weft.server.model;

import java.util.concurrent.locks.ReentrantReadWriteLock;

/** What many threads use and one closes: it is closed when the last of them has left, and nobody enters after that. */
public final class Lease {
  private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();

  /** Whether it may be used until {@link #leave}; false once it is closed. */
  public boolean enter() {
    return use.readLock().tryLock();
  }

  public void leave() {
    use.readLock().unlock();
  }

  /** Waits until those have left who use it, then closes it; the lock is never given back. */
  public void close(Runnable closing) {
    use.writeLock().lock();
    closing.run();
  }
}
