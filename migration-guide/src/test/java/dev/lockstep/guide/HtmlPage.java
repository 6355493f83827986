package dev.lockstep.guide;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import nu.validator.htmlparser.common.XmlViolationPolicy;
import nu.validator.htmlparser.sax.HtmlParser;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * A page as a browser's parser reads it.
 *
 * @param errors everything that the parser had to mend
 * @param links targets of links, as written
 * @param sources what the page loads: styles, scripts, pictures
 * @param ids the places that a link can lead to
 * @param elements names of elements, in order
 */
record HtmlPage(
    List<String> errors,
    List<String> links,
    List<String> sources,
    Set<String> ids,
    List<String> elements) {

  static HtmlPage read(String html) {
    Reading reading = new Reading();
    HtmlParser parser = new HtmlParser(XmlViolationPolicy.ALLOW);
    parser.setContentHandler(reading);
    parser.setErrorHandler(reading);
    try {
      parser.parse(new InputSource(new StringReader(html)));
    } catch (IOException | SAXException e) {
      throw new IllegalStateException(e);
    }
    return reading.page;
  }

  /** Collects. */
  private static final class Reading extends DefaultHandler {
    final HtmlPage page =
        new HtmlPage(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new LinkedHashSet<>(),
            new ArrayList<>());

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes) {
      page.elements.add(name);
      String id = attributes.getValue("id");
      if (id != null && !page.ids.add(id)) {
        page.errors.add("id " + id + " stands twice");
      }
      String href = attributes.getValue("href");
      if (href != null) {
        (name.equals("a") ? page.links : page.sources).add(href);
      }
      String src = attributes.getValue("src");
      if (src != null) {
        page.sources.add(src);
      }
    }

    @Override
    public void error(SAXParseException e) {
      page.errors.add(e.getLineNumber() + ": " + e.getMessage());
    }

    @Override
    public void fatalError(SAXParseException e) {
      error(e);
    }
  }
}
