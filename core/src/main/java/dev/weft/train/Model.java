package dev.weft.train;

import dev.weft.engine.OptimizerState;
import dev.weft.engine.Variable;
import dev.weft.nn.Loss;
import dev.weft.nn.Optimizer;
import dev.weft.nn.Sequential;
import java.util.List;

/** A network with its weights, and how it is trained. */
public final class Model {
  private final Sequential network;
  private final Optimizer optimizer;
  private final Loss loss;
  private final long seed;
  private final List<Variable> variables;
  private final OptimizerState optimizerState;

  private Model(Sequential network, Optimizer optimizer, Loss loss, long seed) {
    this.network = network;
    this.optimizer = optimizer;
    this.loss = loss;
    this.seed = seed;
    this.variables = Variable.of(network, seed);
    this.optimizerState = OptimizerState.of(optimizer, variables);
  }

  /** A network with fresh weights; the same seed gives the same weights. */
  public static Model compile(Sequential network, Optimizer optimizer, Loss loss, long seed) {
    return new Model(network, optimizer, loss, seed);
  }

  public Sequential network() {
    return network;
  }

  public Optimizer optimizer() {
    return optimizer;
  }

  public Loss loss() {
    return loss;
  }

  public long seed() {
    return seed;
  }

  /** All weights in layer order; their arrays are the weights themselves. */
  public List<Variable> variables() {
    return variables;
  }

  public OptimizerState optimizerState() {
    return optimizerState;
  }
}
