package dev.weft.store;

import dev.weft.WeftException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** The tables of a store, version by version: what {@code V1.sql} and its successors say. */
final class Schema {
  /** The newest version. */
  static final int VERSION = 4;

  private static final String TABLE = "weft_schema";

  private Schema() {}

  /**
   * Makes or renews the tables, all in one transaction.
   *
   * @throws WeftException if a newer Weft made them, or if the database is of something else
   */
  static void migrate(Database database) {
    if (version(database) != VERSION) {
      database.transaction(() -> {
        if (!database.dialect().lock.isEmpty()) {
          database.exists(database.dialect().lock);
        }
        migrateAlone(database);
      });
    }
  }

  private static void migrateAlone(Database database) {
    int version = version(database); // another process may have been faster
    if (version > VERSION) {
      throw new WeftException(
          String.format(
              Locale.ROOT,
              "the store %s has tables of version %d, made by a newer weft; this one knows version %d: use the newer,"
                  + " or choose another store with --store.",
              database.place(),
              version,
              VERSION));
    }
    if (version == 0) {
      requireEmpty(database);
      database.update("CREATE TABLE " + TABLE + " (version BIGINT NOT NULL)");
      database.update("INSERT INTO " + TABLE + " VALUES (0)");
    }
    for (int next = version + 1; next <= VERSION; next++) {
      statements("V" + next + ".sql").forEach(sql -> database.update(database.dialect().fill(sql)));
    }
    database.update("UPDATE " + TABLE + " SET version = ?", VERSION);
  }

  private static void requireEmpty(Database database) {
    List<String> others = database.query(database.dialect().inTheWay, row -> row.getString(1));
    if (!others.isEmpty()) {
      throw new WeftException(
          "the store %s must be a database of its own; this one has a table '%s' of something else; choose another with --store."
              .formatted(database.place(), others.getFirst()));
    }
  }

  /** 0 where there are no tables yet. */
  private static int version(Database database) {
    return database.exists(database.dialect().hasTable, TABLE)
        ? database.query("SELECT version FROM " + TABLE, row -> row.getInt(1)).getFirst()
        : 0;
  }

  private static List<String> statements(String file) {
    try (InputStream in = Schema.class.getResourceAsStream(file)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^--.*$", "");
      return List.of(text.strip().split(";\\s*"));
    } catch (IOException e) {
      throw new IllegalStateException(file + " is not in the program", e);
    }
  }
}
