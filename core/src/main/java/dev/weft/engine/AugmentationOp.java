package dev.weft.engine;

import dev.weft.augment.Augmentation;
import dev.weft.augment.Augmenter;
import dev.weft.augment.ImageShape;
import dev.weft.model.Shape;
import java.util.List;

/**
 * A layer that changes images in training, and else does nothing. What it does is a function of the seed, the layer's
 * name, the step and the image's place in the batch. It has no backward pass, as nothing before it learns.
 */
final class AugmentationOp implements Op {
  private final ThreadLocal<Augmenter> augmenters;
  private final long seed;
  private final Tensor in;
  private final Tensor out;
  private final WorkerPool workers;
  private final WorkerPool.Task forward = this::forwardUnit;
  private boolean training;
  private int step;

  AugmentationOp(Augmentation augmentation, long seed, Tensor in, Tensor out, WorkerPool workers) {
    Shape shape = in.shape();
    ImageShape image = new ImageShape(shape.size(0), shape.size(1), shape.last());
    augmenters = ThreadLocal.withInitial(() -> Augmenter.of(List.of(augmentation), image));
    this.seed = seed;
    this.in = in;
    this.out = out;
    this.workers = workers;
  }

  @Override
  public void step(long step) {
    this.step = (int) step;
  }

  @Override
  public void forward(int samples, boolean training) {
    this.training = training;
    workers.run(forward, samples);
  }

  private void forwardUnit(int image) {
    int at = image * in.features();
    System.arraycopy(in.values(), at, out.values(), at, in.features());
    if (training) {
      augmenters.get().apply(out.values(), at, seed, step, image);
    }
  }

  @Override
  public void backward(int samples) {}

  @Override
  public boolean keepsInput() {
    return false;
  }

  @Override
  public boolean keepsOutput() {
    return false;
  }
}
