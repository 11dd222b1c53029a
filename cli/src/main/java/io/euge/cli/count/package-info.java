/** {@code euge count}: tracks become counts per interval. */
package io.euge.cli.count;
