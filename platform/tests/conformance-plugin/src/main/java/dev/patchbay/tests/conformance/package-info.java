/** The plugin that the official conformance suite expects: its tools, resources and prompts, by its names. */
package dev.patchbay.tests.conformance;
