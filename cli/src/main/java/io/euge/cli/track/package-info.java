/** {@code euge track}: tracks detected objects. */
package io.euge.cli.track;
