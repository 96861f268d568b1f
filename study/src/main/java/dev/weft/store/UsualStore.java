package dev.weft.store;

import java.util.function.Supplier;

/** Where runs are recorded, and looked up by name: the place that a command names, else the environment. */
public final class UsualStore {
  private static final ScopedValue<String> GIVEN = ScopedValue.newInstance();

  private UsualStore() {}

  /** What the environment variable WEFT_STORE says, else {@code runs/weft.db}; another within {@link #at}. */
  public static String place() {
    return GIVEN.isBound() ? GIVEN.get() : System.getenv().getOrDefault("WEFT_STORE", RunStore.DEFAULT);
  }

  /** What an action gives to which another place is the usual one, on its own thread. */
  public static <T> T at(String place, Supplier<T> action) {
    return ScopedValue.where(GIVEN, place).call(action::get);
  }
}
