package dev.weft.train;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Where a training is. */
final class Position {
  final List<EpochResult> epochs = new ArrayList<>();

  /** What the stages behind have to say, one sentence each. */
  final List<String> notes = new ArrayList<>();

  int stage;

  /** The stage's first epoch. */
  int stageEpoch;

  /** The epoch and the optimizer's batch at which the learning rate's schedule began. */
  int rateEpoch;

  long rateStep;
  int epoch;

  /** Whether a callback ended the stage. */
  boolean ended;

  /** Whether that is the end of all stages. */
  boolean over;

  boolean diverged;
  String reason = "";

  // of the epoch under way
  int step;
  double rate;
  double lossSum;
  long correct;
  long samples;
  double seconds;

  double loss() {
    return lossSum / samples;
  }

  double accuracy() {
    return (double) correct / samples;
  }

  /** Turns to the next epoch, if there is to be one. */
  void turn(EpochResult result) {
    epochs.add(result);
    epoch++;
    step = 0;
    lossSum = 0;
    correct = 0;
    samples = 0;
    seconds = 0;
  }

  void end(Verdict verdict, boolean ofAllStages) {
    ended = true;
    over = ofAllStages;
    reason = verdict.reason();
  }

  /** Turns to the next stage. */
  void turnStage() {
    stage++;
    stageEpoch = epoch;
    ended = false;
    reason = "";
  }

  /** Whether a stage with so many steps in an epoch can be here. */
  boolean isWithin(int steps) {
    boolean begun = samples > 0;
    return epoch == epochs.size()
        && stageEpoch >= 0
        && stageEpoch <= epoch
        && step >= 0
        && step <= steps
        && begun == step > 0
        && correct <= samples;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(stage);
    out.writeInt(stageEpoch);
    out.writeInt(rateEpoch);
    out.writeLong(rateStep);
    out.writeInt(epoch);
    out.writeBoolean(ended);
    out.writeBoolean(over);
    out.writeBoolean(diverged);
    out.writeUTF(reason);
    out.writeInt(step);
    out.writeDouble(rate);
    out.writeDouble(lossSum);
    out.writeLong(correct);
    out.writeLong(samples);
    out.writeDouble(seconds);
    out.writeInt(notes.size());
    for (String note : notes) {
      out.writeUTF(note);
    }
    out.writeInt(epochs.size());
    for (EpochResult result : epochs) {
      result.write(out);
    }
  }

  static Position read(DataInput in) throws IOException {
    Position position = new Position();
    position.stage = in.readInt();
    position.stageEpoch = in.readInt();
    position.rateEpoch = in.readInt();
    position.rateStep = in.readLong();
    position.epoch = in.readInt();
    position.ended = in.readBoolean();
    position.over = in.readBoolean();
    position.diverged = in.readBoolean();
    position.reason = in.readUTF();
    position.step = in.readInt();
    position.rate = in.readDouble();
    position.lossSum = in.readDouble();
    position.correct = in.readLong();
    position.samples = in.readLong();
    position.seconds = in.readDouble();
    for (int count = in.readInt(); count > 0; count--) {
      position.notes.add(in.readUTF());
    }
    for (int count = in.readInt(); count > 0; count--) {
      position.epochs.add(EpochResult.read(in));
    }
    return position;
  }
}
