package io.euge.video.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusRunTest {
  @TempDir Path folder;

  @Test
  void aCaseThatKillsItsProcessOrHangsIsNamedAndTheOthersAreRead() throws Exception {
    CorpusRun run = new CorpusRun(folder, folder, DyingProcess.class, "few", 3).run();
    assertThat(run.wrong)
        .containsExactly("number-1: the process died with 134", "number-2: it hangs");
    assertThat(run.cases).isEqualTo(4);
    assertThat(run.whole).isEqualTo(2);
  }
}
