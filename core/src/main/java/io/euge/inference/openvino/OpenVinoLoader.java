package io.euge.inference.openvino;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import io.euge.Printable;
import io.euge.inference.InferenceException;
import io.euge.process.Jna;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Loads OpenVINO into this process, once. */
final class OpenVinoLoader {
  /** The setting that names the directory. */
  static final String SETTING = "spark.euge.openvino.libraries";

  static final String INSTALL = "pip install openvino";

  /** Before it, types of elements had other codes. */
  private static final int LEAST_YEAR = 2026;

  /** RTLD_NOW alone: symbols that are not global cannot meet those of other libraries. */
  private static final int OPEN_FLAGS = 2;

  private static OpenVinoLoader loaded;

  private final Path file;
  private final String version;
  private final Variadic variadic;

  /** The functions with a variable number of arguments. */
  interface Variadic extends Library {
    int ov_core_set_property(Pointer core, String device, Object... keyAndValue);

    int ov_core_compile_model(
        Pointer core,
        Pointer model,
        String device,
        long properties,
        PointerByReference compiled,
        Object... keysAndValues);
  }

  private OpenVinoLoader(Path file, String version, Variadic variadic) {
    this.file = file;
    this.version = version;
    this.variadic = variadic;
  }

  /**
   * Returns the library of this process, which is loaded by the first call.
   *
   * @param folder where it is, if that is known
   * @throws InferenceException if it is not installed or cannot be used, with the remedy
   */
  static synchronized OpenVinoLoader get(Optional<Path> folder, OpenVinoLibraries libraries) {
    if (loaded == null) {
      loaded = load(libraries, folder);
    }
    return loaded;
  }

  static OpenVinoLoader load(OpenVinoLibraries libraries, Optional<Path> folder) {
    return load(file(libraries, folder));
  }

  static Path file(OpenVinoLibraries libraries, Optional<Path> folder) {
    return libraries.find(folder).orElseThrow(() -> missing(folder));
  }

  private static InferenceException missing(Optional<Path> folder) {
    return new InferenceException(
        folder
            .map(
                path ->
                    "Cannot use the engine openvino: %s is %s, where no libopenvino_c.so is; name the directory openvino/libs of Python's package, or install it: %s"
                        .formatted(SETTING, path, INSTALL))
            .orElse(
                "Cannot use the engine openvino: OpenVINO is not installed on this machine; install it: %s, or name its directory by %s"
                    .formatted(INSTALL, SETTING)));
  }

  private static OpenVinoLoader load(Path file) {
    Jna.prepare();
    Map<String, Object> options = Map.of(Library.OPTION_OPEN_FLAGS, OPEN_FLAGS);
    try {
      NativeLibrary library = NativeLibrary.getInstance(file.toString(), options);
      String version = version(library, file);
      Native.register(OpenVino.class, library);
      return new OpenVinoLoader(
          file, version, Native.load(file.toString(), Variadic.class, options));
    } catch (LinkageError e) {
      throw unusable(
          file, Printable.of(String.valueOf(e.getMessage()).lines().findFirst().orElse("")), e);
    }
  }

  private static String version(NativeLibrary library, Path file) {
    OpenVino.Version version = new OpenVino.Version();
    int status = library.getFunction("ov_get_openvino_version").invokeInt(new Object[] {version});
    if (status != 0) {
      throw unusable(file, "it does not know its version", null);
    }
    version.read();
    String build = version.buildNumber.getString(0);
    library.getFunction("ov_version_free").invokeVoid(new Object[] {version});
    if (!build.matches("20\\d\\d\\..*") || Integer.parseInt(build.substring(0, 4)) < LEAST_YEAR) {
      throw unusable(file, "it is version " + Printable.of(build), null);
    }
    return build;
  }

  private static InferenceException unusable(Path file, String why, Throwable cause) {
    return new InferenceException(
        "Cannot use the engine openvino: %s is not a library of OpenVINO %d or newer that works here (%s); install one: %s, or name its directory by %s"
            .formatted(
                file, LEAST_YEAR, why, INSTALL.replace("install", "install --upgrade"), SETTING),
        cause);
  }

  Path file() {
    return file;
  }

  String version() {
    return version;
  }

  Variadic variadic() {
    return variadic;
  }
}
