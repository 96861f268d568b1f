package dev.weft.cli.terminal;

import dev.weft.train.Callback;
import dev.weft.train.EpochResult;
import dev.weft.train.Fit;
import dev.weft.train.Model;
import dev.weft.train.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tells on the terminal how a training goes: a line for each epoch, and where a person watches also each moment. */
public final class TrainingLines implements Callback {
  /** What an epoch needs before its speed says something: the first steps are slow. */
  private static final double SECONDS_TO_JUDGE = 1;

  private final Terminal terminal;
  private final int epochs;
  private final int images;
  private int epoch = -1;
  private int firstStep;
  private long epochBegan;
  private int epochsDone;
  private double secondsDone;

  /**
   * @param images of an epoch
   */
  public TrainingLines(Terminal terminal, int epochs, int images) {
    this.terminal = terminal;
    this.epochs = epochs;
    this.images = images;
  }

  @Override
  public void trainBegin(Model model, Fit fit) {
    epochBegan = System.nanoTime();
  }

  @Override
  public Verdict batchEnd(int epoch, int step, int steps, double loss, double accuracy) {
    if (epoch != this.epoch) {
      this.epoch = epoch;
      firstStep = step; // not 0 where an interrupted epoch goes on
    }
    if (terminal.mayShow()) {
      String line =
          String.format(
              Locale.ROOT, "%s %3d%%  loss %.4f  accuracy %.4f", name(epoch), 100 * (step + 1) / steps, loss, accuracy);
      double elapsed = elapsed();
      if (elapsed > SECONDS_TO_JUDGE) {
        double perStep = elapsed / (step - firstStep + 1);
        double stepsLeft = (double) steps * (epochs - epoch) - step - 1;
        line += "  " + speed(steps * perStep) + "  " + time(stepsLeft * perStep) + " left";
      }
      terminal.status(line);
    }
    return Verdict.CONTINUE;
  }

  @Override
  public Verdict epochEnd(EpochResult result, Model model) {
    epochsDone++;
    secondsDone += elapsed();
    epochBegan = System.nanoTime();
    String line =
        String.format(
            Locale.ROOT, "%s  loss %.4f  accuracy %.4f", name(result.epoch()), result.loss(), result.accuracy());
    if (result.validated()) {
      line += String.format(Locale.ROOT, "  val_loss %.4f  val_accuracy %.4f", result.valLoss(), result.valAccuracy());
    }
    int left = epochs - result.epoch() - 1;
    List<String> more = new ArrayList<>(List.of(time(result.seconds()), speed(result.seconds())));
    if (left > 0) {
      more.add(time(left * secondsDone / epochsDone) + " left");
    }
    terminal.say(line, more.toArray(String[]::new));
    return Verdict.CONTINUE;
  }

  private double elapsed() {
    return (System.nanoTime() - epochBegan) * 1e-9;
  }

  private String name(int epoch) {
    String number = String.valueOf(epoch + 1);
    return "epoch " + " ".repeat(String.valueOf(epochs).length() - number.length()) + number + "/" + epochs;
  }

  private String speed(double epochSeconds) {
    return String.format(Locale.ROOT, "%,.0f images/s", images / epochSeconds);
  }

  /** As people say it. */
  public static String time(double seconds) {
    long rounded = Math.round(seconds);
    if (rounded < 100) {
      return seconds < 10 ? String.format(Locale.ROOT, "%.1f s", seconds) : rounded + " s";
    }
    long minutes = Math.round(seconds / 60);
    return minutes < 100 ? minutes + " min" : String.format(Locale.ROOT, "%d h %02d min", minutes / 60, minutes % 60);
  }
}
