/** The plugin that the benchmark calls. */
package dev.patchbay.benchmarks.echo;
