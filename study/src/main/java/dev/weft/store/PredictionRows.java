package dev.weft.store;

import dev.weft.metrics.Predictions;
import dev.weft.source.DataPart;
import java.util.Map;
import java.util.Optional;

/** What runs predict for images, as rows of the tables: a {@link PredictionBlock} for each part of the data. */
record PredictionRows(Database database) {
  void put(String run, Map<DataPart, Predictions> predictions) {
    database.updateAll(
        """
        INSERT INTO prediction (run, part, content) VALUES (?, ?, ?)
        ON CONFLICT (run, part) DO UPDATE SET content = excluded.content
        """,
        predictions.entrySet().stream()
            .map(part -> new Object[] {run, part.getKey().word(), PredictionBlock.bytes(part.getValue())})
            .toList());
  }

  Optional<Predictions> of(String run, DataPart part) {
    return database
        .query("SELECT content FROM prediction WHERE run = ? AND part = ?", row -> row.getBytes(1), run, part.word())
        .stream()
        .findFirst()
        .map(PredictionBlock::read);
  }
}
