/** Runs the plugin's JAR in the real host against a stand-in of Slack, which holds both to Slack's own description. */
@NullMarked
package dev.patchbay.slack;

import org.jspecify.annotations.NullMarked;
