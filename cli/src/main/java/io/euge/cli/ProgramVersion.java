package io.euge.cli;

import io.euge.EugeVersion;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class ProgramVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"euge " + EugeVersion.current()};
  }
}
