package dev.lockstep.porter;

import java.util.List;

/**
 * What became of all files of a run.
 *
 * @param options what was asked for
 * @param files in the order in which they were given
 */
public record PortReport(PortOptions options, List<FileReport> files) {
  /** Whether a user must look at some file. */
  public boolean hasFindings() {
    return files.stream().anyMatch(FileReport::hasFindings);
  }

  /** Whether no file could be read. */
  public boolean nothingRead() {
    return files.stream().allMatch(f -> f.status() == Status.ERROR);
  }
}
