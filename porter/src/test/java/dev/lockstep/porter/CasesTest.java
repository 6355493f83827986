package dev.lockstep.porter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of ports under resources: before, after, and what stays. */
class CasesTest {
  static Stream<Case> cases() {
    return Case.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aScriptBecomesItsPort(Case row) {
    assertEquals(row.after().orElse(row.before()), row.port(row.before()).ported());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatStaysIsNamed(Case row) {
    String refused =
        row.port(row.before()).decisions(Action.REFUSED).stream()
            .map(d -> d.line() + " " + d.construct().id() + " " + d.rule() + "\n")
            .collect(Collectors.joining());
    row.refused().ifPresent(expected -> assertEquals(expected, refused));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aSecondPortChangesNothing(Case row) {
    String once = row.port(row.before()).ported();
    assertEquals(once, row.port(once).ported());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void windowsLineEndsStay(Case row) {
    String ported = row.port(row.before().replace("\n", "\r\n")).ported();
    assertEquals(row.port(row.before()).ported(), ported.replace("\r\n", "\n"));
    assertTrue(ported.replace("\r\n", "").indexOf('\n') < 0, ported);
  }
}
