package dev.weft.classifier;

import dev.weft.outlier.UnlikenessPredictor;
import dev.weft.outlier.UnlikenessPredictor.Answers;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** A predictor that several classifiers ask; closing waits for those who ask. */
final class SharedPredictor implements AutoCloseable {
  private final String model;
  private final UnlikenessPredictor predictor;
  private final ReadWriteLock use = new ReentrantReadWriteLock();
  private boolean isClosed;

  /**
   * @param model as a person calls it
   */
  SharedPredictor(String model, UnlikenessPredictor predictor) {
    this.model = model;
    this.predictor = predictor;
  }

  /**
   * What the model says of samples.
   *
   * @throws IllegalStateException if it is closed
   */
  Answers predict(float[] inputs) {
    use.readLock().lock();
    try {
      if (isClosed) {
        throw new IllegalStateException("the classifier of " + model + " is closed; load it again.");
      }
      return predictor.predict(inputs);
    } finally {
      use.readLock().unlock();
    }
  }

  @Override
  public void close() {
    use.writeLock().lock();
    try {
      if (!isClosed) {
        isClosed = true;
        predictor.close();
      }
    } finally {
      use.writeLock().unlock();
    }
  }
}
