package dev.lockstep.examples.djl;

import dev.lockstep.conformance.simulation.SvgChart;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a training looks like while it runs: a bar in the terminal, and {@code loss.svg} and {@code
 * rate.svg} in a folder, drawn again every few steps.
 */
public final class TrainingLog {
  private static final int WIDTH = 30;
  private static final int REDRAW = 10;

  private final int steps;
  private final PrintStream terminal;
  private final Path folder;
  private final List<Double> losses = new ArrayList<>();
  private final List<Double> rates = new ArrayList<>();

  /** A log of that many steps; the folder is there. */
  public TrainingLog(int steps, PrintStream terminal, Path folder) {
    this.steps = steps;
    this.terminal = terminal;
    this.folder = folder;
  }

  /** Tells of a step that was taken. */
  public void step(double loss, double rate) throws IOException {
    losses.add(loss);
    rates.add(rate);
    int done = WIDTH * losses.size() / steps;
    String bar = "=".repeat(done) + " ".repeat(WIDTH - done);
    terminal.printf(
        Locale.ROOT, "\r[%s] %s/%s  loss %.4f  lr %.4f", bar, losses.size(), steps, loss, rate);
    if (losses.size() % REDRAW == 0 || losses.size() == steps) {
      draw("loss", losses);
      draw("rate", rates);
    }
    if (losses.size() == steps) {
      terminal.println();
    }
  }

  private void draw(String name, List<Double> values) throws IOException {
    String chart = new SvgChart(name, false).line(name, values).toFile();
    Files.writeString(folder.resolve(name + ".svg"), chart);
  }

  /** The losses of the steps. */
  public List<Double> losses() {
    return List.copyOf(losses);
  }
}
