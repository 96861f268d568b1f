package dev.weft.cli;

/** The {@code weft} command. */
public final class Weft {
  private Weft() {}

  public static void main(String[] args) {
    System.out.println("weft " + Weft.class.getPackage().getImplementationVersion());
  }
}
