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
 * A Mustache template in a class's resources. {@code {{name}}} is escaped for HTML and XML, {@code
 * {{{name}}}} is inserted as markup; a name that the view lacks is an error.
 */
public final class Template {
  private static final String SUFFIX = ".mustache";

  private final com.samskivert.mustache.Template compiled;

  /**
   * Reads a template.
   *
   * @param owner the class whose package has the template and its partials as resources
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

  /** Treats an {@link Optional} as a list of zero or one elements. */
  private static final class OptionalCollector extends DefaultCollector {
    @Override
    public Iterator<?> toIterator(Object value) {
      return value instanceof Optional<?> optional
          ? optional.stream().iterator()
          : super.toIterator(value);
    }
  }

  /**
   * Opens a template; partials of this package, such as bar charts, are available to all owners.
   */
  private static Reader open(Class<?> owner, String name) throws IOException {
    InputStream own = owner.getResourceAsStream(name + SUFFIX);
    InputStream found = own == null ? Template.class.getResourceAsStream(name + SUFFIX) : own;
    if (found == null) {
      throw new FileNotFoundException("no template " + name + " beside " + owner.getName());
    }
    return new InputStreamReader(found, StandardCharsets.UTF_8);
  }

  /**
   * Renders the template.
   *
   * @param view a record; its components and its methods without parameters are available by name
   */
  public String render(Object view) {
    return compiled.execute(view);
  }
}
