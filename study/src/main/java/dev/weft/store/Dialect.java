package dev.weft.store;

import java.sql.SQLException;

/** What SQLite and PostgreSQL do not say alike. */
enum Dialect {
  SQLITE(
      "BLOB",
      "WITHOUT ROWID",
      "SELECT name FROM sqlite_schema WHERE name = ?",
      "SELECT name FROM sqlite_schema WHERE type = 'table'",
      "") { // transactions are immediate: whoever began one is alone
    @Override
    String explain(SQLException e) {
      return switch (e.getErrorCode() & 0xff) {
        case 5, 6 -> "another process held it all the time; try again.";
        case 8 -> "it is read-only; change its permissions, or choose another with --store.";
        case 10 -> "its disk failed (%s); choose another with --store.".formatted(firstLine(e));
        case 11 ->
            "it is damaged (%s); keep a copy, and save what can be read with sqlite3's .recover."
                .formatted(firstLine(e));
        case 13 -> FULL;
        case 14 -> "the file cannot be opened; check its folder's permissions, or choose another with --store.";
        case 26 -> "it is no SQLite database; move it away, or choose another with --store.";
        default -> firstLine(e) + ".";
      };
    }
  },
  POSTGRESQL(
      "BYTEA",
      "",
      "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = ?",
      "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"
          + " AND table_name IN ('run', 'parameter', 'provenance', 'metric', 'epoch', 'tag', 'prediction', 'progress')",
      "SELECT pg_advisory_xact_lock(hashtext('weft'))") {
    @Override
    String explain(SQLException e) {
      String state = e.getSQLState() == null ? "" : e.getSQLState();
      String what = firstLine(e).replaceFirst("^(FATAL|ERROR): ", "");
      if (state.equals("53300")) {
        return "the server has no connection left (%s); try again, or raise its max_connections.".formatted(what);
      }
      if (state.equals("08004")) {
        return refused(what); // it wants a password and gets none
      }
      return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
        case "08" -> "the server does not answer (%s); check that it runs, its address and port.".formatted(what);
        case "28" -> refused(what);
        case "3D" -> what + "; create it first, with 'createdb'.";
        case "53" -> "the server has no space left (%s); all that was recorded before is still there.".formatted(what);
        default -> what + ".";
      };
    }

    private static String refused(String what) {
      return "the server refuses the user (%s); say user and password in the URL, or the password in PGPASSWORD."
          .formatted(what);
    }
  };

  /** The end of a sentence about a disk that is full. */
  static final String FULL = "its disk is full; free some space: all that was recorded before is still there.";

  private final String bytes;
  private final String clustered;

  /** Finds whether there is a table of a name. */
  final String hasTable;

  /** Finds tables that are in the way of a store's. */
  final String inTheWay;

  /** The first statement of a transaction that must be alone; empty where each is. */
  final String lock;

  Dialect(String bytes, String clustered, String hasTable, String inTheWay, String lock) {
    this.bytes = bytes;
    this.clustered = clustered;
    this.hasTable = hasTable;
    this.inTheWay = inTheWay;
    this.lock = lock;
  }

  /** What went wrong and what to do, the end of a sentence. */
  abstract String explain(SQLException e);

  /** The statement with this dialect's words in it. */
  String fill(String sql) {
    return sql.replace("${bytes}", bytes).replace(" ${clustered}", clustered.isEmpty() ? "" : " " + clustered);
  }

  private static String firstLine(SQLException e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    return message
        .lines()
        .findFirst()
        .orElse("")
        .strip()
        .replaceFirst("^\\[SQLITE_[A-Z_]+] *", "")
        .replaceFirst("[.]$", "");
  }
}
