/**
 * What a server asks of a client: the user's answers, a model's completion, the roots. Modern revisions ask inside a
 * result, legacy ones by requests of the server.
 */
@NullMarked
package dev.patchbay.protocol.input;

import org.jspecify.annotations.NullMarked;
