package io.euge.inference.openvino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.inference.InferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenVinoLibrariesTest {
  @TempDir Path root;

  private Path library(String folder) throws IOException {
    Path libraries = Files.createDirectories(root.resolve(folder));
    return Files.writeString(libraries.resolve("libopenvino_c.so.2641"), "no library");
  }

  private OpenVinoLibraries in(Map<String, String> environment, Path... pythonPath) {
    return new OpenVinoLibraries(root, environment, () -> List.of(pythonPath));
  }

  @Test
  void theActiveEnvironmentIsFirstThenTheUsersPackagesThenTheSystems() throws IOException {
    Map<String, String> environment =
        Map.of(
            "VIRTUAL_ENV", root.resolve("venv").toString(),
            "HOME", root.resolve("home").toString());
    Path system = library("usr/lib/x86_64-linux-gnu");
    assertThat(in(environment).installed()).contains(system);
    Path debian = library("usr/lib/python3/dist-packages/openvino/libs");
    assertThat(in(environment).installed()).contains(debian);
    Path users = library("home/.local/lib/python3.11/site-packages/openvino/libs");
    assertThat(in(environment).installed()).contains(users);
    Path active = library("venv/lib/python3.12/site-packages/openvino/libs");
    assertThat(in(environment).installed()).contains(active);
    assertThat(in(Map.of()).installed()).contains(debian);
  }

  @Test
  void pythonIsAskedLast() throws IOException {
    Path shims = library("pyenv/packages/openvino/libs");
    assertThat(in(Map.of()).installed()).isEmpty();
    assertThat(in(Map.of(), root.resolve("pyenv/packages")).find(Optional.empty())).contains(shims);
  }

  @Test
  void aNamedFolderIsTheOnlyOne() throws IOException {
    library("usr/lib");
    Path named = library("opt/openvino/libs");
    assertThat(in(Map.of()).find(Optional.of(named.getParent()))).contains(named);
    assertThat(in(Map.of()).find(Optional.of(root.resolve("opt")))).contains(named);
    assertThat(in(Map.of()).find(Optional.of(root.resolve("empty")))).isEmpty();
  }

  @Test
  void aMissingLibraryIsReportedWithTheLineThatInstallsIt() {
    assertThatThrownBy(() -> OpenVinoLoader.load(in(Map.of()), Optional.empty()))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("pip install openvino")
        .hasMessageContaining("spark.euge.openvino.libraries");
    Path empty = root.resolve("empty");
    assertThatThrownBy(() -> OpenVinoLoader.load(in(Map.of()), Optional.of(empty)))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("spark.euge.openvino.libraries is " + empty);
  }

  @Test
  void aBrokenLibraryIsReportedInOneSentence() throws IOException {
    Path broken = library("usr/lib");
    assertThatThrownBy(() -> OpenVinoLoader.load(in(Map.of()), Optional.empty()))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining(broken.toString())
        .hasMessageContaining("pip install --upgrade openvino")
        .hasMessageNotContaining("\n");
  }
}
