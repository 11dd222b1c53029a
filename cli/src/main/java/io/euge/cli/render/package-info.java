/** {@code euge render}. */
package io.euge.cli.render;
