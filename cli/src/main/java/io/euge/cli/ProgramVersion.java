package io.euge.cli;

import io.euge.EugeVersion;
import picocli.CommandLine.IVersionProvider;

/** Provides the output of {@code --version}. */
final class ProgramVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"euge " + EugeVersion.current()};
  }
}
