package dev.lockstep.cli.report;

import dev.lockstep.porter.Action;
import dev.lockstep.porter.Decision;
import dev.lockstep.porter.FileReport;
import dev.lockstep.porter.PortReport;
import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A port as JUnit XML: a suite is a file, a case a decision, a failure what needs a person. */
public final class JunitReport {
  private final String language;

  /** A report in that language. */
  public JunitReport(String language) {
    this.language = language;
  }

  /** The report. */
  public String xml(PortReport report) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter out = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      out.writeStartDocument("UTF-8", "1.0");
      out.writeStartElement("testsuites");
      for (FileReport file : report.files()) {
        suite(out, file);
      }
      out.writeEndElement();
      out.writeEndDocument();
      out.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return text + "\n";
  }

  private void suite(XMLStreamWriter out, FileReport file) throws XMLStreamException {
    int errors = file.problem().isPresent() ? 1 : 0;
    out.writeStartElement("testsuite");
    out.writeAttribute("name", clean(file.path()));
    out.writeAttribute("tests", String.valueOf(file.decisions().size() + errors));
    out.writeAttribute("failures", String.valueOf(file.decisions(Action.REFUSED).size()));
    out.writeAttribute("errors", String.valueOf(errors));
    if (errors > 0) {
      testCase(out, file, "read");
      said(out, "error", file.problem().orElseThrow());
      out.writeEndElement();
    }
    for (Decision decision : file.decisions()) {
      testCase(out, file, "line " + decision.line() + ": " + decision.rule());
      if (decision.action() == Action.REFUSED) {
        said(out, "failure", decision.verdict() + ": " + decision.reason().in(language));
      }
      out.writeEndElement();
    }
    out.writeEndElement();
  }

  private static void testCase(XMLStreamWriter out, FileReport file, String name)
      throws XMLStreamException {
    out.writeStartElement("testcase");
    out.writeAttribute("classname", clean(file.path()));
    out.writeAttribute("name", name);
  }

  private static void said(XMLStreamWriter out, String element, String message)
      throws XMLStreamException {
    out.writeStartElement(element);
    out.writeAttribute("message", clean(message));
    out.writeEndElement();
  }

  /** Without the characters that XML 1.0 has no way to write. */
  private static String clean(String text) {
    return text.replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "?");
  }
}
