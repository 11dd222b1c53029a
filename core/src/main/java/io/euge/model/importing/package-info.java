/** Makes a graph of any origin take frames as bytes and give floats in fixed shapes. */
package io.euge.model.importing;
