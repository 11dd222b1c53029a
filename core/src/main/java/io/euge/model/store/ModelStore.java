package io.euge.model.store;

import io.euge.file.AtomicFile;
import io.euge.file.BrokenLink;
import io.euge.file.CacheFolder;
import io.euge.file.IoReason;
import io.euge.model.Model;
import io.euge.model.ModelException;
import io.euge.model.ModelMetadata;
import io.euge.model.catalogue.BuiltInModel;
import io.euge.model.catalogue.Catalogue;
import io.euge.model.catalogue.PulledModels;
import io.euge.model.darknet.DarknetFiles;
import io.euge.model.darknet.DarknetImporter;
import io.euge.model.importing.GraphImporter;
import io.euge.model.importing.GraphInterpreter;
import io.euge.model.importing.ImportPlan;
import io.euge.model.importing.ModelDescription;
import io.euge.model.importing.NarrowedGraph;
import io.euge.model.onnx.ModelInspection;
import io.euge.model.onnx.ModelReader;
import io.euge.model.onnx.OnnxFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Resolves what the user typed to a {@link Model}: the name of a model in the catalogue that comes
 * with Euge or was pulled, an {@code .onnx} file, or a Darknet {@code .cfg} with its {@code
 * .weights} and {@code .names} (or {@code coco.names}) beside it.
 *
 * <p>Safe for any number of threads and processes on the same cache directory.
 */
public final class ModelStore {
  private final ModelCache cache;
  private final ModelCache narrowed;
  private final Catalogue catalogue;
  private final PulledModels pulled;
  private final Path unpacked;
  private final ForeignModels imports;

  /**
   * Creates a store that keeps what it converts in a directory.
   *
   * @param cacheDirectory where converted graphs are kept by content hash, and models that were
   *     pulled or come with Euge in the directories {@code pulled} and {@code built-in}; made when
   *     first needed. Graphs with some of their outputs are kept in {@code narrowed}
   * @param interpreter is asked about graphs that other tools wrote
   * @param validator is asked about every model before it is copied and before it is returned
   */
  public ModelStore(
      Path cacheDirectory,
      Catalogue catalogue,
      GraphInterpreter interpreter,
      ModelValidator validator) {
    this.imports = new ForeignModels(interpreter);
    this.cache = new ModelCache(cacheDirectory, validator);
    this.narrowed = new ModelCache(cacheDirectory.resolve("narrowed"), validator);
    this.catalogue = catalogue;
    this.pulled = new PulledModels(cacheDirectory.resolve("pulled"));
    this.unpacked = cacheDirectory.toAbsolutePath().normalize().resolve("built-in");
  }

  /**
   * Returns the user's own directory of models: {@code models} in {@code EUGE_CACHE}, else in
   * {@code XDG_CACHE_HOME/euge}, else in {@code ~/.cache/euge}.
   */
  public static Path standardDirectory() {
    return CacheFolder.standard(System.getenv()).resolve("models");
  }

  /** The models that come with Euge, and those that can be pulled. */
  public Catalogue catalogue() {
    return catalogue;
  }

  /** The models that were pulled. */
  public PulledModels pulled() {
    return pulled;
  }

  /** Reads and returns the graphs that were converted or copied here so far. */
  public List<Model> kept() {
    return cache.kept();
  }

  /**
   * Returns the model that a user named. A name in the catalogue is that model, also where a file
   * or a directory of that name lies in the working directory: a model's file ends in {@code .onnx}
   * or {@code .cfg}, and no name in the catalogue does. A model that comes with Euge needs no
   * network. A Darknet model is converted on first use, an ONNX file is copied, and the graph kept
   * under its content; after that the user's files are only hashed.
   *
   * @throws ModelException if there is no such model or it cannot be used; the message names the
   *     value and what is accepted
   */
  public Model resolve(String spec) {
    return resolve(spec, ModelDescription.NONE);
  }

  /**
   * Returns the model that a user named and described, as {@link #resolve(String)}. What is said of
   * it wins over the sidecar beside the file, and that over the file.
   *
   * @throws ModelException also if the model describes itself and the user says something else
   */
  public Model resolve(String spec, ModelDescription said) {
    return resolveFile(file(spec), said);
  }

  /**
   * Returns the file of a model that the user named: that of the catalogue if it is a name in it.
   *
   * @throws ModelException if a model of the catalogue was not pulled
   */
  public String file(String spec) {
    Optional<BuiltInModel> builtIn = catalogue.findBuiltIn(spec);
    if (builtIn.isPresent()) {
      return builtIn.get().unpack(unpacked).toString();
    }
    return catalogue.find(spec).map(known -> pulled.model(known).toString()).orElse(spec);
  }

  private Model resolveFile(String spec, ModelDescription said) {
    Path path;
    try {
      path = Path.of(spec);
    } catch (InvalidPathException e) {
      throw unknown(spec, "it is not a file name", e);
    }
    if (spec.isBlank() || !Files.exists(path)) {
      throw unknown(spec, BrokenLink.explain(path).orElse("there is no such file"), null);
    }
    requireModel(path);
    String lower = spec.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".onnx")) {
      return resolve(OnnxFile.read(path), said);
    }
    if (lower.endsWith(".cfg")) {
      requireUndescribed(path, said);
      return resolve(DarknetFiles.beside(path));
    }
    throw unknown(spec, "its name ends in neither .onnx nor .cfg", null);
  }

  private Model resolve(OnnxFile file, ModelDescription said) {
    if (ModelMetadata.isPresent(file.metadata())) {
      requireUndescribed(file.path(), said);
      Model given = cache.check(ModelReader.of(file));
      // Jobs read the copy that is named by its content: the user may replace the file meanwhile.
      return cache.resolve("onnx-" + given.sha256(), copy -> Files.copy(file.path(), copy));
    }
    ImportPlan plan = imports.plan(file, said);
    imports.log(file.path(), plan);
    ModelInspection graph = ModelInspection.of(file);
    GraphImporter importer = new GraphImporter(graph, plan);
    return cache.resolve(importer.fingerprint(), importer::write).named(graph.name());
  }

  /**
   * Returns a model with some of its outputs only, made on first use and kept.
   *
   * @throws ModelException if its graph cannot be read or the cache cannot be written
   */
  public Model narrow(Model model, NarrowedGraph graph) {
    return narrowed.resolve(graph.fingerprint(), graph::write).named(model.name());
  }

  /**
   * Refuses to be told of a model what it says itself.
   *
   * @throws ModelException if something is said
   */
  public static void requireUndescribed(Path file, ModelDescription said) {
    if (!said.equals(ModelDescription.NONE)) {
      throw new ModelException(
          "Cannot use head, labels, preprocessing or input-size with %s: it describes itself, as models of Darknet and those that Euge wrote do; leave them out"
              .formatted(file));
    }
  }

  /** The files of other tools. */
  public ForeignModels imports() {
    return imports;
  }

  /**
   * Refuses a file or directory that is something else, in words that say what.
   *
   * @throws ModelException that names it and what to give instead
   */
  public static void requireModel(Path file) {
    MistakenFile.explain(file)
        .ifPresent(
            explanation -> {
              throw new ModelException("Cannot use '" + file + "' as a model: " + explanation);
            });
  }

  /**
   * Returns the model of these files, converted on first use and kept; its name is the cfg's.
   *
   * @throws ModelException if the files cannot be used or the cache cannot be written
   */
  public Model resolve(DarknetFiles files) {
    DarknetImporter importer = new DarknetImporter(files);
    return cache.resolve(importer.fingerprint(), importer::write).named(files.name());
  }

  /**
   * Converts to a file of the user's choice instead of the cache. The file appears whole or not at
   * all, and replaces one that is there.
   *
   * @throws ModelException if the files cannot be used or the output cannot be written
   */
  public static Model convert(DarknetFiles files, Path output) {
    Path target = output.toAbsolutePath().normalize();
    if (!target.toString().toLowerCase(Locale.ROOT).endsWith(".onnx")) {
      throw new ModelException("The output " + output + " must be a file that ends in .onnx");
    }
    String name = target.getFileName().toString();
    try {
      AtomicFile.write(target.getParent(), hash -> name, new DarknetImporter(files)::write);
    } catch (IOException e) {
      throw new ModelException(
          "Cannot write the model " + output + ": " + IoReason.of(e) + "; give another --output",
          e);
    }
    return ModelReader.read(target);
  }

  private ModelException unknown(String spec, String why, Exception cause) {
    return new ModelException(
        "Cannot use '"
            + spec
            + "' as a model, "
            + why
            + catalogue.near(spec).stream()
                .findFirst()
                .map(name -> "; did you mean " + name + "? Give")
                .orElse("; give")
            + " a name in the catalogue ("
            + catalogue.names()
            + "), an .onnx file, or a Darknet .cfg with its .weights and its .names (or coco.names)"
            + " beside it",
        cause);
  }
}
