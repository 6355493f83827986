package dev.lockstep.cli.check;

import dev.lockstep.config.check.Finding;
import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * JUnit's XML, for build servers: a suite of one case a file, which fails if it has errors.
 * Warnings are output of the case.
 */
public final class JUnitFindings {
  private JUnitFindings() {}

  /** The report. */
  public static String render(List<String> files, List<Finding> findings) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("testsuite");
      xml.writeAttribute("name", "lockstep check");
      xml.writeAttribute("tests", Integer.toString(files.size()));
      long failed = files.stream().filter(file -> !lines(findings, file, true).isEmpty()).count();
      xml.writeAttribute("failures", Long.toString(failed));
      for (String file : files) {
        writeCase(xml, file, findings);
      }
      xml.writeEndElement();
      xml.writeEndDocument();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return text + "\n";
  }

  private static void writeCase(XMLStreamWriter xml, String file, List<Finding> findings)
      throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", "definition");
    xml.writeAttribute("name", clean(file));
    writeLines(xml, "failure", lines(findings, file, true));
    writeLines(xml, "system-out", lines(findings, file, false));
    xml.writeEndElement();
  }

  private static void writeLines(XMLStreamWriter xml, String element, String lines)
      throws XMLStreamException {
    if (!lines.isEmpty()) {
      xml.writeStartElement(element);
      xml.writeCharacters(lines);
      xml.writeEndElement();
    }
  }

  private static String lines(List<Finding> findings, String file, boolean errors) {
    return clean(
        findings.stream()
            .filter(f -> f.file().equals(file) && f.isError() == errors)
            .map(Finding::toString)
            .reduce("", (a, b) -> a + b + "\n"));
  }

  /** Characters that XML cannot hold become question marks. */
  private static String clean(String text) {
    return text.replaceAll(
        "[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]", "?");
  }
}
