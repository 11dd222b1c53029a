/** Experiments that compare Euge with a limit measured in the same run. */
package io.euge.bench;
