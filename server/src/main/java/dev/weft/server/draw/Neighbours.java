package dev.weft.server.draw;

import dev.weft.WeftException;
import dev.weft.dataset.ImageSet;
import dev.weft.explain.NearestImages;
import dev.weft.train.Model;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The training images that a network sees most like an image. The first question starts a search through all of them,
 * in a thread of its own; until it ends nobody waits for it.
 */
final class Neighbours implements AutoCloseable {
  /** One search at a time, whatever network it is for: it takes a core. */
  private static final ReentrantLock SEARCHING = new ReentrantLock();

  private static final int THREADS = 1;

  private final Supplier<ImageSet> images;
  private final Model model;
  private State state = new Preparing("the training images are being read");
  private boolean isStarted;
  private boolean isClosed;

  /** How far the search is. */
  sealed interface State permits Preparing, Ready, Missing {}

  /**
   * It goes on.
   *
   * @param words how far it is, for a person
   */
  record Preparing(String words) implements State {}

  /** Images can be asked for, by one thread at a time. */
  record Ready(NearestImages nearest) implements State {}

  /**
   * There are none.
   *
   * @param reason a sentence
   */
  record Missing(String reason) implements State {}

  /**
   * @param images those that the network learned from; throws a {@link WeftException} where they cannot be had
   */
  Neighbours(Supplier<ImageSet> images, Model model) {
    this.images = images;
    this.model = model;
  }

  /** How far it is; the first call starts it. */
  synchronized State state() {
    if (!isStarted) {
      isStarted = true;
      Thread.ofPlatform().daemon().name("neighbours").start(this::prepare);
    }
    return state;
  }

  private void prepare() {
    SEARCHING.lock();
    try {
      ImageSet searched = images.get();
      become(
          new Ready(NearestImages.amongKept(searched, model, THREADS, done -> goOn(preparing(done, searched.size())))));
    } catch (CancellationException e) {
      become(new Missing("The search was given up."));
    } catch (WeftException | IllegalArgumentException e) {
      become(new Missing("There are no nearest training images: " + e.getMessage()));
    } catch (OutOfMemoryError e) {
      become(new Missing("There are no nearest training images: the search needs more memory than the server has."));
    } catch (RuntimeException e) {
      become(new Missing("There are no nearest training images: the search failed."));
    } finally {
      SEARCHING.unlock();
    }
  }

  private static Preparing preparing(int done, int all) {
    return new Preparing(String.format(Locale.ROOT, "%,d of %,d training images are looked through", done, all));
  }

  /** A search that nobody wants any more ends here. */
  private synchronized void goOn(Preparing far) {
    if (isClosed) {
      throw new CancellationException();
    }
    state = far;
  }

  private synchronized void become(State next) {
    if (!isClosed) {
      state = next;
    } else if (next instanceof Ready ready) {
      ready.nearest().close();
    }
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    if (state instanceof Ready ready) {
      ready.nearest().close();
    }
  }
}
