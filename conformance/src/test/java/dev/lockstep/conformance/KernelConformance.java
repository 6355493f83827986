package dev.lockstep.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@link OptimizerGoldensConformance} file by file, for the mutation tests: a mutant of a kernel is
 * tried on the traces that run it, and on no others.
 */
@EnabledIfSystemProperty(named = "lockstep.pit", matches = "true")
class KernelConformance {
  static List<String> files() {
    return Goldens.files(Goldens.OPTIMIZERS).stream()
        .map(file -> file.getFileName().toString())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("files")
  void theTracesAreReplayed(String file) throws IOException {
    Path path = Goldens.OPTIMIZERS.resolve(file);
    List<FileReport> reports = Conformance.standard().replay(path, done -> {});
    assertFalse(reports.isEmpty());
    reports.forEach(report -> assertEquals(List.of(), report.deviations()));
  }
}
