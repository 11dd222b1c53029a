/** The page that an experiment writes for {@code --report}. */
package io.euge.bench.report;
