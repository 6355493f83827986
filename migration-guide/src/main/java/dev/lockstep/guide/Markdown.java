package dev.lockstep.guide;

import java.util.List;
import java.util.Set;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Markdown as HTML. A fenced block is no code but an order: its info string says what is quoted.
 *
 * <p>Immutable and shared.
 */
final class Markdown {
  private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();

  private final HtmlRenderer renderer;

  /** What stands for a fenced block. */
  interface Blocks {
    /**
     * The HTML.
     *
     * @param info what follows the fence
     * @param text what stands in the block
     * @throws IllegalArgumentException if there is no such order
     */
    String html(String info, String text);
  }

  /**
   * A Markdown text in two parts.
   *
   * @param title its first heading
   * @param body the rest as HTML
   */
  record Text(String title, String body) {}

  /**
   * A reader of Markdown.
   *
   * @param language {@code en} or {@code zh}: Chinese has no blank where a line ends
   * @param blocks what stands for a fenced block
   */
  Markdown(String language, Blocks blocks) {
    this.renderer =
        HtmlRenderer.builder()
            .softbreak(language.equals("zh") ? "" : "\n")
            .extensions(EXTENSIONS)
            .nodeRendererFactory(context -> new BlockRenderer(context, blocks))
            .build();
  }

  /** Reads a text that starts with a heading. */
  Text read(String text) {
    String[] parts = text.split("\n", 2);
    if (!parts[0].startsWith("# ")) {
      throw new IllegalArgumentException("a page starts with a heading, got " + parts[0]);
    }
    String title = Html.plain(renderer.render(PARSER.parse(parts[0])));
    String body = renderer.render(PARSER.parse(parts.length > 1 ? parts[1] : ""));
    return new Text(
        title,
        body.replace("<table>", "<div class=\"wide\" tabindex=\"0\"><table>")
            .replace("</table>", "</table></div>")
            .replace("<th>", "<th scope=\"col\">"));
  }

  /** Writes what a block orders. */
  private record BlockRenderer(HtmlNodeRendererContext context, Blocks blocks)
      implements NodeRenderer {
    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
      return Set.of(FencedCodeBlock.class, IndentedCodeBlock.class);
    }

    @Override
    public void render(Node node) {
      if (!(node instanceof FencedCodeBlock block)) {
        throw new IllegalArgumentException("code in a page is quoted from a file that runs");
      }
      context.getWriter().line();
      context.getWriter().raw(blocks.html(block.getInfo(), block.getLiteral()));
      context.getWriter().line();
    }
  }
}
