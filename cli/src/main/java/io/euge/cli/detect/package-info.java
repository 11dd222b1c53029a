/** {@code euge detect}. */
package io.euge.cli.detect;
