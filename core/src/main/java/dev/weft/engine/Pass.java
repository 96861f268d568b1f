package dev.weft.engine;

/** Turns a network into one that computes the same with less work. */
interface Pass {
  FusedNetwork apply(FusedNetwork network);
}
