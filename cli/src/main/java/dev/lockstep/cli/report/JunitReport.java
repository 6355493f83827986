package dev.lockstep.cli.report;

import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Suites of cases as JUnit's XML, for build servers. */
public final class JunitReport {
  /** What became of a case. */
  public enum Outcome {
    /** Nothing is wrong. */
    PASSED,
    /** Something is wrong with it. */
    FAILURE,
    /** It could not be tried. */
    ERROR
  }

  /**
   * A case.
   *
   * @param className the group that it is shown in
   * @param name its name
   * @param outcome what became of it
   * @param message why; empty if it passed
   * @param output what was said beside that
   */
  public record Case(
      String className, String name, Outcome outcome, String message, Optional<String> output) {}

  /**
   * A suite.
   *
   * @param name its name
   * @param cases its cases
   */
  public record Suite(String name, List<Case> cases) {
    public Suite {
      cases = List.copyOf(cases);
    }

    private String count(Outcome outcome) {
      return Long.toString(cases.stream().filter(c -> c.outcome() == outcome).count());
    }
  }

  private JunitReport() {}

  /** The report. */
  public static String render(List<Suite> suites) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("testsuites");
      for (Suite suite : suites) {
        write(xml, suite);
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return text + "\n";
  }

  private static void write(XMLStreamWriter xml, Suite suite) throws XMLStreamException {
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", clean(suite.name()));
    xml.writeAttribute("tests", Integer.toString(suite.cases().size()));
    xml.writeAttribute("failures", suite.count(Outcome.FAILURE));
    xml.writeAttribute("errors", suite.count(Outcome.ERROR));
    for (Case one : suite.cases()) {
      write(xml, one);
    }
    xml.writeEndElement();
  }

  private static void write(XMLStreamWriter xml, Case one) throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", clean(one.className()));
    xml.writeAttribute("name", clean(one.name()));
    if (one.outcome() != Outcome.PASSED) {
      xml.writeStartElement(one.outcome() == Outcome.ERROR ? "error" : "failure");
      xml.writeAttribute("message", clean(one.message()));
      xml.writeEndElement();
    }
    if (one.output().isPresent()) {
      xml.writeStartElement("system-out");
      xml.writeCharacters(clean(one.output().get()));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  /** Without the characters that XML 1.0 has no way to write. */
  private static String clean(String text) {
    return text.replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "?");
  }
}
