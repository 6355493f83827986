package dev.lockstep.porter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.porter.python.Source;
import java.util.List;
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
    assertEquals(row.after().orElse(row.before()), port(row.before()).ported());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatStaysIsNamed(Case row) {
    String refused =
        port(row.before()).decisions(Action.REFUSED).stream()
            .map(d -> d.line() + " " + d.construct().id() + " " + d.rule() + "\n")
            .collect(Collectors.joining());
    row.refused().ifPresent(expected -> assertEquals(expected, refused));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aSecondPortChangesNothing(Case row) {
    String once = port(row.before()).ported();
    assertEquals(once, port(once).ported());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void windowsLineEndsStay(Case row) {
    String ported = port(row.before().replace("\n", "\r\n")).ported();
    assertEquals(port(row.before()).ported(), ported.replace("\r\n", "\n"));
    assertTrue(ported.replace("\r\n", "").indexOf('\n') < 0, ported);
  }

  static FileReport port(String script) {
    return new Porter(PortOptions.torchToMindSpore())
        .port(List.of(Source.of("script.py", script)))
        .files()
        .get(0);
  }
}
