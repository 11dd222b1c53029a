package io.euge.cli.report;

import com.samskivert.mustache.DefaultCollector;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Mustache.TemplateLoader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Optional;

/**
 * A Mustache template among a class's resources. {@code {{name}}} is escaped for HTML and XML,
 * {@code {{{name}}}} is markup already; a name that the view lacks is an error.
 */
public final class Template {
  private static final String SUFFIX = ".mustache";

  private final com.samskivert.mustache.Template compiled;

  /**
   * Reads a template.
   *
   * @param owner the class beside whose resources the template and its partials lie
   * @param name of the file, without {@code .mustache}
   */
  public Template(Class<?> owner, String name) {
    TemplateLoader partials = partial -> open(owner, partial);
    try (Reader source = open(owner, name)) {
      compiled =
          Mustache.compiler()
              .strictSections(true)
              .withCollector(new OptionalCollector())
              .withLoader(partials)
              .compile(source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes an {@link Optional} for a list of one or none. */
  private static final class OptionalCollector extends DefaultCollector {
    @Override
    public Iterator<?> toIterator(Object value) {
      return value instanceof Optional<?> optional
          ? optional.stream().iterator()
          : super.toIterator(value);
    }
  }

  /** Partials of this package, such as bar charts, are there for all owners. */
  private static Reader open(Class<?> owner, String name) throws IOException {
    InputStream own = owner.getResourceAsStream(name + SUFFIX);
    InputStream found = own == null ? Template.class.getResourceAsStream(name + SUFFIX) : own;
    if (found == null) {
      throw new FileNotFoundException("no template " + name + " beside " + owner.getName());
    }
    return new InputStreamReader(found, StandardCharsets.UTF_8);
  }

  /**
   * Fills in the template.
   *
   * @param view a record: its components, and its methods without parameters, are the names
   */
  public String render(Object view) {
    return compiled.execute(view);
  }
}
