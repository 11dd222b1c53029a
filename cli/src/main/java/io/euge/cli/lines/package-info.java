/** {@code euge lines}: writes a page on which the user draws the lines of a camera. */
package io.euge.cli.lines;
