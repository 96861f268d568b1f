package dev.weft.store;

import dev.weft.WeftException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/**
 * The connection to a store's database: statements, short transactions, and errors as sentences. Threads take turns. A
 * connection that a server lost is made anew at the next use.
 */
final class Database implements AutoCloseable {
  private static final String POSTGRESQL = "jdbc:postgresql:";
  private static final int PATIENCE_MILLIS = 30_000;
  private static final int ANSWER_SECONDS = 15;
  private static final int ALIVE_SECONDS = 1;
  private static final int LEAST_ROOM = 1 << 16;

  private final String place;
  private final Optional<Path> folder;
  private final Dialect dialect;
  private final Work<Connection> connect;
  private Connection connection;
  private boolean isInDoubt;
  private boolean isInTransaction;
  private boolean isClosed;

  private Database(String place, Optional<Path> folder, Dialect dialect, Work<Connection> connect) throws SQLException {
    this.place = place;
    this.folder = folder;
    this.dialect = dialect;
    this.connect = connect;
    connection = connect.run();
  }

  /** What is done with a connection. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws SQLException;
  }

  /** What a row of an answer says. */
  @FunctionalInterface
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  // ---- opening

  /**
   * Opens a file of SQLite, made where there is none, or a database of PostgreSQL.
   *
   * @param place a file, or a URL that begins with {@code jdbc:postgresql:}
   */
  static Database open(String place) {
    check(place);
    return isServer(place) ? openServer(place) : openFile(place);
  }

  /** Refuses a URL of another kind of database. */
  static void check(String place) {
    if (place.isBlank() || place.contains("://") && !isServer(place) || place.startsWith("jdbc:") && !isServer(place)) {
      throw new WeftException(
          "a store is a file or a URL that begins with %s//; received '%s'.".formatted(POSTGRESQL, place));
    }
  }

  private static boolean isServer(String place) {
    return place.startsWith(POSTGRESQL);
  }

  private static Database openServer(String url) {
    String place = url.replaceFirst("(?i)([?&]password=)[^&]*", "$1...");
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", "weft");
    properties.setProperty("connectTimeout", String.valueOf(ANSWER_SECONDS));
    properties.setProperty("socketTimeout", String.valueOf(PATIENCE_MILLIS / 1_000));
    properties.setProperty("tcpKeepAlive", "true");
    String password = System.getenv("PGPASSWORD"); // as for PostgreSQL's own programs
    if (password != null && url.equals(place)) {
      properties.setProperty("password", password);
    }
    try {
      return new Database(
          place, Optional.empty(), Dialect.POSTGRESQL, () -> DriverManager.getConnection(url, properties));
    } catch (SQLException e) {
      throw failure(place, Optional.empty(), Dialect.POSTGRESQL, e);
    }
  }

  private static Database openFile(String place) {
    Path file = Path.of(place).toAbsolutePath().normalize();
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException e) {
      throw new WeftException(
          "the store %s cannot be made: %s; choose another with --store.".formatted(place, WeftException.reason(e)), e);
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(PATIENCE_MILLIS);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL); // who reads does not wait for who writes
    config.enforceForeignKeys(true);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    try {
      return new Database(
          place,
          Optional.of(file.getParent()),
          Dialect.SQLITE,
          () -> JDBC.createConnection("jdbc:sqlite:" + file, config.toProperties()));
    } catch (SQLException e) {
      throw failure(place, Optional.of(file.getParent()), Dialect.SQLITE, e);
    } catch (LinkageError e) {
      throw new WeftException(
          "SQLite's library cannot be loaded (%s); the folder for temporary files must have space and allow programs."
              .formatted(e.getMessage()),
          e);
    }
  }

  /** How the user named it, without a password. */
  String place() {
    return place;
  }

  /** The folder that a database file lies in. */
  Optional<Path> folder() {
    return folder;
  }

  Dialect dialect() {
    return dialect;
  }

  // ---- statements

  /** The rows of an answer. */
  synchronized <T> List<T> query(String sql, Reader<T> reader, Object... arguments) {
    return guarded(() -> {
      try (PreparedStatement statement = prepared(sql, arguments);
          ResultSet answer = statement.executeQuery()) {
        List<T> rows = new ArrayList<>();
        while (answer.next()) {
          rows.add(read(reader, answer));
        }
        return rows;
      }
    });
  }

  private <T> T read(Reader<T> reader, ResultSet answer) throws SQLException {
    try {
      return reader.read(answer);
    } catch (NullPointerException | IllegalArgumentException | DateTimeException e) {
      throw new WeftException(
          "the store %s is damaged: a row is not as Weft wrote it; make another and 'weft runs import' the runs' folders."
              .formatted(place),
          e);
    }
  }

  /** A number of a row; NaN where it has none. */
  static double number(ResultSet row, int column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? Double.NaN : value;
  }

  /** Whether an answer has a row. */
  boolean exists(String sql, Object... arguments) {
    return !query(sql, row -> true, arguments).isEmpty();
  }

  /** Changes rows; how many. */
  synchronized int update(String sql, Object... arguments) {
    return guarded(() -> {
      try (PreparedStatement statement = prepared(sql, arguments)) {
        return statement.executeUpdate();
      }
    });
  }

  /** Carries one statement out with each row of arguments. */
  synchronized void updateAll(String sql, List<Object[]> rows) {
    guarded(() -> {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        for (Object[] row : rows) {
          set(statement, row);
          statement.addBatch();
        }
        return rows.isEmpty() ? new int[0] : statement.executeBatch();
      }
    });
  }

  /** All of it happens, or nothing does. */
  synchronized void transaction(Runnable work) {
    guarded(() -> {
      connection.setAutoCommit(false);
      isInTransaction = true;
      try {
        work.run();
        connection.commit();
      } catch (SQLException | RuntimeException | Error e) {
        afterwards(e, connection::rollback);
        afterwards(e, () -> connection.setAutoCommit(true));
        throw e;
      } finally {
        isInTransaction = false;
      }
      connection.setAutoCommit(true);
      return null;
    });
  }

  /** What is to be done with a connection after an error. */
  @FunctionalInterface
  private interface Step {
    void take() throws SQLException;
  }

  /** The first error says what is wrong; SQLite has rolled back by itself, and then refuses to do it again. */
  private static void afterwards(Throwable first, Step step) {
    try {
      step.take();
    } catch (SQLException e) {
      first.addSuppressed(e);
    }
  }

  private PreparedStatement prepared(String sql, Object... arguments) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      set(statement, arguments);
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }

  private static void set(PreparedStatement statement, Object[] arguments) throws SQLException {
    for (int i = 0; i < arguments.length; i++) {
      Object argument = arguments[i] instanceof Double number && number.isNaN() ? null : arguments[i];
      statement.setObject(i + 1, argument);
    }
  }

  // ---- errors

  private <T> T guarded(Work<T> work) {
    try {
      if (isInDoubt && !isInTransaction && !isClosed) {
        renew();
      }
      return work.run();
    } catch (SQLException e) {
      isInDoubt = dialect == Dialect.POSTGRESQL;
      throw failure(place, folder, dialect, e);
    }
  }

  /** Connects again where the server does not answer over this connection any more. */
  private void renew() throws SQLException {
    if (!connection.isValid(ALIVE_SECONDS)) {
      connection.close();
      connection = connect.run();
    }
    isInDoubt = false;
  }

  private static WeftException failure(String place, Optional<Path> folder, Dialect dialect, SQLException e) {
    String why = folder.filter(Database::isFull).isPresent() ? Dialect.FULL : dialect.explain(e);
    return new WeftException("the store %s cannot be used: %s".formatted(place, why), e);
  }

  /** SQLite has many words for it. */
  private static boolean isFull(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace() < LEAST_ROOM;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    guarded(() -> {
      connection.close();
      return null;
    });
  }
}
