package dev.weft.server.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.dataset.Datasets;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.Input;
import dev.weft.model.Loss;
import dev.weft.model.SGD;
import dev.weft.model.Sequential;
import dev.weft.train.Model;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The search for training images. */
class NeighboursTest {
  @Test
  void aSearchThatEndsAfterItsCloseKeepsNothing() throws Exception {
    Model model =
        Model.compile(
            Sequential.of(Input.of(28, 28, 1), Flatten.of(), Dense.of(4), Dense.of(10)),
            SGD.of(),
            Loss.SPARSE_CATEGORICAL_CROSSENTROPY,
            1);
    CountDownLatch closed = new CountDownLatch(1);
    Thread[] searching = new Thread[1];
    CountDownLatch begun = new CountDownLatch(1);
    Neighbours neighbours =
        new Neighbours(
            () -> {
              searching[0] = Thread.currentThread();
              begun.countDown();
              try {
                closed.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return Datasets.load("strokes").train().sample(100, 1);
            },
            model);
    Neighbours.State first = neighbours.state();
    begun.await();
    neighbours.close();
    closed.countDown();
    searching[0].join();
    assertEquals(first, neighbours.state());
  }
}
