package dev.lockstep.porter.python;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files are decoded as CPython 3 does it, and written back byte for byte. */
class SourceTest {
  @ParameterizedTest
  @CsvSource({
    "utf-8, UTF-8",
    "utf8, UTF-8",
    "UTF_8, UTF-8",
    "utf-8-unix, UTF-8",
    "latin-1, ISO-8859-1",
    "latin1, ISO-8859-1",
    "latin-1-unix, ISO-8859-1",
    "iso-8859-1, ISO-8859-1",
    "iso_8859_1, ISO-8859-1",
    "iso-8859-15, ISO-8859-15",
    "cp1252, windows-1252",
    "gbk, GBK",
    "gb2312, GB2312",
    "gb18030, GB18030",
    "cp936, GBK",
    "big5, Big5",
    "euc_jp, EUC-JP",
    "shift_jis, Shift_JIS",
    "ascii, US-ASCII",
  })
  void pythonsNamesOfEncodings(String name, String charset) {
    String sample = Charset.forName(charset).newEncoder().canEncode('é') ? "é" : "x";
    String text = "#!/usr/bin/env python\n# -*- coding: %s -*-\ns = '%s'\n".formatted(name, sample);
    byte[] bytes = text.getBytes(Charset.forName(charset));
    Source source = Source.decode("a.py", bytes);
    assertEquals(text, source.text());
    assertArrayEquals(bytes, source.encode(source.text()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x = 1\n# coding: klingon\n", "\n\n# coding: klingon\n"})
  void aDeclarationThatPythonDoesNotReadIsAComment(String text) {
    assertEquals(text, Source.decode("a.py", text.getBytes(StandardCharsets.UTF_8)).text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# coding: klingon\n",
        "\n# coding: klingon\n",
        "\r# coding: klingon\r",
        "# a\n#coding=klingon"
      })
  void anUnknownEncodingIsRefused(String text) {
    SyntaxProblem problem =
        assertThrows(
            SyntaxProblem.class,
            () -> Source.decode("a.py", text.getBytes(StandardCharsets.UTF_8)));
    assertTrue(problem.text().contains("unknown encoding \"klingon\""), problem.text());
  }

  /** CPython reads it so; the bytes stay. */
  @Test
  void aCarriageReturnAloneEndsALine() {
    Source source = Source.of("a.py", "# one\rx = 1\r\ny = 2\n");
    List<Node> assignments = PythonParser.parse(source).descendants("assignment").toList();
    assertEquals(List.of(2, 3), assignments.stream().map(Node::line).toList());
    assertEquals("x = 1", source.lineText(2));
    assertEquals("# one\rx = 1\r\ny = 2\n", source.text());
  }
}
