package dev.weft.study;

import dev.weft.config.ConfigException;

/**
 * Recipes are chosen by what came of those before: {@link dev.weft.search.TreeParzen}. The first ones are drawn at
 * random. The others come in batches, each of which sees what came of all batches before, so that the study is the same
 * with any number of workers. By default of seed 1, with 10 drawn at random and batches of 4.
 *
 * @param trials how many recipes in all, 1 or more
 * @param startup how many of them are drawn at random, 1 or more
 * @param batch how many are chosen at once, 1 or more
 */
public record Bayesian(int trials, long seed, int startup, int batch) implements Strategy {
  public Bayesian {
    atLeastOne("trials", trials);
    atLeastOne("startup", startup);
    atLeastOne("batch", batch);
  }

  public static Bayesian of(int trials) {
    return new Bayesian(trials, 1, 10, 4);
  }

  /** How many are drawn at random. */
  int first() {
    return Math.min(trials, startup);
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw ConfigException.of(name, "'" + name + "' must be at least 1; received " + value + ".");
    }
  }
}
